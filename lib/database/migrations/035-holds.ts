import type { Kysely } from 'kysely'

/** Who is under legal hold is asked whenever something is swept. */
export async function addHolds(db: Kysely<unknown>): Promise<void> {
  await db.schema.createIndex('profiles_by_legal_hold').on('profiles').column('legal_hold').execute()
}
