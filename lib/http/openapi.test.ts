import { Validator } from '@seriousme/openapi-schema-validator'
import { expect, it } from 'vitest'
import { MANAGER_OPERATIONS } from '@/lib/contract/manager'
import { openApiDocument } from './openapi'

it('is an OpenAPI 3.1 document', async () => {
  const validator = new Validator()
  expect(await validator.validate(openApiDocument())).toEqual({ valid: true })
  expect(validator.version).toBe('3.1')
})

it('describes every route of the manager', () => {
  const paths = openApiDocument().paths as Record<string, object>
  const described = Object.entries(paths).flatMap(([path, verbs]) =>
    Object.keys(verbs).map((verb) => `${verb} ${path}`),
  )
  for (const { routes } of Object.values(MANAGER_OPERATIONS))
    for (const { method, path } of routes) expect(described).toContain(`${method.toLowerCase()} /manager/kyc${path}`)
})
