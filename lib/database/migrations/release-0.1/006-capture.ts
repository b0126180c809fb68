import type { Kysely } from 'kysely'

/**
 * Quality, signals and MRZ of documents, for reviewers; finding known files by checksum; the scope of handoff tokens.
 */
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
