import { createHash, randomBytes } from 'node:crypto'
import type { Identity } from '@/lib/contract/customer'
import type { RequestableLevel } from '@/lib/contract/levels'
import { LINK_PREFIX } from '@/lib/contract/token'
import type { Context } from './change'

/** How long a one-time token may be used (seed 1: short-lived). */
const TOKEN_LIFE_MS = 5 * 60_000

const SHAPE = new RegExp(`^(${LINK_PREFIX})?[\\w-]{43}$`)

export type TokenSubject = { identity: Identity; kyc_type: RequestableLevel }
export type IssuedToken = { token: string; expires_at: string }
export type TokenRedemption =
  | { ok: true; value: TokenSubject }
  | {
      ok: false
      code: 'TOKEN_MALFORMED' | 'TOKEN_INVALID' | 'TOKEN_EXPIRED' | 'TOKEN_USED'
      customer_id: string | null
    }

/** A one-time token for a person: 32 random bytes, base64url. Stored as its hash alone. */
export async function issueToken({ db, clock }: Context, { identity, kyc_type }: TokenSubject): Promise<IssuedToken> {
  const token = randomBytes(32).toString('base64url')
  const now = clock()
  const expires_at = new Date(now.getTime() + TOKEN_LIFE_MS).toISOString()
  const { brand, customer_id, email, trading_login } = identity
  await db
    .insertInto('tokens')
    .values({
      hash: hashOf(token),
      brand,
      customer_id,
      email,
      trading_login,
      kyc_type,
      created_at: now.toISOString(),
      expires_at,
      used_at: null,
      link_id: null,
    })
    .execute()
  return { token, expires_at }
}

/**
 * Spends a token: one conditional update, so that of any number of callers one wins. A refused token is
 * looked up only to say why.
 */
export async function redeemToken({ db, clock }: Context, token: string): Promise<TokenRedemption> {
  if (!SHAPE.test(token)) return { ok: false, code: 'TOKEN_MALFORMED', customer_id: null }
  const hash = hashOf(token)
  const now = clock().toISOString()
  const [spent] = await db
    .updateTable('tokens')
    .set({ used_at: now })
    .where('hash', '=', hash)
    .where('used_at', 'is', null)
    .where('expires_at', '>', now)
    .returningAll()
    .execute()
  if (spent) {
    const { brand, customer_id, email, trading_login, kyc_type } = spent
    return { ok: true, value: { identity: { brand, customer_id, email, trading_login }, kyc_type } }
  }
  const known = await db
    .selectFrom('tokens')
    .select(['used_at', 'customer_id'])
    .where('hash', '=', hash)
    .executeTakeFirst()
  if (!known) return { ok: false, code: 'TOKEN_INVALID', customer_id: null }
  return { ok: false, code: known.used_at ? 'TOKEN_USED' : 'TOKEN_EXPIRED', customer_id: known.customer_id }
}

/** What is kept of a token. */
export function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}
