import { type Kysely, sql } from 'kysely'

/** The audit is read by time, and filtered by whatever a row says: an index for each, so that no filter scans it. */
export async function addAuditFilters(db: Kysely<unknown>): Promise<void> {
  for (const name of ['audit_of_brand', 'audit_of_customer', 'audit_of_entity'])
    await db.schema.dropIndex(name).execute()
  const add = (name: string, ...columns: string[]) =>
    db.schema
      .createIndex(name)
      .on('audit')
      .columns([...columns, 'at', 'id'])
      .execute()
  await add('audit_by_time', 'brand')
  await add('audit_by_customer', 'brand', 'customer_id')
  await add('audit_by_entity', 'entity_id')
  await add('audit_by_kind', 'brand', 'entity')
  await add('audit_by_actor', 'brand', 'actor')
  await add('audit_by_action', 'brand', 'action')
  await add('audit_by_event', 'brand', 'event')
  await db.schema
    .createIndex('audit_with_comment')
    .on('audit')
    .columns(['brand', 'at', 'id'])
    .where(sql<boolean>`comment is not null`)
    .execute()
}
