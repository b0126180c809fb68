import type { ManagerInput, ManagerOutput } from '@/lib/contract/manager'
import type { Actor, Context } from '../context'
import { toAuditRow } from '../records/audit'
import { afterId, pageOf } from './paging'

/** The audit of the brand, of a customer or of one entity, oldest first. */
export async function listAudit(
  context: Context,
  actor: Actor,
  { limit, cursor, ...filters }: ManagerInput<'MngGetKycAudit'>,
): Promise<ManagerOutput<'MngGetKycAudit'>> {
  const after = afterId(cursor)
  let query = context.db.selectFrom('audit').selectAll().where('brand', '=', actor.brand)
  for (const name of ['customer_id', 'entity', 'entity_id'] as const) {
    const value = filters[name]
    if (value !== undefined) query = query.where(name, '=', value)
  }
  if (after) query = query.where('id', '>', after)
  const rows = await query
    .orderBy('id')
    .limit(limit + 1)
    .execute()
  return pageOf(rows, limit, toAuditRow)
}
