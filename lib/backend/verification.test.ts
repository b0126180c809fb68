import { execFile } from 'node:child_process'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { promisify } from 'node:util'
import { afterAll, describe, expect, it } from 'vitest'
import { CUSTOMER_API_PATH, CUSTOMER_OPERATIONS } from '@/lib/contract/customer-api'
import { KycError } from '@/lib/contract/errors'
import type { Field } from '@/lib/contract/form'
import { listen } from '@/lib/testing/http-server'
import { createTestMailbox, openTestManager } from '@/lib/testing/manager'
import { ACCEPTED } from './conformance/expectations'
import { createCustomerApi } from './customer-api'
import { createEmbeddedBackend } from './embedded'
import { type Exchange, noting } from './exchanges'
import { createRemoteBackend } from './remote'
import { withServiceKey } from './service-auth'
import { reportOf, type TestOutcome } from './verification-report'

/** `npm run verify-backend`, as a broker runs it against a server of their own. */

const SERVICE_KEY = 'a-key-that-nobody-may-read'
const ENDPOINTS = Object.values(CUSTOMER_OPERATIONS).map(
  ({ method, path }) => `${method.padEnd(6)} ${CUSTOMER_API_PATH}/{customer_id}${path}`,
)

const template = (code: string, level: 1 | 2 | 3, fields: Field[], required = true) => ({
  ...{ code, title: code, level, required, active: true },
  form_schema: fields.length > 0 ? { sections: [{ fields }] } : null,
})
/** Templates of another broker, with nothing of the sandbox's. */
const TEMPLATES = [
  template('about_you', 1, [
    { name: 'married', type: 'boolean', required: true, risk: { false: 'high' } },
    {
      name: 'since',
      type: 'date',
      required: true,
      max_date: 'today',
      visible_if: { field: 'married', equals: [true] },
    },
    { name: 'born_in', type: 'country', required: true, risk: { FRA: 'prohibited' } },
    { name: 'children', type: 'number', required: true, integer: true, min: 1, max: 2 },
    { name: 'motto', type: 'textarea', required: true, min_length: 40, max_length: 60 },
  ]),
  template('sanctions_check', 1, []),
  template('licence', 2, [
    { name: 'scan', type: 'file_reference', required: true, document_types: ['driving_licence'] },
    { name: 'valid_until', type: 'date', required: true, min_date: 'today', expires: true },
  ]),
  template('wealth', 3, [{ name: 'sources', type: 'multi_select', required: true, options: ['work', 'luck'] }]),
  template('inbox', 2, [{ name: 'inbox', type: 'text', required: true, verify: 'email' }], false),
]

type Handle = (request: Request) => Promise<Response>
const servers: (() => Promise<void>)[] = []
afterAll(async () => {
  for (const close of servers) await close()
})

/** A backend at an address, with the templates above for the brand `other`, and broken where `breaking` breaks it. */
async function serve(breaking: (request: Request, answer: Handle) => Promise<Response> = (one, answer) => answer(one)) {
  const { manager } = await openTestManager({ receivers: { email: createTestMailbox().receive } })
  await manager.seed('other', TEMPLATES)
  const customerApi = createCustomerApi({
    ...{ backend: createEmbeddedBackend(manager), keys: [{ key: SERVICE_KEY }], report: () => {} },
    brandOf: (named) => {
      if (named !== 'acme' && named !== 'other') throw new KycError('NOT_FOUND')
      return named
    },
  })
  const handle: Handle = (request) =>
    new URL(request.url).pathname.startsWith('/manager') ? manager.handle(request) : breaking(request, customerApi)
  const { url, close } = await listen(async (incoming, outgoing) => {
    const hasBody = !['GET', 'HEAD'].includes(incoming.method ?? '')
    const init = {
      method: incoming.method,
      headers: new Headers(Object.entries(incoming.headers).map(([name, value]) => [name, String(value)])),
    }
    const body = hasBody ? { body: Readable.toWeb(incoming), duplex: 'half' } : {}
    const answer = await handle(new Request(`http://kyc.test${incoming.url}`, { ...init, ...body } as RequestInit))
    outgoing.writeHead(answer.status, Object.fromEntries(answer.headers))
    await pipeline(answer.body ?? Readable.from([]), outgoing).catch(() => {})
  })
  servers.push(close, manager.close)
  return url
}

async function verify(url: string, settings: Record<string, string> = {}) {
  const env = { ...process.env, KYC_SERVICE_KEY: SERVICE_KEY, KYC_BRAND: 'acme', KYC_MANAGER_KEY: '', ...settings }
  const run = promisify(execFile)(process.execPath, ['scripts/verify-backend.mjs', url], { env })
  const { stdout, code } = await run.then(
    ({ stdout }) => ({ stdout, code: 0 }),
    (error: { stdout: string; code: number }) => error,
  )
  return { code, lines: stdout.trimEnd().split('\n') }
}

describe('npm run verify-backend', () => {
  it('fills in whatever templates a backend has, and has a line for each endpoint', async () => {
    const { code, lines } = await verify(await serve(), { KYC_BRAND: 'other', KYC_MANAGER_KEY: 'other-key' })
    expect(lines.slice(0, ENDPOINTS.length)).toEqual(ENDPOINTS.map((endpoint) => `pass  ${endpoint}`))
    expect(lines.slice(ENDPOINTS.length)).toEqual([
      'skip  refuses a choice that is not offered, and stores nothing: no step of the templates has such a field',
      'skip  accepts only the address that was verified with its code: the emails of this backend cannot be read here',
      'skip  refuses a document with a wrong side: no document of one side is needed',
      '',
      '28 passed, 0 failed, 3 skipped',
    ])
    expect(code).toBe(0)
  })

  it('says of a broken backend what was sent, what was expected and what came, and shows no key', async () => {
    const url = await serve(async (request, answer) => {
      const { pathname, searchParams } = new URL(request.url)
      // Brands are mixed up, a version is missing, and what is wrong with answers is called a bad request.
      if (searchParams.get('brand') === 'other')
        return answer(new Request(request.url.replace('=other', '=acme'), request))
      const response = await answer(request)
      if (pathname.endsWith('/draft') && response.ok) return Response.json({ saved: true })
      if (pathname.endsWith('/submit') && response.status === 422) return Response.json({}, { status: 400 })
      return response
    })
    const { code, lines } = await verify(url)
    const said = lines.map((line) => line.replace(/[\da-f]{8}-[\da-f-]{27}/g, '…'))
    expect(code).toBe(1)
    expect(lines.join('\n')).not.toContain(SERVICE_KEY)
    const openingOther =
      '/kyc/customers/…/open?brand=other {"level":"enhanced","email":"ada@example.com","trading_login":"67890"}'
    const draft =
      '{"first_name":"A","last_name":"E","date_of_birth":"1","nationality":"FRA","phone":"+","unknown_field":1}'
    expect(said).toEqual([
      'FAIL  POST   /kyc/customers/{customer_id}/open',
      '        hides the data of each customer from all others',
      `          sent      POST ${openingOther}`,
      '          expected  whose profile it is: { "brand": "other", "customer_id": "…", }',
      '          came      200, whose profile it is: { "brand": "acme", "customer_id": "…", }',
      'pass  GET    /kyc/customers/{customer_id}',
      'pass  POST   /kyc/customers/{customer_id}/level',
      'pass  PUT    /kyc/customers/{customer_id}/emails',
      'FAIL  PUT    /kyc/customers/{customer_id}/steps/{id}/draft',
      '        saves a draft without validating it, and drops it when the step is submitted, and 3 more',
      `          sent      PUT /kyc/customers/…/steps/…/draft?brand=acme {"answers":${draft}}`,
      '          expected  200 with SavedDraft',
      '          came      200, but version: Invalid input: expected number, received undefined',
      'FAIL  POST   /kyc/customers/{customer_id}/steps/{id}/submit',
      '        refuses no answers, and stores nothing, and 8 more',
      '          sent      POST /kyc/customers/…/steps/…/submit?brand=acme {"answers":{}} (Idempotency-Key: …)',
      '          expected  422 VALIDATION_FAILED',
      '          came      400 without a code',
      'skip  POST   /kyc/customers/{customer_id}/steps/{id}/codes, which no test could use',
      'skip  POST   /kyc/customers/{customer_id}/steps/{id}/codes/check, which no test could use',
      'pass  POST   /kyc/customers/{customer_id}/files',
      'pass  GET    /kyc/customers/{customer_id}/files/{id}',
      'pass  POST   /kyc/customers/{customer_id}/documents',
      'pass  DELETE /kyc/customers/{customer_id}/documents/{id}',
      'pass  POST   /kyc/customers/{customer_id}/documents/{id}/differences',
      'pass  GET    /kyc/customers/{customer_id}/events',
      'skip  refuses an unverified address: needs a key of the manager API',
      'skip  accepts only the address that was verified with its code: the emails of this backend cannot be read here',
      'skip  resubmits a step automatically once its rejected document is replaced: needs a key of the manager API',
      'skip  approves the profile with its last step: needs a key of the manager API',
      'skip  accepts new answers to a rejected step: needs a key of the manager API',
      'skip  shows a question of a reviewer as a step, and takes the answer: needs a key of the manager API',
      '',
      '11 passed, 14 failed, 6 skipped',
    ])
  })

  it('says that a backend is not reachable, once', async () => {
    const exchanges: Exchange[] = []
    const { url, close } = await listen(() => {})
    await close()
    const nowhere = { url, authorize: withServiceKey(SERVICE_KEY) }
    const backend = createRemoteBackend({ ...nowhere, fetch: noting(exchanges, fetch) })
    const ada = { customer_id: 'ada', brand: 'acme', email: null, trading_login: null }
    await backend.open(ada, 'basic')
    const outcome: TestOutcome = { name: 'one test', state: 'failed', expected: ACCEPTED, exchanges }
    const report = reportOf([outcome, { ...outcome, name: 'another' }, { ...outcome, name: 'a third' }])
    expect(report.slice(0, 5)).toEqual([
      'FAIL  POST   /kyc/customers/{customer_id}/open',
      '        one test, and 2 more',
      '          sent      POST /kyc/customers/ada/open?brand=acme {"level":"basic","email":null,"trading_login":null}',
      '          expected  200 with CustomerKyc',
      '          came      not reachable: ECONNREFUSED',
    ])
  })
})
