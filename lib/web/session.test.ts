import { describe, expect, it } from 'vitest'
import { SESSION_SECONDS } from '@/lib/contract/host/session'
import { createSessions, SESSION_COOKIE, type Session } from './session'

const MINUTE_MS = 60_000
const ENTERED = new Date('2026-01-01T12:00:00Z')
const session: Session = {
  id: 'session-1',
  identity: { customer_id: '67890', brand: 'acme', email: 'ada@example.com', trading_login: '12345' },
  level: 'standard',
  token_hash: 'a'.repeat(64),
  entered_at: ENTERED.getTime() / 1_000,
  epoch: 0,
  renewal: 0,
}

const keyOf = (value: number) => new Uint8Array(32).fill(value)

function openSessions(...keys: Uint8Array[]) {
  const time = { now: ENTERED }
  const ended = new Set<string>()
  const [newest = keyOf(7), ...others] = keys
  const isOpen = async ({ id }: { id: string }) => !ended.has(id)
  const sessions = createSessions({ keys: [newest, ...others], isOpen, clock: () => time.now })
  const later = (minutes: number) => {
    time.now = new Date(ENTERED.getTime() + minutes * MINUTE_MS)
  }
  return { sessions, later, ended }
}

const requestWith = (cookie: string) => new Request('http://kyc.test/inapp/api/kyc', { headers: { cookie } })
const pairOf = (setCookie: string) => setCookie.split(';')[0] ?? ''

describe('a session', () => {
  it('comes back from its cookie, with the time at which it ends', async () => {
    const { sessions } = openSessions()
    const cookie = pairOf(await sessions.seal(session))
    const ends_at = session.entered_at + SESSION_SECONDS
    expect(await sessions.of(requestWith(`other=1; ${cookie}; more=2`))).toEqual({ ...session, ends_at })
  })

  it('travels in the one cookie that a cross-site frame gives back, and says nothing of the person', async () => {
    const cookie = await openSessions().sessions.seal(session)
    expect(cookie).toMatch(/^__Host-kyc=[\w.-]+; Max-Age=86400; Path=\/; HttpOnly; Secure; SameSite=None; Partitioned$/)
    expect(cookie).not.toContain('67890')
  })

  it('ends after 30 minutes without activity', async () => {
    const { sessions, later } = openSessions()
    const cookie = pairOf(await sessions.seal(session))
    later(29)
    expect(await sessions.of(requestWith(cookie))).not.toBeNull()
    later(31)
    expect(await sessions.of(requestWith(cookie))).toBeNull()
  })

  it('ends after four hours, however active the person is', async () => {
    const { sessions, later } = openSessions()
    later(3 * 60 + 50)
    expect(sessions.endOf(session)).toBe(session.entered_at + 4 * 60 * 60)
    const cookie = pairOf(await sessions.seal(session))
    later(4 * 60 + 1)
    expect(await sessions.of(requestWith(cookie))).toBeNull()
  })

  it('ends when the server says so, whatever its cookie says', async () => {
    const { sessions, ended } = openSessions()
    const cookie = pairOf(await sessions.seal(session))
    expect(await sessions.of(requestWith(cookie))).not.toBeNull()
    ended.add(session.id)
    expect(await sessions.of(requestWith(cookie))).toBeNull()
    expect(sessions.cleared).toMatch(/^__Host-kyc=; Max-Age=0; Path=\/; HttpOnly; Secure; SameSite=None; Partitioned$/)
  })

  it('is nobody’s without a cookie, with a changed one, and with one that another key sealed', async () => {
    const { sessions } = openSessions()
    const cookie = pairOf(await sessions.seal(session))
    const elsewhere = openSessions(keyOf(8)).sessions
    expect(await sessions.of(new Request('http://kyc.test/'))).toBeNull()
    expect(await sessions.of(requestWith(`${SESSION_COOKIE}=`))).toBeNull()
    expect(await sessions.of(requestWith(cookie.slice(0, -4)))).toBeNull()
    expect(await elsewhere.of(requestWith(cookie))).toBeNull()
  })

  it('goes on while its key is being changed: the key of before opens, and only the new one seals', async () => {
    const before = openSessions(keyOf(7)).sessions
    const meanwhile = openSessions(keyOf(8), keyOf(7)).sessions
    const after = openSessions(keyOf(8)).sessions
    const old = pairOf(await before.seal(session))
    expect(await meanwhile.of(requestWith(old))).toMatchObject({ id: session.id })
    expect(await after.of(requestWith(old))).toBeNull()
    const renewed = pairOf(await meanwhile.seal(session))
    expect(await after.of(requestWith(renewed))).toMatchObject({ id: session.id })
    expect(await before.of(requestWith(renewed))).toBeNull()
  })

  it('is not read from a token that is signed instead of sealed', async () => {
    const { sessions } = openSessions()
    const unsigned = Buffer.from('{"alg":"none"}').toString('base64url')
    const payload = Buffer.from(JSON.stringify({ session })).toString('base64url')
    expect(await sessions.open(`${unsigned}.${payload}.`)).toBeNull()
  })
})
