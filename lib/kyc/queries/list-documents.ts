import type { ManagerInput, ManagerOutput } from '@/lib/contract/manager'
import type { Actor, Context } from '../context'
import { ownedDocuments, toDocument } from '../records/documents'
import { findProfile } from '../records/profiles'
import { afterId, pageOf } from './paging'

/** Documents, filtered by customer, profile, step and status, oldest first. */
export async function listDocuments(
  { db, sealer }: Context,
  actor: Actor,
  { limit, cursor, customer_id, ...filters }: ManagerInput<'MngGetKycDocuments'>,
): Promise<ManagerOutput<'MngGetKycDocuments'>> {
  const after = afterId(cursor)
  let query = ownedDocuments(db).where('documents.brand', '=', actor.brand)
  if (customer_id !== undefined) {
    const profile = await findProfile(db, actor.brand, customer_id)
    if (!profile) return { items: [], next_cursor: null }
    query = query.where('documents.profile_id', '=', profile.id)
  }
  for (const name of ['profile_id', 'step_id', 'status'] as const) {
    const value = filters[name]
    if (value !== undefined) query = query.where(`documents.${name}`, '=', value)
  }
  if (after) query = query.where('documents.id', '>', after)
  const rows = await query
    .orderBy('documents.id')
    .limit(limit + 1)
    .execute()
  return pageOf(rows, limit, (row) => toDocument(row, sealer))
}
