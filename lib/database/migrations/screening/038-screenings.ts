import { type Kysely, sql } from 'kysely'

/** Whom to look for of each profile, how far that is, and what reviewers see of a profile because of it. */
export async function addScreenings(
  db: Kysely<{ profiles: { review_status: number; status: number } }>,
): Promise<void> {
  const add = (name: string) =>
    db.schema
      .alterTable('profiles')
      .addColumn(name, 'integer', (column) => column.notNull().defaultTo(0))
      .execute()
  await add('review_status')
  await add('screening_risk')
  await add('proposed_risk')
  await add('open_hits')
  await db.schema.alterTable('profiles').addColumn('screening_state', 'text').execute()
  await db.updateTable('profiles').set({ review_status: sql`status` }).execute()
  await db.schema
    .createIndex('profiles_by_review_status')
    .on('profiles')
    .columns(['brand', 'review_status', 'created_at', 'id'])
    .execute()
  await db.schema.createIndex('profiles_by_screening').on('profiles').columns(['screening_state', 'id']).execute()

  await db.schema
    .createTable('screening_subjects')
    .addColumn('profile_id', 'text', (column) => column.primaryKey().references('profiles.id'))
    .addColumn('brand', 'text', (column) => column.notNull())
    .addColumn('subjects', 'text', (column) => column.notNull())
    .addColumn('parts', 'text', (column) => column.notNull())
    .addColumn('index_id', 'text')
    .addColumn('screened_at', 'text')
    .execute()
  await db.schema
    .createIndex('screening_subjects_by_age')
    .on('screening_subjects')
    .columns(['brand', 'screened_at', 'profile_id'])
    .execute()
  await db.schema
    .createTable('screenings')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('brand', 'text', (column) => column.notNull())
    .addColumn('profile_id', 'text', (column) => column.notNull().references('profiles.id'))
    .addColumn('subject_digest', 'text', (column) => column.notNull())
    .addColumn('index_id', 'text')
    .addColumn('why', 'text', (column) => column.notNull())
    .addColumn('asked_by', 'text')
    .addColumn('outcome', 'text', (column) => column.notNull())
    .addColumn('hits', 'integer', (column) => column.notNull())
    .addColumn('omitted', 'integer', (column) => column.notNull())
    .addColumn('at', 'text', (column) => column.notNull())
    .execute()
  await db.schema.createIndex('screenings_of_profile').on('screenings').columns(['profile_id', 'id']).execute()
  await db.schema.createIndex('screenings_of_brand').on('screenings').columns(['brand', 'id']).execute()
}
