import { KycError } from '@/lib/contract/errors'
import type { ManagerInput, ManagerOutput } from '@/lib/contract/manager'
import type { Actor, Context } from '../context'
import { loadOwnProfile } from '../records/profiles'
import { toTransaction } from '../records/risk/transactions'

/** A customer's transactions, as they were recorded. Throws NOT_FOUND for an unknown customer. */
export async function listTransactions(
  { db, sealer }: Context,
  { brand }: Actor,
  { limit, cursor, customer_id }: ManagerInput<'MngGetKycTransactions'>,
): Promise<ManagerOutput<'MngGetKycTransactions'>> {
  const profile = await loadOwnProfile(db, { brand, customer_id })
  const rows = await db
    .selectFrom('transactions')
    .selectAll()
    .where('profile_id', '=', profile.id)
    .where('position', '>', positionOf(cursor))
    .orderBy('position')
    .limit(limit + 1)
    .execute()
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  return {
    items: shown.map((row) => toTransaction(row, profile, sealer)),
    next_cursor: rows.length > limit && last ? String(last.position) : null,
  }
}

/** The cursor is the position of the last one. */
function positionOf(cursor = '0'): number {
  if (/^\d{1,12}$/.test(cursor)) return Number(cursor)
  const fault = { path: 'cursor', code: 'invalid_cursor', message: 'Not a cursor of this list' }
  throw new KycError('VALIDATION_FAILED', { faults: [fault] })
}
