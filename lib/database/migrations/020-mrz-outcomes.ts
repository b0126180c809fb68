import type { Kysely } from 'kysely'
import { v7 as uuid } from 'uuid'

/** The part of the schema that this migration uses. */
type Tables = {
  documents: {
    id: string
    brand: string
    profile_id: string
    status: number
    replaced_by: string | null
    mrz: string | null
    mrz_state: string
    created_at: string
  }
  profiles: { id: string; customer_id: string }
  jobs: Record<
    'id' | 'kind' | 'brand' | 'customer_id' | 'input' | 'run_at' | 'claimed_until' | 'gives_up_at' | 'created_at',
    string
  > &
    Record<'position' | 'attempts', number> &
    Record<'key' | 'ordered_by' | 'done_at' | 'dead_at' | 'last_error', string | null>
}

/** Uploaded, or with a reviewer. */
const UNDECIDED = [0, 1]
const BATCH = 1_000

/**
 * A reading without a zone may have meant that there is none, that it could not be read, or that a busy machine did not
 * get to the end. Documents on which a reviewer has still to decide are read again; of the others nothing is known.
 */
export async function addMrzOutcomes(db: Kysely<Tables>): Promise<void> {
  const again = await db
    .selectFrom('documents')
    .innerJoin('profiles', 'profiles.id', 'documents.profile_id')
    .select(['documents.id', 'documents.brand', 'profiles.customer_id', 'documents.created_at'])
    .where('documents.mrz_state', '=', 'done')
    .where('documents.mrz', 'is', null)
    .where('documents.status', 'in', UNDECIDED)
    .where('documents.replaced_by', 'is', null)
    .orderBy('documents.id')
    .execute()
  for (let at = 0; at < again.length; at += BATCH) {
    const batch = again.slice(at, at + BATCH)
    const ids = batch.map(({ id }) => id)
    await db.updateTable('documents').set({ mrz_state: 'pending' }).where('id', 'in', ids).execute()
    const jobs = batch.map(({ id, brand, customer_id, created_at }) => ({
      ...{
        id: uuid(),
        kind: 'document.extract-mrz-later',
        brand,
        customer_id,
        key: null,
        ordered_by: null,
        position: 0,
      },
      ...{ input: JSON.stringify({ brand, document_id: id }), attempts: 0, run_at: created_at, claimed_until: '' },
      ...{ gives_up_at: '9999-12-31T23:59:59.999Z', done_at: null, dead_at: null, last_error: null, created_at },
    }))
    await db.insertInto('jobs').values(jobs).execute()
  }
  await db
    .updateTable('documents')
    .set({ mrz_state: 'failed' })
    .where('mrz_state', '=', 'done')
    .where('mrz', 'is', null)
    .execute()
}
