import type { Kysely } from 'kysely'

/** What a request with a key asked for, so that the key never answers another one. */
export async function addKeyedRequests(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('idempotency').addColumn('asked', 'text').execute()
}
