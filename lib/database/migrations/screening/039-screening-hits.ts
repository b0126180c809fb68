import type { Kysely } from 'kysely'

/** Entries of lists that may be a customer: a case each, until reviewers have settled it. */
export async function addScreeningHits(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('screening_hits')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('brand', 'text', (column) => column.notNull())
    .addColumn('profile_id', 'text', (column) => column.notNull().references('profiles.id'))
    .addColumn('screening_id', 'text', (column) => column.notNull())
    .addColumn('list', 'text', (column) => column.notNull())
    .addColumn('entry_id', 'text', (column) => column.notNull())
    .addColumn('entry_digest', 'text', (column) => column.notNull())
    .addColumn('topic', 'text', (column) => column.notNull())
    .addColumn('parts', 'text', (column) => column.notNull())
    .addColumn('hit', 'text', (column) => column.notNull())
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('changed', 'text', (column) => column.notNull())
    .addColumn('proposed', 'text')
    .addColumn('resolutions', 'text')
    .addColumn('gone_at', 'text')
    .addColumn('found_at', 'text', (column) => column.notNull())
    .addColumn('updated_at', 'text', (column) => column.notNull())
    .addColumn('resolved_at', 'text')
    .execute()
  await db.schema
    .createIndex('screening_hits_of_profile')
    .unique()
    .on('screening_hits')
    .columns(['profile_id', 'list', 'entry_id'])
    .execute()
  await db.schema
    .createIndex('screening_hits_by_state')
    .on('screening_hits')
    .columns(['brand', 'state', 'id'])
    .execute()
  await db.schema.createIndex('screening_hits_of_brand').on('screening_hits').columns(['brand', 'id']).execute()
  await db.schema.createIndex('screening_hits_of_entry').on('screening_hits').columns(['list', 'entry_id']).execute()
}
