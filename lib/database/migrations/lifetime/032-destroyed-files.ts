import type { Kysely } from 'kysely'

/** When the content of a file was destroyed because its time was over. Its document stays, to tell that there was one. */
export async function addDestroyedFiles(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('files').addColumn('destroyed_at', 'text').execute()
}
