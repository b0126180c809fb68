import type { Kysely } from 'kysely'

/** For decisions: risk set by hand, the second reviewer, and the date after which an approval expires. */
export async function addDecisions(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable('profiles')
    .addColumn('risk_by_hand', 'integer', (column) => column.notNull().defaultTo(0))
    .execute()
  for (const name of ['expires_on', 'approved_by', 'confirmed_by'])
    await db.schema.alterTable('steps').addColumn(name, 'text').execute()
  await db.schema.createIndex('steps_by_expiry').on('steps').columns(['status', 'expires_on']).execute()
}
