import { describe, expect, it } from 'vitest'
import type { KycError } from '@/lib/contract/errors'
import { createGuard, PERSON_HEADER, REQUEST_HEADER } from './guard'
import { createPersonTags } from './person-tag'
import type { Session } from './session'

const [key, keyOfBefore] = [new Uint8Array(32).fill(8), new Uint8Array(32).fill(7)]
const personTags = createPersonTags([key, keyOfBefore])
const ada = { customer_id: '67890', brand: 'acme', email: null, trading_login: null }
const session: Session = {
  id: 's',
  identity: ada,
  level: 'basic',
  token_hash: 'a',
  entered_at: 0,
  epoch: 0,
  renewal: 0,
}
const scope = {
  step_id: crypto.randomUUID(),
  step: 'identity',
  field: 'identity_document',
  document_type: 'passport',
  country: null,
} as const

const OURS = { [REQUEST_HEADER]: '1', host: 'kyc.test', origin: 'https://kyc.test', 'sec-fetch-site': 'same-origin' }

function ask(method: string, headers: Record<string, string>, live: Session | null = session, path = '/inapp/api/kyc') {
  const guard = createGuard({ sessionOf: async () => live, personTags, publicUrl: null })
  return guard(new Request(`https://kyc.test${path}`, { method, headers }))
}

describe('the guard of the screens’ API', () => {
  it('answers with the session of a request of our own page', async () => {
    expect(await ask('GET', {})).toBe(session)
    expect(await ask('POST', OURS)).toBe(session)
  })

  it('asks for a session', async () => {
    await expect(ask('GET', {}, null)).rejects.toMatchObject({ code: 'SESSION_EXPIRED' })
  })

  it.each([
    ['a form of another site', { 'sec-fetch-site': 'cross-site' }],
    ['a page of a sibling domain', { 'sec-fetch-site': 'same-site' }],
    ['another origin', { origin: 'https://evil.test' }],
    ['a page without an origin', { origin: 'null' }],
    ['another port of our host', { origin: 'https://kyc.test:8443' }],
    ['a form, which cannot send our header', { [REQUEST_HEADER]: '' }],
  ])('refuses a change that comes from %s', async (_, headers) => {
    await expect(ask('POST', { ...OURS, ...headers })).rejects.toMatchObject({ code: 'ORIGIN_REFUSED' })
    await expect(ask('DELETE', { ...OURS, ...headers })).rejects.toMatchObject({ code: 'ORIGIN_REFUSED' })
  })

  it('takes one host for the same however it is written', async () => {
    expect(await ask('POST', { ...OURS, host: 'KYC.test:443' })).toBe(session)
  })

  it('tells the operator of a proxy that hides our name, and which other site it was', async () => {
    const causeOf = async (headers: object) =>
      ask('POST', { ...OURS, ...headers }).then(
        () => null,
        (thrown: KycError) => (thrown.cause as Error).message,
      )
    const cause = await causeOf({ host: 'app:3000' })
    for (const word of ['https://kyc.test', 'app:3000', 'KYC_PUBLIC_URL', 'proxy_set_header Host'])
      expect(cause).toContain(word)
    expect(await causeOf({ host: 'app:3000', 'sec-fetch-site': 'cross-site', origin: 'https://evil.test' })).toBe(
      'Another site, https://evil.test, sent a request that arrived for app:3000',
    )
  })

  it('refuses a page whose person is no longer the one of the cookie', async () => {
    expect(await ask('GET', { [PERSON_HEADER]: personTags.of(ada) })).toBe(session)
    const grace = personTags.of({ ...ada, customer_id: '1' })
    const refusal = { code: 'SESSION_EXPIRED', details: { reason: 'another_person' } }
    await expect(ask('GET', { [PERSON_HEADER]: grace })).rejects.toMatchObject(refusal)
    // A stream of events, which carries no header.
    await expect(ask('GET', {}, session, `/inapp/api/events?person=${grace}`)).rejects.toMatchObject(refusal)
  })

  it('takes a page from before a change of session keys for its person’s, and for nobody else’s', async () => {
    const before = createPersonTags([keyOfBefore])
    expect(await ask('GET', { [PERSON_HEADER]: before.of(ada) })).toBe(session)
    const grace = before.of({ ...ada, customer_id: '1' })
    await expect(ask('GET', { [PERSON_HEADER]: grace })).rejects.toMatchObject({ code: 'SESSION_EXPIRED' })
    const stranger = createPersonTags([new Uint8Array(32).fill(9)])
    await expect(ask('GET', { [PERSON_HEADER]: stranger.of(ada) })).rejects.toMatchObject({ code: 'SESSION_EXPIRED' })
  })

  it.each([
    ['/upload', true],
    ['/inapp/api/documents', true],
    ['/inapp/api/device-key', true],
    ['/inapp/api/session', true],
    ['/inapp/api/uploads/0190/parts/3', true],
    ['/inapp/api/kyc', false],
    ['/inapp/api/documents/0190', false],
    ['/inapp/api/steps/0190/submit', false],
    ['/inapp/api/hand-over', false],
  ])('lets a phone that shows one document call %s: %s', async (path, allowed) => {
    const asked = ask('POST', OURS, { ...session, scope }, path)
    if (allowed) expect(await asked).toMatchObject({ scope })
    else await expect(asked).rejects.toMatchObject({ code: 'FORBIDDEN' })
  })
})
