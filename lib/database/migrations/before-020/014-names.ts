import { type Kysely, sql } from 'kysely'

/**
 * Names as keyed digests of their words, so that a profile can be found by a name while answers stay sealed. The job
 * `names.index` adds those of existing answers: a migration has no key to open them.
 */
export async function addNames(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('profile_names')
    .addColumn('profile_id', 'text', (column) => column.notNull().references('profiles.id'))
    .addColumn('step_id', 'text', (column) => column.notNull().references('steps.id'))
    .addColumn('word', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('profile_names_of_step', ['step_id', 'word'])
    .execute()
  await db.schema.createIndex('profile_names_by_word').on('profile_names').columns(['word', 'profile_id']).execute()
  await db.schema.createIndex('profile_names_of_profile').on('profile_names').column('profile_id').execute()

  await db.schema
    .alterTable('steps')
    .addColumn('names_indexed', 'integer', (column) => column.notNull().defaultTo(0))
    .execute()
  await db.schema
    .createIndex('steps_by_names_indexed')
    .on('steps')
    .columns(['names_indexed', 'id'])
    .where(sql<boolean>`answers is not null`)
    .execute()
}
