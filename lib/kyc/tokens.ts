import type { CustomerKey, Identity } from '@/lib/contract/customer'
import { HANDOFF_MINUTES, type UploadScope, uploadScopeSchema } from '@/lib/contract/host/handoff'
import { isIssuedShape } from '@/lib/contract/host/token'
import type { RequestableLevel } from '@/lib/contract/levels/levels'
import { newToken, tokenHash } from '@/lib/http/one-time-token'
import type { Context } from './context'

/** How long a one-time token is valid (docs/requirements/ctrader.md: short-lived). */
const TOKEN_LIFE_MS = 5 * 60_000

/** `scope` restricts the session to one upload. Without it there is no restriction. */
export type TokenSubject = { identity: Identity; kyc_type: RequestableLevel; scope?: UploadScope | null }
export type IssuedToken = { token: string; expires_at: string }
export type TokenRedemption =
  | { ok: true; value: TokenSubject }
  | {
      ok: false
      code: 'TOKEN_MALFORMED' | 'TOKEN_INVALID' | 'TOKEN_EXPIRED' | 'TOKEN_USED'
      /** Whose token it was, where that is known. */
      customer: CustomerKey | null
    }

/** Issues a one-time token for a customer: 32 random bytes in base64url. Only its hash is stored. */
export async function issueToken(
  { db, clock }: Context,
  { identity, kyc_type, scope = null }: TokenSubject,
): Promise<IssuedToken> {
  const token = newToken(scope ? 'handoff' : null)
  const now = clock()
  const expires_at = new Date(now.getTime() + (scope ? HANDOFF_MINUTES * 60_000 : TOKEN_LIFE_MS)).toISOString()
  const { brand, customer_id, email, trading_login } = identity
  await db
    .insertInto('tokens')
    .values({
      hash: tokenHash(token),
      brand,
      customer_id,
      email,
      trading_login,
      kyc_type,
      created_at: now.toISOString(),
      expires_at,
      used_at: null,
      link_id: null,
      scope: scope && JSON.stringify(scope),
    })
    .execute()
  return { token, expires_at }
}

/**
 * Redeems a token with one conditional update, so exactly one of any number of concurrent callers succeeds. Only a
 * refused token is looked up, to find the reason.
 */
export async function redeemToken({ db, clock }: Context, token: string): Promise<TokenRedemption> {
  if (!isIssuedShape(token)) return { ok: false, code: 'TOKEN_MALFORMED', customer: null }
  const hash = tokenHash(token)
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
    const scope = spent.scope === null ? null : uploadScopeSchema.parse(JSON.parse(spent.scope))
    return { ok: true, value: { identity: { brand, customer_id, email, trading_login }, kyc_type, scope } }
  }
  const known = await db
    .selectFrom('tokens')
    .select(['used_at', 'brand', 'customer_id'])
    .where('hash', '=', hash)
    .executeTakeFirst()
  if (!known) return { ok: false, code: 'TOKEN_INVALID', customer: null }
  const { used_at, ...customer } = known
  return { ok: false, code: used_at ? 'TOKEN_USED' : 'TOKEN_EXPIRED', customer }
}

/** The brand of a token that was issued here, by its hash and whatever its state. Null for any other. */
export async function brandOfToken({ db }: Context, hash: string): Promise<string | null> {
  const known = await db.selectFrom('tokens').select('brand').where('hash', '=', hash).executeTakeFirst()
  return known?.brand ?? null
}

/** The state of a token, by its hash. Null when it was never issued to this customer. */
export async function tokenState(
  { db, clock }: Context,
  { brand, customer_id }: CustomerKey,
  hash: string,
): Promise<'waiting' | 'opened' | 'expired' | null> {
  const known = await db
    .selectFrom('tokens')
    .select(['used_at', 'expires_at'])
    .where('hash', '=', hash)
    .where('brand', '=', brand)
    .where('customer_id', '=', customer_id)
    .executeTakeFirst()
  if (!known) return null
  if (known.used_at) return 'opened'
  return known.expires_at > clock().toISOString() ? 'waiting' : 'expired'
}
