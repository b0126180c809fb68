import { randomBytes, randomUUID } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { expect, it, onTestFinished } from 'vitest'
import { CUSTOMER_API_PATH, CUSTOMER_OPERATIONS } from '@/lib/contract/customer-api'
import { MANAGER_OPERATIONS, MANAGER_ROLES } from '@/lib/contract/manager'
import { listen } from '@/lib/testing/http-server'
import { goodPhoto } from '@/lib/testing/manager'
import { startRoutes } from '@/lib/testing/start-routes'
import { root } from '../runtime.mjs'
import { CALLERS, type Caller, DOORS, ROWS } from './doors'
import { reportFigure } from './figure'

const key = () => randomBytes(24).toString('hex')
const VERBS = /export (?:async )?function (GET|HEAD|POST|PUT|PATCH|DELETE)\b|\bas (GET|POST|PUT|PATCH|DELETE)\b/g
/** What is behind these has a list of its own. */
const CATCH_ALL = ['app/kyc/customers/[[...path]]/route.ts', 'app/manager/kyc/[[...path]]/route.ts']

/** Every address that the app has, by its folder and by the lists of its two APIs. */
function addresses(): string[] {
  const files = readdirSync(join(root, 'app'), { recursive: true, encoding: 'utf8' })
    .map((file) => `app/${file.replaceAll('\\', '/')}`)
    .filter((file) => file.endsWith('/route.ts') && !CATCH_ALL.includes(file))
  return [
    ...files.flatMap((file) => {
      const path = file
        .slice(3, -'/route.ts'.length)
        .replace(/\/\([^/]*\)/g, '')
        .replace(/\[(?:\.\.\.)?(\w+)\]/g, '{$1}')
      return [...readFileSync(join(root, file), 'utf8').matchAll(VERBS)].map(
        ([, one, other]) => `${one ?? other} ${path}`,
      )
    }),
    ...Object.values(CUSTOMER_OPERATIONS).map(({ method, path }) => `${method} ${CUSTOMER_API_PATH}/{customer}${path}`),
    ...['GET /manager/kyc/openapi.json', 'POST /manager/kyc/rpc'],
    ...Object.keys(MANAGER_OPERATIONS),
  ]
}

it('every address has its row, and no other', () => {
  expect(ROWS.map(([address]) => address).sort()).toEqual(addresses().sort())
})

it('each caller gets what the row of the address says, at every address', async ({ task }) => {
  const { origin, headers, things } = await open()
  const wrong: string[] = []
  let asked = 0
  for (const [address, door, body] of ROWS.filter(([, door]) => door !== 'framework'))
    for (const caller of CALLERS) {
      const { method, path } = requestOf(address, things)
      const sent = body && JSON.stringify(body).replace(/\{(step|file)\}/g, (_, name) => things[name] ?? '')
      const answer = await fetch(`${origin}${path}`, {
        ...{
          method,
          redirect: 'manual',
          headers: { 'x-kyc-request': '1', ...headers[caller], ...from(asked), 'idempotency-key': randomUUID() },
        },
        ...(sent && { body: sent }),
      })
      const isStream = answer.headers.get('content-type') === 'text/event-stream'
      const told = isStream ? await answer.body?.cancel() : await answer.text()
      if (path.startsWith('/inapp/') && told?.includes('"risk":'))
        wrong.push(`${address} tells ${caller} how an answer counts for the risk`)
      asked += 1
      const rule: { else: unknown } & Partial<Record<Caller, unknown>> = DOORS[door]
      const expected = rule[caller] ?? rule.else
      const { status } = answer
      const isIn = status < 500 && status !== 401 && status !== 403
      const is = expected === 'in' ? isIn : expected === 'seen' ? isIn && status !== 404 : status === expected
      if (!is) wrong.push(`${address} by ${caller}: ${status} instead of ${expected}`)
    }
  expect(wrong).toEqual([])
  reportFigure(task, `${ROWS.length} addresses, ${CALLERS.length} callers, ${asked} requests, all as the table says`)
})

/** Each request from an address of its own: whoever guesses often is stopped elsewhere. */
function from(at: number) {
  return { 'x-forwarded-for': `10.0.${at >> 8}.${at & 255}` }
}

/** A method's first route, with the things that it names. */
function requestOf(address: string, things: Record<string, string>) {
  const operation = MANAGER_OPERATIONS[address as keyof typeof MANAGER_OPERATIONS]
  const [method = '', path = ''] = operation
    ? [operation.routes[0].method, `/manager/kyc${operation.routes[0].path}`]
    : address.split(' ')
  const [, kind = ''] = /\/manager\/kyc\/(\w+)s\//.exec(path) ?? []
  // What would be gone for all others is not theirs to take.
  const id = address === 'MngDeleteKycStepTemplate' ? randomUUID() : (things[kind] ?? randomUUID())
  const named = path.replace('{id}', id).replace(/\{(\w+)\}/g, (_, name) => things[name] ?? randomUUID())
  return { method, path: named }
}

/** A server, all who come to it, and what one of them has there. */
async function open() {
  const { url: crm, close } = await listen(async (request, response) => {
    const { token } = JSON.parse(await text(request))
    const userId = token.startsWith('own') ? 'own' : 'another'
    response.end(JSON.stringify({ valid: true, userId, email: `${userId}@example.com`, kycLevel: 'standard' }))
  })
  onTestFinished(close)
  const roles = Object.fromEntries(MANAGER_ROLES.map((role) => [role, key()]))
  const [other, service, metrics] = [key(), key(), key()]
  const keys = [
    ...MANAGER_ROLES.map((role) => ({ key: roles[role], role, brand: 'sandbox', name: role })),
    { key: other, role: 'SESSION_ADMIN', brand: 'other', name: 'Other' },
  ]
  const { origin, end } = await startRoutes({
    ...{ KYC_MASTER_KEY: randomBytes(32).toString('base64'), KYC_SESSION_KEY: randomBytes(32).toString('base64') },
    ...{ KYC_TOKEN_CONTRACT: 'crm', KYC_TOKEN_URL: crm, KYC_MANAGER_KEYS: JSON.stringify(keys) },
    ...{ KYC_SERVICE_KEY: service, KYC_METRICS_KEY: metrics },
  })
  onTestFinished(async () => void (await end('SIGKILL')))

  async function enter(token: string) {
    const entered = await fetch(`${origin}/inapp/kyc/enter`, {
      ...{ method: 'POST', redirect: 'manual', body: new URLSearchParams({ token }) },
    })
    const cookie = entered.headers.get('set-cookie')?.split(';')[0] ?? ''
    expect([entered.headers.get('location'), cookie]).toEqual([expect.anything(), expect.stringContaining('kyc=')])
    return { cookie, 'x-kyc-request': '1' }
  }
  async function json(path: string, headers: Record<string, string>, body?: BodyInit) {
    const answer = await fetch(`${origin}${path}`, {
      ...(body ? { method: 'POST', body } : {}),
      headers: { ...headers, 'idempotency-key': randomUUID() },
    })
    const told = await answer.text()
    expect([path, answer.status, told]).toEqual([path, 200, expect.anything()])
    return JSON.parse(told)
  }
  const bearer = (given: string) => ({ authorization: `Bearer ${given}` })
  const [own, another] = [await enter('own'.padEnd(43, 'x')), await enter('another'.padEnd(43, 'x'))]
  const { steps } = await json('/inapp/api/kyc', own)
  const step = steps.find(({ code }: { code: string }) => code === 'identity').id as string
  const form = new FormData()
  form.append('file', new Blob([new Uint8Array(await goodPhoto())]), 'passport.jpg')
  const { file_id: file } = await json('/upload', own, form)
  const put = { step_id: step, field: 'identity_document', file_id: file, document_type: 'passport', side: 'front' }
  const document = await json('/inapp/api/documents', own, JSON.stringify({ ...put, country: 'FRA' }))
  const scope = {
    step_id: step,
    step: 'identity',
    field: 'identity_document',
    document_type: 'passport',
    country: 'FRA',
  }
  const handoff = await json('/inapp/api/hand-over', own, JSON.stringify(scope))
  const phone = await enter(/token=([\w-]+)/.exec(JSON.stringify(handoff))?.[1] ?? '')
  const admin = bearer(roles.SESSION_ADMIN ?? '')
  const [profile] = (await json('/manager/kyc/profiles?customer_id=own', admin)).items
  const [template] = (await json('/manager/kyc/templates', admin)).items
  const headers: Record<Caller, Record<string, string>> = {
    ...{ nobody: {}, 'wrong key': bearer(key()), 'metrics key': bearer(metrics), 'service key': bearer(service) },
    ...{ 'another brand': bearer(other), dealer: bearer(roles.SESSION_DEALER ?? '') },
    ...{ manager: bearer(roles.SESSION_MANAGER ?? ''), admin },
    'crm manager': bearer(roles.SESSION_CRM_MANAGER ?? ''),
    'crm admin': bearer(roles.SESSION_CRM_ADMIN ?? ''),
    ...{ phone, another, own },
  }
  const things: Record<string, string> = {
    ...{ customer: 'own', step, stepId: step, file, fileId: file, document: document.id, documentId: document.id },
    ...{ profile: profile.id, template: template.id, index: '0', uploadId: randomUUID(), path: 'nothing' },
  }
  return { origin, headers, things }
}
