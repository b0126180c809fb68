import type { Kysely } from 'kysely'

/** What the barcodes on a document say, sealed, and how far the search for them is. Documents of before are not looked at. */
export async function addBarcodes(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable('documents')
    .addColumn('barcode_state', 'text', (column) => column.notNull().defaultTo('none'))
    .execute()
  await db.schema.alterTable('documents').addColumn('barcodes', 'text').execute()
}
