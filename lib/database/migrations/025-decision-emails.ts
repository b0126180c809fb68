import type { Kysely } from 'kysely'

/** Whether a customer is told by email what was decided: those of before are, as they were. */
export async function addDecisionEmails(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable('profiles')
    .addColumn('decision_emails', 'integer', (column) => column.notNull().defaultTo(1))
    .execute()
}
