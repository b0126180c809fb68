import { type Kysely, sql } from 'kysely'

/** The part of the schema that this migration uses. */
type Tables = {
  documents: { id: string; mrz: string | null; mrz_state: string; document_type: string; content_type: string }
  jobs: { kind: string; input: string; done_at: string | null; dead_at: string | null }
}

/** How far the reading of each document's machine-readable zone is, which the queue alone knew. */
export async function addMrzState(db: Kysely<Tables>): Promise<void> {
  await db.schema
    .alterTable('documents')
    .addColumn('mrz_state', 'text', (column) => column.notNull().defaultTo('none'))
    .execute()
  await db
    .updateTable('documents')
    .set({ mrz_state: 'done' })
    .where(({ or, and, eb }) =>
      or([
        eb('mrz', 'is not', null),
        and([
          eb('document_type', 'in', ['passport', 'national_identity_card', 'residence_permit']),
          eb('content_type', 'like', 'image/%'),
        ]),
      ]),
    )
    .execute()
  const jobs = await db
    .selectFrom('jobs')
    .select(['input', 'dead_at'])
    .where('kind', '=', 'document.extract-mrz')
    .where(sql<boolean>`done_at is null`)
    .execute()
  for (const { input, dead_at } of jobs)
    await db
      .updateTable('documents')
      .set({ mrz_state: dead_at === null ? 'pending' : 'failed' })
      .where('id', '=', JSON.parse(input).document_id)
      .where('mrz', 'is', null)
      .execute()
}
