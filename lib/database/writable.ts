import type { Database } from './schema'

/** Throws BACKEND_UNAVAILABLE unless the database can be written now: one row is, as it is. */
export async function requireWritable(db: Database): Promise<void> {
  await db
    .updateTable('key_checks')
    .set((eb) => ({ name: eb.ref('name') }))
    .where('name', '=', 'master')
    .execute()
}
