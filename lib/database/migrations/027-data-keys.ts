import type { Kysely } from 'kysely'

/**
 * A key for each person and each file, wrapped by a master key. The start after this migration makes them, since a
 * migration has no key: see `lib/kyc/records/bind-sealed.ts`.
 */
export async function addDataKeys(db: Kysely<unknown>): Promise<void> {
  for (const table of ['profiles', 'files']) await db.schema.alterTable(table).addColumn('data_key', 'text').execute()
}
