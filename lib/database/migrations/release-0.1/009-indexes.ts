import { type Kysely, sql } from 'kysely'

/** The part of the schema that this migration uses. */
type Tables = {
  documents: { brand: string; profile_id: string }
  profiles: { id: string; brand: string }
}

/** Indexes for every query of requests, polls and jobs, so that none scans a table that grows with customers. */
export async function addIndexes(db: Kysely<Tables>): Promise<void> {
  const add = (name: string, table: string, columns: string[]) =>
    db.schema.createIndex(name).on(table).columns(columns).execute()
  const addWhere = (name: string, columns: string[], condition: string) =>
    db.schema
      .createIndex(name)
      .on('jobs')
      .columns(columns)
      .where(sql<boolean>`${sql.raw(condition)}`)
      .execute()

  await add('documents_by_step', 'documents', ['step_id', 'id'])
  await brandDocuments(db)
  await add('documents_by_brand', 'documents', ['brand', 'id'])
  await add('documents_by_status', 'documents', ['brand', 'status', 'id'])
  await add('profiles_by_creation', 'profiles', ['brand', 'created_at', 'id'])
  await add('profiles_by_change', 'profiles', ['brand', 'updated_at', 'id'])
  await add('profiles_by_status', 'profiles', ['brand', 'status', 'created_at', 'id'])
  // Both are needed: with the second one alone, reading one customer's audit would scan the whole brand's.
  await add('audit_of_customer', 'audit', ['brand', 'customer_id', 'id'])
  await add('audit_of_brand', 'audit', ['brand', 'id'])
  await add('audit_of_entity', 'audit', ['entity_id', 'id'])
  await db.schema.dropIndex('audit_by_customer').execute()
  await add('links_by_customer', 'links', ['brand', 'customer_id', 'id'])
  await add('links_by_brand', 'links', ['brand', 'id'])

  // The same condition in two forms, so that a statement that means one of these indexes cannot be given the other.
  await addWhere('jobs_due', ['kind', 'run_at', 'id'], 'coalesce(done_at, dead_at) is null')
  await addWhere('jobs_in_order', ['ordered_by', 'position', 'id'], 'done_at is null and dead_at is null')
  await addWhere('jobs_waiting', ['brand', 'id'], 'coalesce(done_at, dead_at) is null')
  await addWhere('jobs_dead', ['brand', 'id'], 'dead_at is not null')
  await add('jobs_by_brand', 'jobs', ['brand', 'id'])
  await add('jobs_by_customer', 'jobs', ['brand', 'customer_id', 'id'])
}

/**
 * Copies the brand from the profile to its documents: without it, listing a brand's documents would scan those of all
 * brands.
 */
async function brandDocuments(db: Kysely<Tables>): Promise<void> {
  await db.schema
    .alterTable('documents')
    .addColumn('brand', 'text', (column) => column.notNull().defaultTo(''))
    .execute()
  await db
    .updateTable('documents')
    .set(({ selectFrom }) => ({
      brand: selectFrom('profiles')
        .select('brand')
        .whereRef('profiles.id', '=', 'documents.profile_id')
        .$asScalar()
        .$notNull(),
    }))
    .execute()
}
