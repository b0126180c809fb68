import type { Kysely } from 'kysely'

/** What checks found of a customer, and the dates in the print of a bill, which one of them needs. */
export async function addFindings(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('findings')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('brand', 'text', (column) => column.notNull())
    .addColumn('profile_id', 'text', (column) => column.notNull().references('profiles.id'))
    .addColumn('document_id', 'text')
    .addColumn('check_id', 'text', (column) => column.notNull())
    .addColumn('check_version', 'integer', (column) => column.notNull())
    .addColumn('outcome', 'text', (column) => column.notNull())
    .addColumn('severity', 'text', (column) => column.notNull())
    .addColumn('code', 'text', (column) => column.notNull())
    .addColumn('field', 'text')
    .addColumn('detail', 'text', (column) => column.notNull())
    .addColumn('inputs', 'text', (column) => column.notNull())
    .addColumn('found_at', 'text', (column) => column.notNull())
    .addColumn('checked_at', 'text', (column) => column.notNull())
    .addColumn('superseded_at', 'text')
    .execute()
  const index = (name: string, columns: string[]) =>
    db.schema.createIndex(name).on('findings').columns(columns).execute()
  await index('findings_of_profile', ['profile_id', 'id'])
  await index('findings_of_document', ['document_id'])
  await index('findings_of_brand', ['brand', 'id'])
  await index('findings_by_outcome', ['brand', 'outcome', 'id'])
  await db.schema.alterTable('documents').addColumn('printed_dates', 'text').execute()
}
