import { randomBytes } from 'node:crypto'
import { text } from 'node:stream/consumers'
import { SMTPServer } from 'smtp-server'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { freePort } from '@/lib/testing/free-port'
import { listen } from '@/lib/testing/http-server'
import { goodPhoto } from '@/lib/testing/manager'
import { startRoutes } from '@/lib/testing/start-routes'

/** What may stand in no line, whatever goes wrong: all that is known of one customer, and everything that opens something. */
const CANARY = {
  customer: '998877665544',
  email: 'zorvath.quill@canary.example',
  login: '776655443322',
  first: 'Zorvathine',
  last: 'Quillfeather',
  birth: '1971-03-19',
  number: 'QX7788990ZZ',
  street: 'Canarygate 1717',
  file: 'zorvath-passport-scan',
  comment: 'Her brother Brindlewick called',
  address: '203.0.113.77',
  agent: 'CanaryBrowser',
  wrongKey: 'wrong-key-canary-canary-canary',
  service: 'service-key-canary-canary-canary',
  masterKey: randomBytes(32).toString('base64'),
  sessionKey: randomBytes(32).toString('base64'),
  mailPassword: 'canary-mail-password',
  callbackToken: 'canary-callback-token',
  webhookSecret: 'canary-webhook-secret-0123456789',
}
const token = (end: string) => `CANARYTOKEN${end}`.padEnd(43, 'x')

/** The broker's CRM, and how it answers each token. */
const PERSON = {
  valid: true,
  userId: CANARY.customer,
  email: CANARY.email,
  tradingLogin: CANARY.login,
  kycLevel: 'basic',
}
const CRM: Record<string, object | string | number> = {
  [token('good')]: PERSON,
  [token('used')]: { valid: false, code: 'TOKEN_USED' },
  [token('expired')]: { valid: false, code: 'TOKEN_EXPIRED' },
  [token('page')]: `<h1>${CANARY.email}</h1>`,
  [token('other')]: { ...PERSON, userId: null, first_name: CANARY.first },
  [token('broken')]: 503,
  [token('brand')]: { ...PERSON, brand: 'nobodys' },
}

type Line = Record<string, unknown> & { msg: string; requestId?: string }

let printed = () => ''
let origin = ''
const stop: (() => unknown)[] = []
const lines = () =>
  printed()
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line) as Line)
const withText = (part: string) => lines().filter(({ msg }) => msg.includes(part))

async function startCrm() {
  const { url, close } = await listen(async (request, response) => {
    const asked = JSON.parse(await text(request)) as { token: string }
    const answer = CRM[asked.token]
    if (asked.token === token('reset')) return void request.socket.destroy()
    if (typeof answer === 'number') response.statusCode = answer
    response.end(typeof answer === 'object' ? JSON.stringify(answer) : String(answer ?? '{"valid":false}'))
  })
  stop.push(close)
  return url
}

/** cTrader and the broker's own system, down, and saying so in words that quote what came. */
async function startReceiver() {
  const { url, close } = await listen(async (request, response) => {
    const body = await text(request)
    response.writeHead(500, `No ${CANARY.last}`)
    response.end(`cannot take ${body} for ${CANARY.email}`)
  })
  stop.push(close)
  return url
}

/** A mail server that refuses the address, and quotes it. */
async function startMail() {
  const server = new SMTPServer({
    ...{ secure: false, disabledCommands: ['STARTTLS'], authOptional: true },
    onAuth: (_, __, done) => done(null, { user: 'kyc' }),
    onRcptTo({ address }, _, done) {
      done(Object.assign(new Error(`${address}: no ${CANARY.first} ${CANARY.last} here`), { responseCode: 550 }))
    },
  })
  const port = await freePort()
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  stop.push(() => new Promise<void>((resolve) => server.close(() => resolve())))
  return `smtp://kyc:${CANARY.mailPassword}@127.0.0.1:${port}`
}

beforeAll(async () => {
  const [crm, receiver, mail] = await Promise.all([startCrm(), startReceiver(), startMail()])
  const routes = await startRoutes({
    ...{ KYC_MASTER_KEY: CANARY.masterKey, KYC_SESSION_KEY: CANARY.sessionKey, KYC_SERVICE_KEY: CANARY.service },
    ...{ KYC_TOKEN_CONTRACT: 'crm', KYC_TOKEN_URL: crm, KYC_MAIL_FROM: 'kyc@broker.example', KYC_SMTP_URL: mail },
    ...{ CTRADER_CALLBACK_URL: `${receiver}/cb`, CTRADER_CALLBACK_TOKEN: CANARY.callbackToken },
    ...{ KYC_WEBHOOK_URL: `${receiver}/hook`, KYC_WEBHOOK_SECRETS: CANARY.webhookSecret },
  })
  stop.unshift(() => routes.end('SIGKILL'))
  ;({ origin, printed } = routes)
})
afterAll(async () => {
  for (const end of stop) await end()
})

const FROM = {
  'user-agent': CANARY.agent,
  'x-forwarded-for': CANARY.address,
  referer: `http://x/?token=${token('good')}`,
}
let cookie = ''

async function enter(ot: string, headers: Record<string, string> = {}) {
  return fetch(`${origin}/inapp/kyc/enter`, {
    ...{ method: 'POST', redirect: 'manual', headers: { ...FROM, ...headers } },
    body: new URLSearchParams({ token: ot, next: `/inapp/kyc?lang=de&utm_source=${CANARY.first}` }),
  })
}

/** Calls the screens' API as the person's page does. */
async function call(method: string, path: string, body?: unknown, headers: Record<string, string> = {}) {
  return fetch(`${origin}${path}`, {
    method,
    headers: { ...FROM, cookie, 'x-kyc-request': '1', ...headers },
    ...(body !== undefined && {
      body: body instanceof FormData ? body : typeof body === 'string' ? body : JSON.stringify(body),
    }),
  })
}

const asManager = { authorization: 'Bearer sandbox-manager' }

describe('the log of a deployment in which everything goes wrong', () => {
  it('has a line that says why for each token that is refused', async () => {
    const entered = await enter(token('good'))
    expect(entered.status).toBe(303)
    cookie = entered.headers.get('set-cookie')?.split(';')[0] ?? ''
    expect(cookie).toContain('__Host-kyc=')
    const refused: [string, string, RegExp][] = [
      [token('used'), 'TOKEN_USED', /used before/],
      [token('expired'), 'TOKEN_EXPIRED', /time is over/],
      [token('unknown'), 'TOKEN_INVALID', /nobody knows it/],
      [token('brand'), 'TOKEN_INVALID', /brand is not set up/],
      ['', 'TOKEN_MISSING', /there was none/],
      [`${CANARY.first} ${CANARY.last}`, 'TOKEN_MALFORMED', /form of one/],
      [token('page'), 'BACKEND_UNAVAILABLE', /the answer is not JSON/],
      [token('other'), 'BACKEND_UNAVAILABLE', /answered 200, but userId/],
      [token('broken'), 'BACKEND_UNAVAILABLE', /answered 503/],
      [token('reset'), 'BACKEND_UNAVAILABLE', /validate-token failed: fetch failed/],
    ]
    for (const [ot, code, why] of refused) {
      const answer = await enter(ot)
      const id = answer.headers.get('x-request-id')
      expect([ot, answer.headers.get('location')]).toEqual([ot, expect.stringContaining(code)])
      const line = () => lines().find(({ requestId, msg }) => requestId === id && msg.includes('token was refused'))
      await expect.poll(line).toMatchObject({ code, msg: expect.stringMatching(why) })
    }
  })

  it('has one for each origin that is refused, with both hosts', async () => {
    const pages: (Record<string, string> & { origin: string })[] = [
      { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' },
      { origin: 'https://kyc.broker.example' },
    ]
    for (const headers of pages) {
      const posted = await enter(token('good'), headers)
      const changed = await call('POST', '/inapp/api/level', {}, headers)
      for (const { status, headers: answered } of [posted, changed]) {
        expect(status).toBe(403)
        const id = answered.get('x-request-id')
        const line = () => JSON.stringify(lines().filter(({ requestId, code }) => requestId === id && code))
        for (const part of ['ORIGIN_REFUSED', headers.origin, new URL(origin).host])
          await expect.poll(line).toContain(part)
      }
    }
  })

  it('has one for each email, callback and webhook that does not arrive', async () => {
    const kyc = await (await call('GET', '/inapp/api/kyc')).json()
    const step = kyc.steps.find(({ code }: { code: string }) => code === 'personal').id as string
    const answers = {
      first_name: CANARY.first,
      last_name: CANARY.last,
      date_of_birth: CANARY.birth,
      nationality: 'FRA',
    }
    expect((await call('PUT', `/inapp/api/steps/${step}/draft`, { answers })).status).toBe(200)
    const submitted = await call('POST', `/inapp/api/steps/${step}/submit`, { answers })
    expect(submitted.status).toBe(200)
    const rejected = { reason_code: 'data_mismatch', comment: CANARY.comment }
    const decided = await call('POST', `/manager/kyc/steps/${step}/reject`, rejected, asManager)
    expect(decided.status).toBe(200)
    await expect.poll(() => withText('given up').map(({ kind }) => kind)).toContain('mail')
    expect(withText('given up')).toContainEqual(
      expect.objectContaining({
        ...{ kind: 'mail', dead: true, brand: 'sandbox', job: expect.any(String) },
        err: expect.objectContaining({
          message: 'The mail server refused the address',
          cause: expect.objectContaining({ responseCode: 550, command: 'RCPT TO' }),
        }),
      }),
    )
    const again = () => withText('tried again').map(({ kind }) => kind)
    await expect.poll(again).toEqual(expect.arrayContaining(['ctrader.kyc-status', 'webhook']))
    expect(withText('tried again')[0]).toMatchObject({ err: { message: 'The receiver answered 500' }, attempt: 1 })
  })

  it('has one for every request, with its id, route, status and milliseconds', async () => {
    const kyc = await (await call('GET', '/inapp/api/kyc')).json()
    const step = kyc.steps[0].id as string
    const wrong = { answers: { first_name: CANARY.first, number: CANARY.number, street: CANARY.street } }
    const form = (bytes: Buffer, name: string) => {
      const data = new FormData()
      data.append('file', new Blob([new Uint8Array(bytes)]), name)
      return data
    }
    const [photo, words] = [await goodPhoto(), Buffer.from(`not a picture of ${CANARY.last}`)]
    const asked: [string, string, unknown, Record<string, string>, number, string][] = [
      ['POST', `/inapp/api/steps/${step}/submit`, wrong, {}, 422, '/inapp/api/steps/{}/submit'],
      ['POST', `/inapp/api/steps/${step}/submit`, `{"${CANARY.first}`, {}, 400, '/inapp/api/steps/{}/submit'],
      [
        'POST',
        `/inapp/api/steps/${CANARY.customer}/codes`,
        { email: CANARY.email },
        {},
        422,
        '/inapp/api/steps/{}/codes',
      ],
      ['POST', '/upload', form(words, `${CANARY.file}.jpg`), {}, 422, '/upload'],
      ['POST', '/upload', form(photo, `${CANARY.file}.jpg`), {}, 200, '/upload'],
      ['GET', `/inapp/api/files/${CANARY.file}`, undefined, {}, 404, '/inapp/api/files/{}'],
      ['GET', `/manager/kyc/profiles?text=${CANARY.first}`, undefined, asManager, 200, '/manager/kyc/profiles'],
      ['GET', `/manager/kyc/profiles/${CANARY.email}`, undefined, asManager, 404, '/manager/kyc/profiles/{}'],
      ['POST', '/manager/kyc/required-level', `{"${CANARY.customer}`, asManager, 400, '/manager/kyc/required-level'],
      ['POST', '/manager/kyc/rpc', { jsonrpc: '2.0', id: 1, method: CANARY.last }, asManager, 200, '/manager/kyc/rpc'],
      [
        'GET',
        '/manager/kyc/profiles',
        undefined,
        { authorization: `Bearer ${CANARY.wrongKey}` },
        401,
        '/manager/kyc/profiles',
      ],
      [
        'GET',
        `/kyc/customers/${CANARY.customer}`,
        undefined,
        { authorization: `Bearer ${CANARY.service}` },
        200,
        '/kyc/customers/{}',
      ],
      ['GET', `/${CANARY.first}/${CANARY.file}.php?key=${CANARY.wrongKey}`, undefined, {}, 404, '/{}/{}'],
    ]
    for (const [method, path, body, headers, status, route] of asked) {
      const answer = await call(method, path, body, headers)
      expect([path, answer.status]).toEqual([path, status])
      const id = answer.headers.get('x-request-id') ?? ''
      const told = await answer.text()
      if (status >= 400 && told.includes('requestId')) expect(told).toContain(id)
      const line = () => lines().find(({ requestId, msg }) => requestId === id && msg === 'answered')
      await expect.poll(line).toMatchObject({ method, route, status, ms: expect.any(Number) })
    }
  })

  it('tells nothing of the person, and opens nothing', async () => {
    expect(lines().length).toBeGreaterThan(40)
    const written = printed().toLowerCase()
    const tokens = Object.keys(CRM).concat(token('unknown'), token('reset'))
    const session = cookie.split('=')[1] ?? ''
    for (const secret of [...Object.values(CANARY), ...tokens, session, 'sandbox-manager'])
      for (const form of [secret, encodeURIComponent(secret), Buffer.from(secret).toString('base64')])
        expect([form, written.includes(form.toLowerCase())]).toEqual([form, false])
    expect(lines().filter((line) => 'left_out' in line)).toEqual([])
  })

  it('is JSON, line by line, from when on requests are served', () => {
    const [, served = ''] = printed().split(/^listening \d+\n/m)
    expect(served.split('\n').filter((line) => line !== '' && !line.startsWith('{'))).toEqual([])
  })
})
