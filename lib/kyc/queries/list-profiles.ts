import type { ManagerInput, ManagerOutput } from '@/lib/contract/manager'
import type { Actor, Context } from '../context'
import { profilesNamed } from '../records/names'
import { notCompared } from '../records/not-compared'
import { toSummary } from '../records/profiles'
import { contains } from './contains'
import { orderOf, pageOf, readCursor, writeCursor } from './paging'

/** Profiles, filtered, searched and sorted, with cursors. */
export async function listProfiles(
  context: Context,
  actor: Actor,
  {
    limit,
    cursor,
    sort,
    text,
    name,
    proposed_risk_level,
    refresh_due_by,
    ...filters
  }: ManagerInput<'MngGetKycProfiles'>,
): Promise<ManagerOutput<'MngGetKycProfiles'>> {
  const { column, direction, beyond } = orderOf(sort)
  const after = cursor === undefined ? null : readCursor(cursor)
  let query = context.db.selectFrom('profiles').selectAll().where('brand', '=', actor.brand)
  for (const column of ['customer_id', 'level', 'brand'] as const) {
    const value = filters[column]
    if (value !== undefined) query = query.where(column, '=', value)
  }
  if (proposed_risk_level !== undefined) query = query.where('risk_proposed', '=', proposed_risk_level)
  if (refresh_due_by !== undefined) query = query.where('refresh_due_on', '<=', refresh_due_by)
  const { status, risk_level } = filters
  if (status !== undefined) query = query.where('review_status', '=', status)
  // As `reviewRiskOf` has it.
  if (risk_level !== undefined)
    query = query.where(({ eb, and, or }) =>
      or([
        and([eb('risk_level', '=', risk_level), eb('screening_risk', '<=', risk_level)]),
        and([eb('screening_risk', '=', risk_level), eb('risk_level', '<=', risk_level)]),
      ]),
    )
  if (name !== undefined) {
    const named = profilesNamed(context.db, context.sealer, actor.brand, name)
    if (!named) return { items: [], next_cursor: null }
    query = query.where('id', 'in', named)
  }
  if (text !== undefined)
    query = query.where(({ or }) =>
      or((['customer_id', 'email', 'trading_login'] as const).map((field) => contains(field, text))),
    )
  // A row-value comparison, so that the index scan starts at the cursor.
  if (after)
    query = query.where(({ eb, refTuple, tuple }) => eb(refTuple(column, 'id'), beyond, tuple(after.value, after.id)))
  const rows = await query
    .orderBy(column, direction)
    .orderBy('id', direction)
    .limit(limit + 1)
    .execute()
  const ids = rows.flatMap(({ id, screening_state }) => (screening_state === 'done' ? [id] : []))
  const behind = await notCompared(context.db, ids)
  const toItem = (row: (typeof rows)[number]) => toSummary(row, behind)
  return pageOf(rows, limit, toItem, (row) => writeCursor(row[column], row.id))
}
