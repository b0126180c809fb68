import type { Kysely } from 'kysely'

/** By which generation of the checks each profile was checked, so that old cases are checked by new ones. */
export async function addCheckedBy(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable('profiles')
    .addColumn('checked_by', 'integer', (column) => column.notNull().defaultTo(0))
    .execute()
  await db.schema.createIndex('profiles_by_checks').on('profiles').columns(['checked_by', 'id']).execute()
}
