import type { Kysely } from 'kysely'
import { sql } from 'kysely'

/** Why a customer's risk is what it is, and when what is known of them is looked over again. */
export async function addRisk(db: Kysely<unknown>): Promise<void> {
  const columns = ['risk', 'risk_file', 'risk_again_on', 'reviewed_on', 'refresh_due_on', 'refresh_asked_on']
  for (const column of columns) await db.schema.alterTable('profiles').addColumn(column, 'text').execute()
  await db.schema.alterTable('profiles').addColumn('risk_proposed', 'integer').execute()
  await db.schema.alterTable('steps').addColumn('refresh_by', 'text').execute()
  // For those who were judged by other rules: beside the brand, because its rules change as a whole.
  await db.schema.createIndex('profiles_by_risk_file').on('profiles').columns(['brand', 'risk_file', 'id']).execute()
  const some: [name: string, column: string][] = [
    ['profiles_proposed', 'risk_proposed'],
    ['profiles_risk_again', 'risk_again_on'],
    ['profiles_refresh_due', 'refresh_due_on'],
  ]
  for (const [name, column] of some)
    await db.schema
      .createIndex(name)
      .on('profiles')
      .columns(['brand', column, 'id'])
      .where(sql.ref(column), 'is not', null)
      .execute()
}
