import type { Kysely } from 'kysely'

/** What each person and address has taken of what everybody shares: columns as rate-limiter-flexible expects them. */
export async function addShares(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('shares')
    .addColumn('key', 'text', (column) => column.primaryKey())
    .addColumn('points', 'integer', (column) => column.notNull().defaultTo(0))
    .addColumn('expire', 'bigint')
    .execute()
}
