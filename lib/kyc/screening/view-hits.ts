import type { ManagerInput, ManagerOutput } from '@/lib/contract/manager'
import type { Actor, Context } from '../context'
import { afterId, pageOf } from '../queries/paging'
import { ownedHits, toHit } from './hit-records'
import { inForceFor } from './list-ages'
import { recordListLook } from './view-screenings'

/** Hits, oldest first, with the lists in force. It is recorded that somebody reads them. */
export async function viewHits(
  context: Context,
  actor: Actor,
  { limit, cursor, ...filters }: ManagerInput<'MngGetKycHits'>,
): Promise<ManagerOutput<'MngGetKycHits'>> {
  const { db, sealer, clock, screening } = context
  const after = afterId(cursor)
  let query = ownedHits(db).where('screening_hits.brand', '=', actor.brand)
  for (const name of ['profile_id', 'state', 'list', 'topic'] as const) {
    const value = filters[name]
    if (value !== undefined) query = query.where(`screening_hits.${name}`, '=', value)
  }
  if (after) query = query.where('screening_hits.id', '>', after)
  const rows = await query
    .orderBy('screening_hits.id')
    .limit(limit + 1)
    .execute()
  const page = pageOf(rows, limit, (row) => toHit(row, sealer))
  await recordListLook(context, actor, 'MngGetKycHits', filters.profile_id, page.items.length)
  return { ...page, ...(await inForceFor(db, clock(), screening.settingsOf(actor.brand).list_age_hours)) }
}
