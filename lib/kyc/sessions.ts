import type { CustomerKey } from '@/lib/contract/customer'
import type { Database, Tx } from '@/lib/database/schema'
import type { Sealer } from '@/lib/files/sealer'
import type { Context } from './context'

/**
 * What is known here of sessions, which live in sealed cookies: which have ended before their time, and which of their
 * cookies is the newest in use.
 */

/** What a session's cookie says of it. */
export type SessionClaim = {
  id: string
  customer: CustomerKey
  /** SHA-256 of the token that opened it, hex. */
  token_hash: string
  /** The customer's epoch when it was opened: whoever ends their sessions raises it. */
  epoch: number
  /** How often its cookie has been renewed. */
  renewal: number
}

/** So long requests may still arrive with the cookie before the newest, in milliseconds. */
const OVERLAP_MS = 60_000

/** Whom an epoch is of: it outlives its customer's erasure, so it names nobody to whoever has no key. */
function nameOf(sealer: Sealer, { brand, customer_id }: CustomerKey): string {
  return sealer.digest(JSON.stringify(['session', brand, customer_id]))
}

/** The epoch in which a customer's next session begins. */
export async function sessionEpoch({ db, sealer }: Context, customer: CustomerKey): Promise<number> {
  const row = await db
    .selectFrom('session_epochs')
    .select('epoch')
    .where('customer', '=', nameOf(sealer, customer))
    .executeTakeFirst()
  return row?.epoch ?? 0
}

/**
 * Whether a session is still open: neither it nor all of its customer's sessions were ended, the link that opened it was not
 * revoked, and no newer cookie of it has been in use for a minute. A newer one counts only once it arrives, since an answer
 * that brings one may be lost on its way.
 */
export async function isSessionOpen({ db, clock, sealer }: Context, claim: SessionClaim): Promise<boolean> {
  const { id, customer, token_hash } = claim
  const known = await db
    .selectNoFrom((eb) => [
      eb.selectFrom('sessions').select('ended_at').where('id', '=', id).as('ended_at'),
      eb.selectFrom('sessions').select('renewal').where('id', '=', id).as('renewal'),
      eb.selectFrom('sessions').select('renewed_at').where('id', '=', id).as('renewed_at'),
      eb.selectFrom('session_epochs').select('epoch').where('customer', '=', nameOf(sealer, customer)).as('epoch'),
      eb
        .selectFrom('tokens')
        .innerJoin('links', 'links.id', 'tokens.link_id')
        .select('links.revoked_at')
        .where('tokens.hash', '=', token_hash)
        .as('revoked_at'),
    ])
    .executeTakeFirstOrThrow()
  if (known.ended_at !== null || known.revoked_at !== null || (known.epoch ?? 0) !== claim.epoch) return false
  const newest = known.renewal ?? 0
  const now = clock()
  if (claim.renewal > newest) await noteRenewal(db, claim, now.toISOString())
  if (claim.renewal >= newest) return true
  return known.renewed_at !== null && now.getTime() - Date.parse(known.renewed_at) < OVERLAP_MS
}

/** Notes that a newer cookie is in use. */
async function noteRenewal(db: Database, { id, renewal }: SessionClaim, now: string): Promise<void> {
  await db
    .insertInto('sessions')
    .values({ id, renewal, renewed_at: now, ended_at: null, changed_at: now })
    .onConflict((conflict) =>
      conflict
        .column('id')
        .doUpdateSet({ renewal, renewed_at: now, changed_at: now })
        .where('sessions.renewal', '<', renewal),
    )
    .execute()
}

/** Ends one session: its person has signed out. */
export async function endSession({ db, clock }: Context, id: string): Promise<void> {
  const now = clock().toISOString()
  await db
    .insertInto('sessions')
    .values({ id, renewal: 0, renewed_at: null, ended_at: now, changed_at: now })
    .onConflict((conflict) => conflict.column('id').doUpdateSet({ ended_at: now, changed_at: now }))
    .execute()
}

/** Ends all sessions of a customer that are open now. */
export async function endSessionsOf(tx: Tx, sealer: Sealer, customer: CustomerKey): Promise<void> {
  await tx
    .insertInto('session_epochs')
    .values({ customer: nameOf(sealer, customer), epoch: 1 })
    .onConflict((conflict) =>
      conflict.column('customer').doUpdateSet((eb) => ({ epoch: eb('session_epochs.epoch', '+', 1) })),
    )
    .execute()
}
