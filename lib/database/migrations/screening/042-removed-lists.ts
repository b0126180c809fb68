import type { Kysely } from 'kysely'

/** Lists that people are screened against no more: their versions stay, for whoever asks what was in force when. */
export async function addRemovedLists(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('screening_lists').addColumn('removed_at', 'text').execute()
}
