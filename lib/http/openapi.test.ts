import { createConfig, lintFromString } from '@redocly/openapi-core'
import { expect, it } from 'vitest'
import { MANAGER_OPERATIONS } from '@/lib/contract/manager'
import { openApiDocument } from './openapi'

it('passes Redocly’s recommended rules without an error or a warning', async () => {
  const config = await createConfig({ extends: ['recommended'] })
  const problems = await lintFromString({ source: JSON.stringify(openApiDocument()), config })
  expect(problems.map(({ ruleId, message }) => `${ruleId}: ${message}`)).toEqual([])
})

it('names the schemas that clients have types for', () => {
  const named = Object.keys(openApiDocument().components?.schemas ?? {})
  expect(named).toEqual(
    expect.arrayContaining(['Template', 'Profile', 'Step', 'Document', 'AuditRow', 'CustomerKyc', 'Error']),
  )
})

it('describes every route of the manager', () => {
  const paths = openApiDocument().paths as Record<string, object>
  const described = Object.entries(paths).flatMap(([path, verbs]) =>
    Object.keys(verbs).map((verb) => `${verb} ${path}`),
  )
  for (const { routes } of Object.values(MANAGER_OPERATIONS))
    for (const { method, path } of routes) expect(described).toContain(`${method.toLowerCase()} /manager/kyc${path}`)
})

it('describes how a selfie, and a picture that its owner insists on, is sent to the customer API', () => {
  const paths = openApiDocument().paths as Record<string, { post: { parameters: { name: string }[] } }>
  const names = paths['/kyc/customers/{customer_id}/files']?.post.parameters.map(({ name }) => name)
  expect(names).toEqual(['customer_id', 'brand', 'name', 'shows', 'quality'])
})
