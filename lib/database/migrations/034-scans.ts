import type { Kysely } from 'kysely'

/** What a scanner for malware said of a file, beside it and beside each document that shows it. */
export async function addScans(db: Kysely<unknown>): Promise<void> {
  for (const table of ['files', 'documents']) await db.schema.alterTable(table).addColumn('scan', 'text').execute()
}
