import type { Kysely } from 'kysely'

/** What of the print of a bill or letter may be an address, sealed, and how far the search for it is. */
export async function addAddresses(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable('documents')
    .addColumn('address_state', 'text', (column) => column.notNull().defaultTo('none'))
    .execute()
  await db.schema.alterTable('documents').addColumn('address_blocks', 'text').execute()
}
