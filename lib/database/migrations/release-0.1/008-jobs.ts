import { type Kysely, sql } from 'kysely'
import { v7 as uuid } from 'uuid'

/** The part of the schema that this migration uses. */
type Tables = {
  outbox: Record<
    | 'id'
    | 'kind'
    | 'brand'
    | 'customer_id'
    | 'body'
    | 'next_attempt_at'
    | 'claimed_until'
    | 'expires_at'
    | 'created_at',
    string
  > &
    Record<'position' | 'attempts', number> &
    Record<'delivered_at' | 'dead_at' | 'last_error', string | null>
  jobs: Record<
    'id' | 'kind' | 'brand' | 'customer_id' | 'input' | 'run_at' | 'claimed_until' | 'gives_up_at' | 'created_at',
    string
  > &
    Record<'position' | 'attempts', number> &
    Record<'key' | 'ordered_by' | 'done_at' | 'dead_at' | 'last_error', string | null>
  documents: { id: string; profile_id: string; reading: string | null; created_at: string }
  profiles: { id: string; brand: string; customer_id: string }
}

const BATCH = 1_000

/** One queue for all background work. Moves the outbox and the pending MRZ extractions into it. */
export async function addJobs(db: Kysely<Tables>): Promise<void> {
  await db.schema
    .createTable('jobs')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('brand', 'text', (column) => column.notNull())
    .addColumn('customer_id', 'text', (column) => column.notNull())
    .addColumn('input', 'text', (column) => column.notNull())
    .addColumn('key', 'text', (column) => column.unique())
    .addColumn('ordered_by', 'text')
    .addColumn('position', 'integer', (column) => column.notNull())
    .addColumn('attempts', 'integer', (column) => column.notNull())
    .addColumn('run_at', 'text', (column) => column.notNull())
    .addColumn('claimed_until', 'text', (column) => column.notNull())
    .addColumn('gives_up_at', 'text', (column) => column.notNull())
    .addColumn('done_at', 'text')
    .addColumn('dead_at', 'text')
    .addColumn('last_error', 'text')
    .addColumn('created_at', 'text', (column) => column.notNull())
    .execute()
  await moveOutbox(db)
  await db.schema.dropTable('outbox').execute()
  await moveMrzExtractions(db)
  await db.schema.dropIndex('documents_to_read').execute()
  await db.schema.alterTable('documents').dropColumn('reading').execute()
}

async function moveOutbox(db: Kysely<Tables>): Promise<void> {
  await db
    .insertInto('jobs')
    .columns([
      ...(['id', 'kind', 'brand', 'customer_id', 'input', 'ordered_by', 'position', 'attempts'] as const),
      ...(['run_at', 'claimed_until', 'gives_up_at', 'done_at', 'dead_at', 'last_error', 'created_at'] as const),
    ])
    .expression((from) =>
      from
        .selectFrom('outbox')
        .select(['id', 'kind', 'brand', 'customer_id', 'body'])
        .select(sql<string>`kind || ' ' || brand || '/' || customer_id`.as('ordered_by'))
        .select(['position', 'attempts', 'next_attempt_at', 'claimed_until', 'expires_at'])
        .select(['delivered_at', 'dead_at', 'last_error', 'created_at']),
    )
    .execute()
}

/** Documents with a pending MRZ extraction: `reading` is '' while it waits, and a time while it runs. */
async function moveMrzExtractions(db: Kysely<Tables>): Promise<void> {
  const pending = await db
    .selectFrom('documents')
    .innerJoin('profiles', 'profiles.id', 'documents.profile_id')
    .select(['documents.id', 'profiles.brand', 'profiles.customer_id', 'documents.created_at'])
    .where('documents.reading', 'is not', null)
    .execute()
  for (let at = 0; at < pending.length; at += BATCH) {
    const jobs = pending.slice(at, at + BATCH).map(({ id, brand, customer_id, created_at }) => ({
      ...{ id: uuid(), kind: 'document.extract-mrz', brand, customer_id, key: null, ordered_by: null, position: 0 },
      ...{ input: JSON.stringify({ brand, document_id: id }), attempts: 0, run_at: created_at, claimed_until: '' },
      ...{ gives_up_at: '9999-12-31T23:59:59.999Z', done_at: null, dead_at: null, last_error: null, created_at },
    }))
    await db.insertInto('jobs').values(jobs).execute()
  }
}
