import type { Kysely } from 'kysely'

/** What the machine saw in a document, for the reviewer; the way to a file that is known already; uploads at a phone. */
export async function addCapture(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('documents').addColumn('quality', 'text').execute()
  await db.schema
    .alterTable('documents')
    .addColumn('signals', 'text', (column) => column.notNull().defaultTo('[]'))
    .execute()
  await db.schema.alterTable('documents').addColumn('reading', 'text').execute()
  await db.schema.alterTable('documents').addColumn('mrz', 'text').execute()
  await db.schema.createIndex('documents_to_read').on('documents').column('reading').execute()
  await db.schema.alterTable('tokens').addColumn('scope', 'text').execute()
  await db.schema.createIndex('documents_by_checksum').on('documents').column('checksum').execute()
}
