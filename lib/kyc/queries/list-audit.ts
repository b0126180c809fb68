import type { ManagerInput, ManagerOutput } from '@/lib/contract/manager'
import type { Actor, Context } from '../context'
import { toAuditRow } from '../records/audit'
import { contains } from './contains'
import { orderOf, pageOf, readCursor, writeCursor } from './paging'

/** The audit of the brand, filtered by what its rows say and by time, and searched by their comments. */
export async function listAudit(
  { db }: Context,
  actor: Actor,
  { limit, cursor, sort, text, from, to, ...filters }: ManagerInput<'MngGetKycAudit'>,
): Promise<ManagerOutput<'MngGetKycAudit'>> {
  const { column, direction, beyond } = orderOf(sort)
  const after = cursor === undefined ? null : readCursor(cursor)
  let query = db.selectFrom('audit').selectAll().where('brand', '=', actor.brand)
  for (const name of ['customer_id', 'entity', 'entity_id', 'actor', 'action', 'event'] as const) {
    const value = filters[name]
    if (value !== undefined) query = query.where(name, '=', value)
  }
  if (from !== undefined) query = query.where('at', '>=', from)
  if (to !== undefined) query = query.where('at', '<=', to)
  if (text !== undefined) query = query.where('comment', 'is not', null).where(contains('comment', text))
  if (after)
    query = query.where(({ eb, refTuple, tuple }) => eb(refTuple(column, 'id'), beyond, tuple(after.value, after.id)))
  const rows = await query
    .orderBy(column, direction)
    .orderBy('id', direction)
    .limit(limit + 1)
    .execute()
  return pageOf(rows, limit, toAuditRow, ({ at, id }) => writeCursor(at, id))
}
