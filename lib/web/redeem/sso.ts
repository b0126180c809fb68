import { createRemoteJWKSet, customFetch, errors, type JWTPayload, jwtVerify } from 'jose'
import { z } from 'zod'
import { requestableLevelSchema } from '@/lib/contract/levels/level-schemas'
import { MAX_LENGTH } from '@/lib/contract/limits'
import type { Redeemer, TokenRefusal } from './redeemer'

const TIMEOUT_MS = 10_000
const TOLERANCE_S = 30
/** Signatures that only the identity provider can make; a shared secret or none at all would let anybody in. */
const ALGORITHMS = ['RS256', 'PS256', 'ES256', 'EdDSA']

const claimsSchema = z.object({
  sub: z.string().min(1).max(MAX_LENGTH.customerId),
  email: z.string().max(MAX_LENGTH.email).nullish(),
  trading_login: z
    .union([z.string().min(1).max(MAX_LENGTH.tradingLogin), z.int().nonnegative().transform(String)])
    .nullish(),
  kyc_type: requestableLevelSchema.optional().catch(undefined),
})

type SsoWith = {
  jwksUrl: string
  issuer: string
  audience: string
  brand: string
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
export function createSsoRedeemer({ jwksUrl, issuer, audience, brand, fetch, clock }: SsoWith): Redeemer {
  const keys = createRemoteJWKSet(new URL(jwksUrl), { timeoutDuration: TIMEOUT_MS, [customFetch]: fetch })

  return async (token) => {
    const refuse = (code: TokenRefusal) => ({ ok: false, code, customer_id: null }) as const
    if (!isJwtShaped(token)) return refuse('TOKEN_MALFORMED')
    try {
      const { payload } = await jwtVerify(token, keys, {
        ...{ issuer, audience, algorithms: ALGORITHMS, requiredClaims: ['exp', 'sub'] },
        ...{ clockTolerance: TOLERANCE_S, currentDate: clock() },
      })
      const person = personOf(payload, brand)
      return person ? { ok: true, ...person } : refuse('TOKEN_INVALID')
    } catch (error) {
      return refuse(refusalOf(error))
    }
  }
}

function personOf(payload: JWTPayload, brand: string) {
  const claims = claimsSchema.safeParse(payload)
  if (!claims.success) return null
  const { sub, email = null, trading_login = null, kyc_type = null } = claims.data
  return { identity: { customer_id: sub, brand, email, trading_login }, level: kyc_type }
}

function refusalOf(error: unknown): TokenRefusal {
  if (error instanceof errors.JWTExpired) return 'TOKEN_EXPIRED'
  if (error instanceof errors.JOSEAlgNotAllowed || error instanceof errors.JWSInvalid) return 'TOKEN_MALFORMED'
  const refused =
    error instanceof errors.JWTClaimValidationFailed ||
    error instanceof errors.JWSSignatureVerificationFailed ||
    error instanceof errors.JWTInvalid ||
    error instanceof errors.JWKSNoMatchingKey ||
    error instanceof errors.JWKSMultipleMatchingKeys
  return refused ? 'TOKEN_INVALID' : 'BACKEND_UNAVAILABLE'
}
