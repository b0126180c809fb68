import type { Kysely } from 'kysely'

/** The lists that people are screened against, each version of them, and what is in force of all of them together. */
export async function addScreeningLists(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('screening_lists')
    .addColumn('name', 'text', (column) => column.primaryKey())
    .addColumn('sources', 'text', (column) => column.notNull())
    .addColumn('topic', 'text')
    .addColumn('version_id', 'text')
    .addColumn('etag', 'text')
    .addColumn('confirmed_at', 'text')
    .addColumn('checked_at', 'text')
    .addColumn('refused_at', 'text')
    .addColumn('refusal', 'text')
    .addColumn('created_at', 'text', (column) => column.notNull())
    .execute()
  await db.schema
    .createTable('screening_versions')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('list', 'text', (column) => column.notNull().references('screening_lists.name'))
    .addColumn('version', 'text', (column) => column.notNull())
    .addColumn('digest', 'text', (column) => column.notNull())
    .addColumn('published_at', 'text')
    .addColumn('taken_at', 'text', (column) => column.notNull())
    .addColumn('entries', 'integer', (column) => column.notNull())
    .addColumn('replaced_at', 'text')
    .execute()
  await db.schema.createIndex('screening_versions_of_list').on('screening_versions').columns(['list', 'id']).execute()
  // The newest row is what is searched. Every customer was screened against what is new in it once its delta is done.
  await db.schema
    .createTable('screening_indexes')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('versions', 'text', (column) => column.notNull())
    .addColumn('size', 'integer', (column) => column.notNull())
    .addColumn('changes', 'text')
    .addColumn('delta_after', 'text', (column) => column.notNull().defaultTo(''))
    .addColumn('delta_screened', 'integer', (column) => column.notNull().defaultTo(0))
    .addColumn('delta_hits', 'integer', (column) => column.notNull().defaultTo(0))
    .addColumn('delta_done_at', 'text')
    .addColumn('created_at', 'text', (column) => column.notNull())
    .execute()
}
