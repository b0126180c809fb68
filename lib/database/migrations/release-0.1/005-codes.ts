import type { Kysely } from 'kysely'

/** The codes that prove an email address: at most one per field of a step. */
export async function addCodes(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('codes')
    .addColumn('step_id', 'text', (column) => column.notNull().references('steps.id'))
    .addColumn('field', 'text', (column) => column.notNull())
    .addColumn('address', 'text', (column) => column.notNull())
    .addColumn('code', 'text', (column) => column.notNull())
    .addColumn('expires_at', 'text', (column) => column.notNull())
    .addColumn('tries', 'integer', (column) => column.notNull())
    .addColumn('sends', 'integer', (column) => column.notNull())
    .addColumn('first_sent_at', 'text', (column) => column.notNull())
    .addColumn('sent_at', 'text', (column) => column.notNull())
    .addColumn('verified_at', 'text')
    .addPrimaryKeyConstraint('codes_by_field', ['step_id', 'field'])
    .execute()
}
