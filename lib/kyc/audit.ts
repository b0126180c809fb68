import type { ManagerInput, ManagerOutput } from '@/lib/contract/manager'
import type { AuditRow } from '@/lib/contract/records'
import type { Database, Schema, Tx } from '@/lib/database/schema'
import type { Actor, Context } from './change'
import { afterId, pageOf } from './pages'

export async function listAudit(
  context: Context,
  actor: Actor,
  input: ManagerInput<'MngGetKycAudit'>,
): Promise<ManagerOutput<'MngGetKycAudit'>> {
  const { limit, cursor, ...filters } = input
  const after = afterId(cursor)
  let query = context.db.selectFrom('audit').selectAll().where('brand', '=', actor.brand)
  if (filters.customer_id !== undefined) query = query.where('customer_id', '=', filters.customer_id)
  if (filters.entity !== undefined) query = query.where('entity', '=', filters.entity as AuditRow['entity'])
  if (filters.entity_id !== undefined) query = query.where('entity_id', '=', filters.entity_id)
  if (after) query = query.where('id', '>', after)
  return pageOf(
    await query
      .orderBy('id')
      .limit(limit + 1)
      .execute(),
    limit,
    toAuditRow,
  )
}

/** All that happened to a customer, oldest first. */
export async function auditOf(db: Database | Tx, brand: string, customerId: string): Promise<AuditRow[]> {
  const rows = await db
    .selectFrom('audit')
    .selectAll()
    .where('brand', '=', brand)
    .where('customer_id', '=', customerId)
    .orderBy('id')
    .execute()
  return rows.map(toAuditRow)
}

function toAuditRow(row: Schema['audit']): AuditRow {
  return { ...row, before: row.before && JSON.parse(row.before), after: row.after && JSON.parse(row.after) }
}
