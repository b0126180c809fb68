import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import {
  CompactSign,
  exportJWK,
  exportSPKI,
  generateKeyPair,
  type JWK,
  type JWTPayload,
  SignJWT,
  UnsecuredJWT,
} from 'jose'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { limitedFetch } from '@/lib/http/limited-fetch'
import { createSsoRedeemer } from './sso'

const NOW = new Date('2026-11-20T12:00:00Z')
const SECONDS = NOW.getTime() / 1_000
const TRUSTED = { iss: 'https://id.broker.example', aud: 'inapp-kyc' }
const CLAIMS = { ...TRUSTED, sub: '4711', exp: SECONDS + 3_600 }

let server: Server
let jwksUrl: string
let published: JWK[]
let fetches = 0
const pairs = await Promise.all(['ES256', 'RS256', 'ES256'].map((alg) => generateKeyPair(alg, { extractable: true })))
const [first, rsa, second] = pairs as [(typeof pairs)[0], (typeof pairs)[0], (typeof pairs)[0]]

beforeAll(async () => {
  server = createServer((_, response) => {
    fetches += 1
    response.end(JSON.stringify({ keys: published }))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  jwksUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/jwks`
})
afterAll(() => void server.close())
beforeEach(async () => {
  fetches = 0
  published = [
    { ...(await exportJWK(first.publicKey)), kid: 'first', alg: 'ES256' },
    { ...(await exportJWK(rsa.publicKey)), kid: 'rsa', alg: 'RS256' },
  ]
})

const redeemer = (change: object = {}) =>
  createSsoRedeemer({
    ...{ jwksUrl, issuer: TRUSTED.iss, audience: TRUSTED.aud, brand: 'acme' },
    ...{ brandClaim: 'https://broker.example/brand', fetch, clock: () => NOW },
    ...change,
  })
const sign = (claims: JWTPayload, { key = first.privateKey, alg = 'ES256', kid = 'first' } = {}) =>
  new SignJWT(claims).setProtectedHeader({ alg, kid }).sign(key)

describe('a JWT of the broker’s identity provider', () => {
  it('is too old some hours after it was issued, where that is set, whenever it ends', async () => {
    const redeem = redeemer({ maxAgeHours: 12 })
    const issued = (hours: number) => sign({ ...CLAIMS, iat: SECONDS - hours * 3_600 })
    expect(await redeem(await issued(11))).toMatchObject({ ok: true })
    expect(await redeem(await issued(13))).toMatchObject({ code: 'TOKEN_EXPIRED' })
    expect(await redeem(await sign(CLAIMS))).toMatchObject({ code: 'TOKEN_INVALID' })
    expect(await redeemer()(await issued(13))).toMatchObject({ ok: true })
  })

  it('says who it is, as often as it is shown', async () => {
    const redeem = redeemer()
    const token = await sign({ ...CLAIMS, email: 'ada@example.com', trading_login: 67890, kyc_type: 'enhanced' })
    for (let i = 0; i < 2; i += 1)
      expect(await redeem(token)).toEqual({
        ok: true,
        identity: { customer_id: '4711', brand: 'acme', email: 'ada@example.com', trading_login: '67890' },
        level: 'enhanced',
      })
    expect(await redeem(await sign(CLAIMS, { key: rsa.privateKey, alg: 'RS256', kid: 'rsa' }))).toMatchObject({
      ok: true,
      identity: { email: null, trading_login: null },
      level: null,
    })
  })

  it('says which brand the person is of by the claim that was agreed, and is of the default one without', async () => {
    const brandOf = async (claims: object, change: object = {}) => {
      const redeemed = await redeemer(change)(await sign({ ...CLAIMS, ...claims }))
      return redeemed.ok ? redeemed.identity.brand : redeemed.code
    }
    const zenith = { 'https://broker.example/brand': 'zenith' }
    expect(await brandOf(zenith)).toBe('zenith')
    expect(await brandOf({ brand: 'zenith' })).toBe('acme')
    expect(await brandOf(zenith, { brandClaim: undefined })).toBe('acme')
    expect(await brandOf({ 'https://broker.example/brand': ['zenith'] })).toBe('TOKEN_INVALID')
  })

  it('is good for half a minute more, for clocks that differ', async () => {
    expect(await redeemer()(await sign({ ...CLAIMS, exp: SECONDS - 20 }))).toMatchObject({ ok: true })
  })

  it.each([
    ['TOKEN_EXPIRED', { ...CLAIMS, exp: SECONDS - 60 }],
    ['TOKEN_INVALID', { ...CLAIMS, iss: 'https://elsewhere.example' }],
    ['TOKEN_INVALID', { ...CLAIMS, aud: 'another-app' }],
    ['TOKEN_INVALID', { ...TRUSTED, sub: '4711' }],
    ['TOKEN_INVALID', { ...TRUSTED, exp: SECONDS + 60 }],
    ['TOKEN_INVALID', { ...CLAIMS, sub: '' }],
    ['TOKEN_INVALID', { ...CLAIMS, sub: 'a\u0000b' }],
    ['TOKEN_INVALID', { ...CLAIMS, email: 'a\ud800b' }],
    ['TOKEN_INVALID', { ...CLAIMS, nbf: SECONDS + 3_600 }],
  ])('is refused with %s for %j', async (code, claims) => {
    expect(await redeemer()(await sign(claims))).toMatchObject({ ok: false, code, customer: null })
  })

  it('is refused when another key signed it, when nobody did, and when the public key served as a secret', async () => {
    const redeem = redeemer()
    const forged = await sign(CLAIMS, { key: second.privateKey })
    expect(await redeem(forged)).toMatchObject({ code: 'TOKEN_INVALID' })
    expect(await redeem(new UnsecuredJWT(CLAIMS).encode())).toMatchObject({ ok: false })
    const secret = new TextEncoder().encode(await exportSPKI(rsa.publicKey))
    const confused = await new SignJWT(CLAIMS).setProtectedHeader({ alg: 'HS256', kid: 'rsa' }).sign(secret)
    expect(await redeem(confused)).toMatchObject({ ok: false, code: 'TOKEN_MALFORMED' })
    for (const token of ['', 'abc', 'a.b.c', `${forged.slice(0, 40)}.x`])
      expect(await redeem(token)).toMatchObject({ ok: false, code: 'TOKEN_MALFORMED' })
  })

  it.each([
    [
      { iss: 'https://id.broker.example/' },
      'its iss is "https://id.broker.example/", and KYC_SSO_ISSUER is "https://id.broker.example"',
    ],
    [{ aud: ['web', 'app'] }, 'its aud is ["web","app"], and KYC_SSO_AUDIENCE is "inapp-kyc"'],
    [{ sub: '' }, 'sub: Too small: expected string to have >=1 characters'],
    [{ exp: undefined }, 'missing required "exp" claim'],
    [{ 'https://broker.example/brand': ['zenith'] }, 'its claim https://broker.example/brand is no text'],
    [{ exp: SECONDS - 60 }, undefined],
  ])('with %j tells the operator what to change: %s', async (claims, why) => {
    const redeemed = await redeemer()(await sign({ ...CLAIMS, ...claims }))
    expect(redeemed.ok ? 'taken' : redeemed.why).toBe(why)
  })

  it('with a demand in its header that nobody here knows is refused, not tried again', async () => {
    const critical = new CompactSign(new TextEncoder().encode(JSON.stringify(CLAIMS)))
    critical.setProtectedHeader({ alg: 'ES256', kid: 'first', crit: ['urn:x'], 'urn:x': true })
    const token = await critical.sign(first.privateKey, { crit: { 'urn:x': true } })
    expect(await redeemer()(token)).toMatchObject({ code: 'TOKEN_INVALID' })
  })

  it('cannot be judged while the keys are not to be had', async () => {
    const token = await sign(CLAIMS)
    const unreachable = redeemer({ jwksUrl: 'http://127.0.0.1:9/jwks' })
    expect(await unreachable(token)).toMatchObject({ code: 'BACKEND_UNAVAILABLE' })
  })

  it.each([
    [
      'a page',
      () => new Response('<html>'),
      'Failed to parse the JSON Web Key Set HTTP response as JSON (the answer is not JSON)',
    ],
    [
      'a redirect',
      () => new Response(null, { status: 302 }),
      'Expected 200 OK from the JSON Web Key Set HTTP response',
    ],
    ['other JSON', () => Response.json({ keys: 'none' }), 'JSON Web Key Set malformed'],
    ['too much', () => new Response('x'.repeat(2_000_000)), 'The answer is larger than 1048576 bytes'],
  ])('cannot be judged where %s comes instead of the keys, and the operator reads so', async (_, answer, why) => {
    const fetch = limitedFetch(async () => answer(), 1_048_576)
    const redeemed = await redeemer({ fetch })(await sign(CLAIMS))
    expect(redeemed).toMatchObject({ code: 'BACKEND_UNAVAILABLE' })
    expect(redeemed.ok ? '' : redeemed.why).toContain(`the keys at ${jwksUrl} cannot be had: `)
    expect(redeemed.ok ? '' : redeemed.why).toContain(why)
  })

  it('is tried with both keys that have one name', async () => {
    published = [...published, { ...(await exportJWK(second.publicKey)), kid: 'first', alg: 'ES256' }]
    expect(await redeemer()(await sign(CLAIMS, { key: second.privateKey }))).toMatchObject({ ok: true })
    expect(await redeemer()(await sign(CLAIMS))).toMatchObject({ ok: true })
  })
})

describe('the provider’s keys', () => {
  const secondKey = async (kid?: string): Promise<JWK> => ({
    ...(await exportJWK(second.publicKey)),
    ...{ kid, alg: 'ES256' },
  })
  const bySecond = (kid?: string) =>
    new SignJWT(CLAIMS).setProtectedHeader({ alg: 'ES256', ...(kid && { kid }) }).sign(second.privateKey)

  it.each([
    ['with a name of its own', 'second'],
    ['under the old name', 'first'],
    ['without a name', undefined],
  ])('are asked for again when one was published right after they were fetched: %s', async (_, kid) => {
    const redeem = redeemer()
    expect(await redeem(await sign(CLAIMS))).toMatchObject({ ok: true })
    published = [await secondKey(kid)]
    expect(await redeem(await bySecond(kid))).toMatchObject({ ok: true })
    expect(fetches).toBe(2)
  })

  it('are fetched once for however many tokens of an unknown key, and those are refused', async () => {
    const redeem = redeemer()
    await redeem(await sign(CLAIMS))
    const unknown = await Promise.all(['a', 'b', 'c', 'd', 'e'].map((kid) => bySecond(kid)))
    for (const refused of await Promise.all(unknown.map(redeem)))
      expect(refused).toMatchObject({ ok: false, code: 'TOKEN_INVALID' })
    expect(fetches).toBe(2)
  })

  it('are all tried for a token that names none', async () => {
    published = [...published, await secondKey()]
    const nameless = new SignJWT(CLAIMS).setProtectedHeader({ alg: 'ES256' })
    expect(await redeemer()(await nameless.sign(second.privateKey))).toMatchObject({ ok: true })
    const stranger = await generateKeyPair('ES256')
    expect(await redeemer()(await nameless.sign(stranger.privateKey))).toMatchObject({ code: 'TOKEN_INVALID' })
  })

  it('that cannot be fetched again say nothing against a token: it may be tried later', async () => {
    let reachable = true
    const redeem = redeemer({
      fetch: (...asked: Parameters<typeof fetch>) => (reachable ? fetch(...asked) : Promise.reject(new TypeError())),
    })
    await redeem(await sign(CLAIMS))
    reachable = false
    expect(await redeem(await bySecond('second'))).toMatchObject({ code: 'BACKEND_UNAVAILABLE' })
  })

  describe('a minute later', () => {
    beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'] }))
    afterEach(() => void vi.useRealTimers())

    it('are taken no more where they have been withdrawn', async () => {
      const redeem = redeemer()
      const token = await sign(CLAIMS)
      expect(await redeem(token)).toMatchObject({ ok: true })
      published = [await secondKey('second')]
      vi.setSystemTime(Date.now() + 61_000)
      expect(await redeem(token)).toMatchObject({ code: 'TOKEN_INVALID' })
    })
  })
})
