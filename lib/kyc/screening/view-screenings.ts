import type { ManagerInput, ManagerOutput } from '@/lib/contract/manager'
import type { ScreeningRecord } from '@/lib/contract/screening/screenings'
import type { Database, ScreeningIndexRow, ScreeningRow, Tx } from '@/lib/database/schema'
import type { Actor, Context } from '../context'
import { recordLook } from '../look'
import { afterId, pageOf } from '../queries/paging'
import { profileById } from '../records/profiles'
import { versionsIn } from './indexes'
import { inForceFor } from './list-ages'

/** Screenings, oldest first, with the lists in force. It is recorded that somebody reads them. */
export async function viewScreenings(
  context: Context,
  actor: Actor,
  { limit, cursor, profile_id }: ManagerInput<'MngGetKycScreenings'>,
): Promise<ManagerOutput<'MngGetKycScreenings'>> {
  const { db, clock, screening } = context
  const after = afterId(cursor)
  let query = db.selectFrom('screenings').selectAll().where('brand', '=', actor.brand)
  if (profile_id !== undefined) query = query.where('profile_id', '=', profile_id)
  if (after) query = query.where('id', '>', after)
  const rows = await query
    .orderBy('id')
    .limit(limit + 1)
    .execute()
  const toScreening = await readerOf(db, rows)
  const page = pageOf(rows, limit, toScreening)
  await recordListLook(context, actor, 'MngGetKycScreenings', profile_id, page.items.length)
  return { ...page, ...(await inForceFor(db, clock(), screening.settingsOf(actor.brand).list_age_hours)) }
}

/** Records that somebody has read screenings or hits, of one profile or all. */
export async function recordListLook(
  context: Context,
  actor: Actor,
  action: 'MngGetKycScreenings' | 'MngGetKycHits',
  profileId: string | undefined,
  items: number,
): Promise<void> {
  if (items === 0) return
  const customer_id = profileId === undefined ? null : (await profileById(context.db, profileId)).customer_id
  await recordLook(context, actor, action, {
    ...{ event: 'list.viewed', entity_id: `${action}/${profileId ?? 'all'}`, customer_id, after: { items } },
  })
}

/** All screenings of a profile, oldest first. */
export async function screeningsOf(db: Database | Tx, profileId: string): Promise<ScreeningRecord[]> {
  const rows = await db.selectFrom('screenings').selectAll().where('profile_id', '=', profileId).orderBy('id').execute()
  return rows.map(await readerOf(db, rows))
}

async function readerOf(
  db: Database | Tx,
  rows: readonly ScreeningRow[],
): Promise<(row: ScreeningRow) => ScreeningRecord> {
  const ids = [...new Set(rows.flatMap(({ index_id }) => index_id ?? []))]
  const indexes: Pick<ScreeningIndexRow, 'id' | 'versions'>[] =
    ids.length === 0
      ? []
      : await db.selectFrom('screening_indexes').select(['id', 'versions']).where('id', 'in', ids).execute()
  return ({ id, profile_id, subject_digest, index_id, why, asked_by, outcome, hits, omitted, at }) => {
    const index = indexes.find((one) => one.id === index_id)
    const versions = index ? versionsIn(index).map(({ list, version, digest }) => ({ list, version, digest })) : []
    return {
      ...{ id, profile_id, subject_digest, asked_by, outcome, hits, omitted, versions, at },
      why: why as ScreeningRecord['why'],
    }
  }
}
