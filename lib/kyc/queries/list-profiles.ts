import type { ManagerInput, ManagerOutput } from '@/lib/contract/manager'
import type { Actor, Context } from '../context'
import { profilesNamed } from '../records/names'
import { toSummary } from '../records/profiles'
import { contains } from './contains'
import { orderOf, pageOf, readCursor, writeCursor } from './paging'

/** Profiles, filtered, searched and sorted, with cursors. */
export async function listProfiles(
  context: Context,
  actor: Actor,
  { limit, cursor, sort, text, name, ...filters }: ManagerInput<'MngGetKycProfiles'>,
): Promise<ManagerOutput<'MngGetKycProfiles'>> {
  const { column, direction, beyond } = orderOf(sort)
  const after = cursor === undefined ? null : readCursor(cursor)
  let query = context.db.selectFrom('profiles').selectAll().where('brand', '=', actor.brand)
  for (const column of ['customer_id', 'status', 'level', 'risk_level', 'brand'] as const) {
    const value = filters[column]
    if (value !== undefined) query = query.where(column, '=', value)
  }
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
  return pageOf(rows, limit, toSummary, (row) => writeCursor(row[column], row.id))
}
