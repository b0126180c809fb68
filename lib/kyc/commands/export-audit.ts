import { v7 as uuid } from 'uuid'
import type { StoredAuditRow } from '@/lib/database/schema'
import { makeChange } from '../change'
import type { Actor, Context } from '../context'
import { auditInOrder } from '../records/audit'

/** Of all time, unless it is narrowed; both ends are included. */
export type AuditExport = { format: 'csv' | 'ndjson'; from: string | undefined; to: string | undefined }

/** The brand's audit as it is stored, in the order of its chain. That somebody takes it with them is a row of it, too. */
export async function exportAudit(
  context: Context,
  actor: Actor,
  { format, from, to }: AuditExport,
): Promise<AsyncGenerator<StoredAuditRow>> {
  await makeChange(context, actor, 'ExportAudit', async ({ record }) => {
    const after = { format, ...(from && { from }), ...(to && { to }) }
    record({ event: 'audit.exported', entity_id: uuid(), customer_id: null, after })
    return () => undefined
  })
  return within(auditInOrder(context.db, actor.brand), { from, to })
}

async function* within(
  rows: AsyncGenerator<StoredAuditRow>,
  { from = '', to = '~' }: Partial<Pick<AuditExport, 'from' | 'to'>>,
): AsyncGenerator<StoredAuditRow> {
  for await (const row of rows) if (row.at >= from && row.at <= to) yield row
}
