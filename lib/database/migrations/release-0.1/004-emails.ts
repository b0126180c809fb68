import type { Kysely } from 'kysely'

/** For emails to customers: their language, and one-time links. */
export async function addEmails(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('profiles').addColumn('language', 'text').execute()
  await db.schema.alterTable('tokens').addColumn('link_id', 'text').execute()
  await db.schema.createIndex('tokens_by_link').on('tokens').column('link_id').execute()
  await db.schema
    .createTable('links')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('brand', 'text', (column) => column.notNull())
    .addColumn('customer_id', 'text', (column) => column.notNull())
    .addColumn('created_by', 'text', (column) => column.notNull())
    .addColumn('created_at', 'text', (column) => column.notNull())
    .addColumn('expires_at', 'text', (column) => column.notNull())
    .addColumn('revoked_at', 'text')
    .execute()
}
