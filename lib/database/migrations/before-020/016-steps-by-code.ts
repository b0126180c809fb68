import type { Kysely } from 'kysely'

/** Finds the steps of one template's code, for those that get a new version of it. */
export async function addStepsByCode(db: Kysely<never>): Promise<void> {
  await db.schema.createIndex('steps_by_code').on('steps').columns(['code', 'id']).execute()
}
