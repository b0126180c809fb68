import type { Kysely } from 'kysely'

/**
 * What makes the audit prove itself: each row's place in its brand's chain, what it commits to, its link to the row before,
 * and a signature. Rows from before are chained at the next start, because signing needs the deployment's key.
 */
export async function addAuditChain(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('audit').addColumn('sequence', 'integer').execute()
  for (const column of ['salt', 'commitment', 'link', 'signature'])
    await db.schema.alterTable('audit').addColumn(column, 'text').execute()
  await db.schema.createIndex('audit_in_chain').unique().on('audit').columns(['brand', 'sequence']).execute()
  await db.schema
    .createTable('audit_heads')
    .addColumn('brand', 'text', (column) => column.primaryKey())
    .addColumn('sequence', 'integer', (column) => column.notNull())
    .addColumn('link', 'text', (column) => column.notNull())
    .execute()
  await db.schema
    .createTable('audit_keys')
    .addColumn('name', 'text', (column) => column.primaryKey())
    .addColumn('sealed', 'text', (column) => column.notNull())
    .addColumn('created_at', 'text', (column) => column.notNull())
    .execute()
}
