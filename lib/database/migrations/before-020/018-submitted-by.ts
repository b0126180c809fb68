import type { Kysely } from 'kysely'

/** Staff may submit a step for a customer who sent its answers another way. */
export async function addSubmittedBy(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('steps').addColumn('submitted_by', 'text').execute()
}
