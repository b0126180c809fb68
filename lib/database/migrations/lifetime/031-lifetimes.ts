import type { Kysely } from 'kysely'

/** From when on the data of a customer is kept for its time only, and whether it is kept in any case. */
export async function addLifetimes(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('profiles').addColumn('relationship_ended_on', 'text').execute()
  await db.schema
    .alterTable('profiles')
    .addColumn('legal_hold', 'integer', (column) => column.notNull().defaultTo(0))
    .execute()
  // Who asked for the customer's erasure, as JSON, until another manager has confirmed or refused it.
  await db.schema.alterTable('profiles').addColumn('erasure_asked', 'text').execute()
}
