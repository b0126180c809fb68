import { type Kysely, sql } from 'kysely'

/** Numbers the submissions of each step. A step that was ever submitted starts at 1, any other at 0. */
export async function addSubmissions(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable('steps')
    .addColumn('submission', 'integer', (column) => column.notNull().defaultTo(0))
    .execute()
  await sql`update steps set submission = 1 where submitted_at is not null`.execute(db)
}
