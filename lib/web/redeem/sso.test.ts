import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { exportJWK, exportSPKI, generateKeyPair, type JWK, type JWTPayload, SignJWT, UnsecuredJWT } from 'jose'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createSsoRedeemer } from './sso'

const NOW = new Date('2026-11-20T12:00:00Z')
const SECONDS = NOW.getTime() / 1_000
const TRUSTED = { iss: 'https://id.broker.example', aud: 'inapp-kyc' }
const CLAIMS = { ...TRUSTED, sub: '4711', exp: SECONDS + 3_600 }

let server: Server
let jwksUrl: string
let published: JWK[]
const pairs = await Promise.all(['ES256', 'RS256', 'ES256'].map((alg) => generateKeyPair(alg, { extractable: true })))
const [first, rsa, second] = pairs as [(typeof pairs)[0], (typeof pairs)[0], (typeof pairs)[0]]

beforeAll(async () => {
  published = [
    { ...(await exportJWK(first.publicKey)), kid: 'first', alg: 'ES256' },
    { ...(await exportJWK(rsa.publicKey)), kid: 'rsa', alg: 'RS256' },
  ]
  server = createServer((_, response) => response.end(JSON.stringify({ keys: published })))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  jwksUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/jwks`
})
afterAll(() => void server.close())

const redeemer = (change: object = {}) =>
  createSsoRedeemer({
    ...{ jwksUrl, issuer: TRUSTED.iss, audience: TRUSTED.aud, brand: 'acme' },
    ...{ brandClaim: 'https://broker.example/brand', fetch, clock: () => NOW },
    ...change,
  })
const sign = (claims: JWTPayload, { key = first.privateKey, alg = 'ES256', kid = 'first' } = {}) =>
  new SignJWT(claims).setProtectedHeader({ alg, kid }).sign(key)

describe('a JWT of the broker’s identity provider', () => {
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
    ['TOKEN_INVALID', { ...CLAIMS, nbf: SECONDS + 3_600 }],
  ])('is refused with %s for %j', async (code, claims) => {
    expect(await redeemer()(await sign(claims))).toEqual({ ok: false, code, customer: null })
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

  it('signed by a key that was published since is taken', async () => {
    const redeem = redeemer()
    await redeem(await sign(CLAIMS))
    published.push({ ...(await exportJWK(second.publicKey)), kid: 'second', alg: 'ES256' })
    const token = await sign(CLAIMS, { key: second.privateKey, kid: 'second' })
    // The keys are fetched anew at most every half minute; another redeemer stands for the time that passes.
    expect(await redeemer()(token)).toMatchObject({ ok: true })
  })

  it('cannot be judged while the keys are not to be had', async () => {
    const token = await sign(CLAIMS)
    const unreachable = redeemer({ jwksUrl: 'http://127.0.0.1:9/jwks' })
    expect(await unreachable(token)).toMatchObject({ code: 'BACKEND_UNAVAILABLE' })
  })
})
