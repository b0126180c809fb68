import { type Kysely, sql } from 'kysely'

/**
 * A reviewer may put a question to a customer: a step with the question, sealed, and without a template. SQLite cannot
 * lift a column's constraint, so another column takes its place.
 */
export async function addQuestions(db: Kysely<Record<'steps', Record<string, unknown>>>): Promise<void> {
  const steps = () => db.schema.alterTable('steps')
  await steps().addColumn('question', 'text').execute()
  await steps().addColumn('made_from', 'text').execute()
  await db
    .updateTable('steps')
    .set({ made_from: sql.ref('template_id') })
    .execute()
  await steps().dropColumn('template_id').execute()
  await steps().renameColumn('made_from', 'template_id').execute()
}
