import { describe, expect, it } from 'vitest'
import { KycError } from '@/lib/contract/errors'
import { answer, createResponders, fileResponse } from './respond'
import type { Session } from './session'

const identity = { customer_id: '67890', brand: 'acme', email: null, trading_login: null }
const session: Session = { id: 's', identity, level: 'basic', token_hash: 'a', entered_at: 0, epoch: 0, renewal: 0 }

function openResponders(live: Session | null = session) {
  const lines: { level: string; facts: object; text: string }[] = []
  const write = (level: string) => (facts: object, text: string) => void lines.push({ level, facts, text })
  const requireSession = async () => {
    if (!live) throw new KycError('SESSION_EXPIRED')
    return live
  }
  const counted: object[] = []
  const countRefusal = (refusal: object) => void counted.push(refusal)
  const log = { error: write('error'), warn: write('warn') }
  return { lines, counted, ...createResponders({ log, requireSession, countRefusal }) }
}

const request = new Request('http://kyc.test/inapp/api/kyc')

describe('a route’s response', () => {
  it('is what the work answers', async () => {
    const { respondInSession, lines } = openResponders()
    const response = await respondInSession(request, async ({ id }) => answer({ ok: true, value: { id } }))
    expect([response.status, await response.json()]).toEqual([200, { id: 's' }])
    expect(response.headers.get('cache-control')).toBe('no-store')
    expect(lines).toEqual([])
  })

  it('is a refusal’s body, and nothing is logged, when somebody asks for what they may not have', async () => {
    const { respond, lines } = openResponders()
    const response = await respond(async () => answer({ ok: false, error: new KycError('NOT_FOUND') }))
    expect(response.status).toBe(404)
    expect(await response.json()).toMatchObject({ code: 'NOT_FOUND', requestId: expect.any(String) })
    expect(lines).toEqual([])
  })

  it('is counted by its code, with what was wrong with a picture, and never with what somebody wrote', async () => {
    const { respond, counted } = openResponders()
    const refuse = (error: Error) => respond(() => Promise.reject(error))
    await refuse(new KycError('DOCUMENT_QUALITY_LOW', { reason: 'BLUR' }))
    await refuse(new KycError('VERIFICATION_REJECTED', { reason: 'Ada is not Ada.' }))
    await refuse(new TypeError('a bug'))
    expect(counted).toEqual([
      { code: 'DOCUMENT_QUALITY_LOW', reason: 'BLUR' },
      { code: 'VERIFICATION_REJECTED' },
      { code: 'INTERNAL' },
    ])
  })

  it('tells the log what is behind a refusal, under the id that the person has', async () => {
    const { respond, lines } = openResponders()
    const cause = new Error('connection reset')
    const response = await respond(() => Promise.reject(new KycError('BACKEND_UNAVAILABLE', { cause })))
    const { requestId } = (await response.json()) as { requestId: string }
    expect(lines).toEqual([
      { level: 'warn', facts: { err: cause, code: 'BACKEND_UNAVAILABLE', requestId }, text: 'request refused' },
    ])
  })

  it('says nothing of a bug but INTERNAL, and logs it once', async () => {
    const { respond, lines } = openResponders()
    const bug = new TypeError('secret detail')
    const response = await respond(() => Promise.reject(bug))
    const text = await response.text()
    expect(response.status).toBe(500)
    expect(text).toContain('INTERNAL')
    expect(text).not.toContain('secret detail')
    expect(lines).toMatchObject([{ level: 'error', facts: { err: bug } }])
  })

  it('is SESSION_EXPIRED without a session, and the work is not begun', async () => {
    const { respondInSession } = openResponders(null)
    const response = await respondInSession(request, () => Promise.reject(new Error('begun')))
    expect([response.status, await response.json()]).toMatchObject([401, { code: 'SESSION_EXPIRED' }])
  })

  it('gives a file out so that no browser takes it for a page', () => {
    const bytes = new Blob(['<script>']).stream()
    const response = fileResponse({ ok: true, value: { bytes, content_type: 'image/jpeg', file_size: 8 } })
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'image/jpeg',
      'content-length': '8',
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox",
    })
  })
})
