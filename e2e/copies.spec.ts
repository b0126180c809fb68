import { readFileSync } from 'node:fs'
import { customerKycSchema } from '@/lib/contract/customer'
import { oneTimeTokenSchema } from '@/lib/contract/host/ctrader'
import { SPECIMENS } from './specimens/specimens'
import { type Copies, startCopies } from './support/copies'
import { managerClient } from './support/manager-client'
import { expect, test } from './support/test'

/** No browser here: what must hold is between two processes, one Postgres and one bucket. */
test.describe.configure({ mode: 'serial' })
let copies: Copies
test.beforeAll(async () => {
  copies = await startCopies()
})
test.afterAll(async () => {
  await copies.stop()
})

const PERSONAL = { first_name: 'Mira', last_name: 'Lindqvist', date_of_birth: '1991-03-27', nationality: 'NOR' }

async function tokenFrom(origin: string, person: string) {
  const answer = await fetch(`${origin}/ctid2/inAppOneTimeToken/data?kycType=standard`, {
    headers: { authorization: `Bearer sandbox:${person}` },
  })
  return oneTimeTokenSchema.parse(await answer.json())
}

async function enter(origin: string, token: string): Promise<string | null> {
  const body = new URLSearchParams({ token, next: '/inapp/kyc' })
  const answer = await fetch(`${origin}/inapp/kyc/enter`, { method: 'POST', body, redirect: 'manual' })
  return answer.headers.getSetCookie()[0]?.split(';')[0] ?? null
}

/** Calls one copy as the screens do. */
function callAs(cookie: string) {
  return async (origin: string, method: string, path: string, body?: BodyInit) => {
    const headers = {
      cookie,
      'x-kyc-request': '1',
      ...(typeof body === 'string' && { 'content-type': 'application/json' }),
    }
    const answer = await fetch(`${origin}/inapp${path}`.replace('/inapp/upload', '/upload'), { method, headers, body })
    expect(answer.ok, `${method} ${path}: ${answer.status}`).toBe(true)
    return answer
  }
}

test('gives one session for one token, raced by 200 requests over both copies', async () => {
  const { otToken } = await tokenFrom(copies.origins[0], 'racer')
  const sessions = await Promise.all(
    Array.from({ length: 200 }, (_, i) => enter(copies.origins[i % 2 ? 1 : 0], otToken)),
  )
  expect(sessions.filter((cookie) => cookie !== null)).toHaveLength(1)
})

test('serves one person from both copies: answers, files, live status, and one callback for each change', async () => {
  const [one, two] = copies.origins
  const { otToken, tradingLogin } = await tokenFrom(one, 'traveller')
  const call = callAs((await enter(two, otToken)) ?? '')
  const read = async (origin: string) => customerKycSchema.parse(await (await call(origin, 'GET', '/api/kyc')).json())

  await call(one, 'GET', '/kyc')
  const step = (code: string) => opened.steps.find((candidate) => candidate.code === code)?.id ?? ''
  const opened = await read(two)
  await call(two, 'PUT', `/api/steps/${step('personal')}/draft`, JSON.stringify({ answers: PERSONAL }))
  expect((await read(one)).steps.find(({ code }) => code === 'personal')?.draft).toEqual(PERSONAL)

  const photo = new FormData()
  photo.set('file', new Blob([readFileSync(SPECIMENS.passportPhoto)]), 'passport.jpg')
  const { file_id } = await (await call(one, 'POST', '/upload', photo)).json()
  const file = await (await call(two, 'GET', `/api/files/${file_id}`)).arrayBuffer()
  expect(file.byteLength).toBeGreaterThan(10_000)

  const events = await call(one, 'GET', '/api/events')
  const reader = events.body?.pipeThrough(new TextDecoderStream()).getReader()
  await call(two, 'POST', `/api/steps/${step('personal')}/submit`, JSON.stringify({ answers: PERSONAL }))
  let heard = ''
  while (!heard.includes('event: changed')) heard += (await reader?.read())?.value ?? ''
  await reader?.cancel()

  const manager = managerClient(two, 'sandbox-manager')
  await manager('MngRejectKycStep', { id: step('personal'), reason_code: 'data_mismatch' })
  const own = () => copies.callbacks.filter((callback) => callback.tradingLogin === tradingLogin)
  await expect.poll(() => own().map(({ kycStatus }) => kycStatus)).toEqual(['additional_info_required'])
  expect((await read(one)).status).toBe('rejected')
})
