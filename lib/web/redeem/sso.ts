import {
  createRemoteJWKSet,
  customFetch,
  errors,
  type JWTPayload,
  type JWTVerifyGetKey,
  type JWTVerifyOptions,
  jwtVerify,
} from 'jose'
import { z } from 'zod'
import { requestableLevelSchema } from '@/lib/contract/levels/level-schemas'
import { MAX_LENGTH } from '@/lib/contract/limits'
import { storableText } from '@/lib/contract/messages/storable-text'
import { mismatchOf, type Redeemer, reasonOf, type TokenRefusal } from './redeemer'

const TIMEOUT_MS = 10_000
const TOLERANCE_S = 30
/** The keys are fetched at most so often, whatever tokens come. */
const COOLDOWN_MS = 2_000
/** So long a key that was withdrawn may still be taken. */
const CACHE_MS = 60_000
/** Signatures that only the identity provider can make; a shared secret or none at all would let anybody in. */
const ALGORITHMS = ['RS256', 'PS256', 'ES256', 'EdDSA']

const claimsSchema = z.object({
  sub: storableText.min(1).max(MAX_LENGTH.customerId),
  email: storableText.max(MAX_LENGTH.email).nullish(),
  trading_login: z
    .union([storableText.min(1).max(MAX_LENGTH.tradingLogin), z.int().nonnegative().transform(String)])
    .nullish(),
  kyc_type: requestableLevelSchema.optional().catch(undefined),
})

/** A claim that is there names a brand; anything else is a mistake, and nobody is taken for another brand's customer. */
const brandSchema = z.string().nullish()

type SsoWith = {
  jwksUrl: string
  issuer: string
  audience: string
  /** The brand of tokens that name none. */
  brand: string
  /** The claim that names the brand, where there is one. */
  brandClaim: string | undefined
  /** How long after it was issued (`iat`) a token counts, in hours. Undefined: until it ends. */
  maxAgeHours?: number | undefined
  fetch: typeof globalThis.fetch
  clock: () => Date
}

/** Whether a token is a JWT by its looks: three parts, the first an object in base64url. */
export function isJwtShaped(token: string): boolean {
  return /^eyJ[\w-]*\.[\w-]+\.[\w-]*$/.test(token)
}

/**
 * Full SSO: the token is a long-lived JWT of the broker's identity provider, checked against its published keys
 * (JWKS, RFC 7517). `sub` is the customer. It is not spent: until it ends, it opens the screens again.
 */
export function createSsoRedeemer(given: SsoWith): Redeemer {
  const { jwksUrl, issuer, audience, brand, brandClaim, maxAgeHours, fetch, clock } = given
  const verify = createVerifier(new URL(jwksUrl), fetch)

  return async (token) => {
    const refuse = (code: TokenRefusal, why?: string) =>
      ({ ok: false, code, customer: null, ...(why && { why }) }) as const
    if (!isJwtShaped(token)) return refuse('TOKEN_MALFORMED')
    try {
      const payload = await verify(token, {
        ...{ issuer, audience, algorithms: ALGORITHMS, requiredClaims: ['exp', 'sub'] },
        ...{ clockTolerance: TOLERANCE_S, currentDate: clock() },
        ...(maxAgeHours !== undefined && { maxTokenAge: maxAgeHours * 3_600 }),
      })
      const claims = claimsSchema.safeParse(payload)
      if (!claims.success) return refuse('TOKEN_INVALID', mismatchOf(claims.error))
      const named = brandSchema.safeParse(brandClaim === undefined ? undefined : payload[brandClaim])
      if (!named.success) return refuse('TOKEN_INVALID', `its claim ${brandClaim} is no text`)
      return { ok: true, ...personOf(claims.data, named.data ?? brand) }
    } catch (error) {
      const code = refusalOf(error)
      return refuse(code, whyOf(error, code, { jwksUrl, issuer, audience }))
    }
  }
}

type Verify = (token: string, options: JWTVerifyOptions) => Promise<JWTPayload>

/**
 * Verifies by the provider's keys. A signature that none of the known ones made may be by a key that was published since: it is
 * judged again by keys fetched after it came, which at worst is a cooldown later.
 */
function createVerifier(jwksUrl: URL, fetch: typeof globalThis.fetch): Verify {
  const keys = createRemoteJWKSet(jwksUrl, {
    ...{ timeoutDuration: TIMEOUT_MS, cooldownDuration: COOLDOWN_MS, cacheMaxAge: CACHE_MS, [customFetch]: fetch },
  })
  return async (token, options) => {
    const fetchedBefore = keys.coolingDown
    try {
      return await verifyByAny(token, keys, options)
    } catch (error) {
      const fetchedMeanwhile = !fetchedBefore && keys.coolingDown
      if (fetchedMeanwhile || !mayBeNewKey(error)) throw error
    }
    while (keys.coolingDown) await new Promise((resolve) => setTimeout(resolve, COOLDOWN_MS / 10))
    await keys.reload()
    return verifyByAny(token, keys, options)
  }
}

/** A token that names no key is tried with each that fits. */
async function verifyByAny(token: string, keys: JWTVerifyGetKey, options: JWTVerifyOptions): Promise<JWTPayload> {
  try {
    return (await jwtVerify(token, keys, options)).payload
  } catch (several) {
    if (!(several instanceof errors.JWKSMultipleMatchingKeys)) throw several
    for await (const key of several) {
      try {
        return (await jwtVerify(token, key, options)).payload
      } catch (error) {
        if (!(error instanceof errors.JWSSignatureVerificationFailed)) throw error
      }
    }
    throw new errors.JWSSignatureVerificationFailed()
  }
}

function mayBeNewKey(error: unknown): boolean {
  return error instanceof errors.JWKSNoMatchingKey || error instanceof errors.JWSSignatureVerificationFailed
}

function personOf(claims: z.output<typeof claimsSchema>, brand: string) {
  const { sub, email = null, trading_login = null, kyc_type = null } = claims
  return { identity: { customer_id: sub, brand, email, trading_login }, level: kyc_type }
}

function refusalOf(error: unknown): TokenRefusal {
  if (error instanceof errors.JWTExpired) return 'TOKEN_EXPIRED'
  if (error instanceof errors.JOSEAlgNotAllowed || error instanceof errors.JWSInvalid) return 'TOKEN_MALFORMED'
  return areKeysToBlame(error) ? 'BACKEND_UNAVAILABLE' : 'TOKEN_INVALID'
}

/** Whether the keys could not be had, so that nothing is said of the token. */
function areKeysToBlame(error: unknown): boolean {
  if (!(error instanceof errors.JOSEError) || error.code === errors.JOSEError.code) return true
  const { JWKSTimeout, JWKSInvalid, JWKInvalid } = errors
  return error instanceof JWKSTimeout || error instanceof JWKSInvalid || error instanceof JWKInvalid
}

type Settings = { jwksUrl: string; issuer: string; audience: string }

/** What the operator, or who runs the identity provider, has to change. Nothing where a token has just ended. */
function whyOf(error: unknown, code: TokenRefusal, { jwksUrl, issuer, audience }: Settings): string | undefined {
  const { origin, pathname } = new URL(jwksUrl)
  const keys = `${origin}${pathname}`
  if (code === 'TOKEN_EXPIRED' || error instanceof errors.JWSInvalid) return undefined
  if (code === 'BACKEND_UNAVAILABLE') return `the keys at ${keys} cannot be had: ${reasonOf(error)}`
  if (mayBeNewKey(error)) return `no key at ${keys} made its signature`
  const claim = error instanceof errors.JWTClaimValidationFailed ? error.claim : ''
  const said = error instanceof errors.JWTClaimValidationFailed ? JSON.stringify(error.payload[claim]) : ''
  if (claim === 'iss') return `its iss is ${said}, and KYC_SSO_ISSUER is "${issuer}"`
  if (claim === 'aud') return `its aud is ${said}, and KYC_SSO_AUDIENCE is "${audience}"`
  return reasonOf(error)
}
