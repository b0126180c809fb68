import type { Kysely } from 'kysely'

/** A sealed text by which a start finds out whether it has the key that the data was sealed with. */
export async function addKeyCheck(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('key_checks')
    .addColumn('name', 'text', (column) => column.primaryKey())
    .addColumn('sealed', 'text', (column) => column.notNull())
    .addColumn('created_at', 'text', (column) => column.notNull())
    .execute()
}
