import { errorBodySchema } from '@/lib/contract/errors'
import { expect, test } from './support/test'

/** What is asked wrongly of an API, and the code that says so. */
const WRONG = [
  ['GET', '/upload', 'METHOD_NOT_ALLOWED'],
  ['PUT', '/upload', 'METHOD_NOT_ALLOWED'],
  ['DELETE', '/manager/kyc/profiles', 'METHOD_NOT_ALLOWED'],
  ['GET', '/manager/kyc', 'NOT_FOUND'],
  ['POST', '/manager/kyc/nothing', 'NOT_FOUND'],
  ['GET', '/kyc/customers', 'NOT_FOUND'],
  ['PATCH', '/kyc/customers/4711', 'METHOD_NOT_ALLOWED'],
] as const

for (const [method, path, code] of WRONG)
  test(`${method} ${path} is answered by an error body`, async ({ origin }) => {
    const key = path.startsWith('/kyc/') ? 'sandbox-service' : 'sandbox-manager'
    const answer = await fetch(`${origin}${path}`, { method, headers: { authorization: `Bearer ${key}` } })
    const body = errorBodySchema.parse(await answer.json())
    expect([answer.status, body.code]).toEqual([code === 'NOT_FOUND' ? 404 : 405, code])
  })
