import type { ManagerInput, ManagerOutput } from '@/lib/contract/manager'
import type { Actor, Context } from '../context'
import { findProfile } from '../records/profiles'
import { ownedAlerts, toAlert } from '../records/risk/alerts'
import { afterId, pageOf } from './paging'

/** Alerts of the brand, oldest first. */
export async function listAlerts(
  { db, sealer }: Context,
  { brand }: Actor,
  { limit, cursor, customer_id, state, kind }: ManagerInput<'MngGetKycAlerts'>,
): Promise<ManagerOutput<'MngGetKycAlerts'>> {
  const after = afterId(cursor)
  let query = ownedAlerts(db).where('alerts.brand', '=', brand)
  if (customer_id !== undefined) {
    const profile = await findProfile(db, brand, customer_id)
    if (!profile) return { items: [], next_cursor: null }
    query = query.where('alerts.profile_id', '=', profile.id)
  }
  if (state !== undefined) query = query.where('alerts.state', '=', state)
  if (kind !== undefined) query = query.where('alerts.kind', '=', kind)
  if (after) query = query.where('alerts.id', '>', after)
  const rows = await query
    .orderBy('alerts.id')
    .limit(limit + 1)
    .execute()
  return pageOf(rows, limit, (row) => toAlert(row, sealer))
}
