import type { Kysely } from 'kysely'

/** What the customer said of differences between a document and their answers, sealed. */
export async function addResolutions(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('documents').addColumn('resolutions', 'text').execute()
}
