import { z } from 'zod'
import { inTransaction } from '@/lib/database/transaction'
import { defineJob } from '@/lib/jobs/job'
import type { Context } from '../context'
import { indexNames, NAMES_VERSION } from '../records/names'
import { OWNER_COLUMNS } from '../records/sealed'
import { openAnswers } from '../records/steps'

const BATCH = 100
/** A run leaves the lane to others after this many batches; the next one goes on. */
const MOST_BATCHES = 100

/** Indexes the names in answers from before there was an index, or from another version of it. */
export const indexNamesJob = defineJob({
  kind: 'names.index',
  input: z.object({}),
  maxAttempts: 1,
  claimFor: 30 * 60_000,
  every: 5 * 60_000,
  handle: async (context: Context) => {
    for (let batch = 0; batch < MOST_BATCHES; batch += 1) if ((await indexBatch(context)) < BATCH) return
  },
})

/** Indexes some steps, and returns how many. */
function indexBatch({ db, sealer }: Context): Promise<number> {
  return inTransaction(db, async (tx) => {
    const steps = await tx
      .selectFrom('steps')
      .innerJoin('profiles', 'profiles.id', 'steps.profile_id')
      .select(['steps.id', 'steps.profile_id', 'steps.answers', 'steps.draft', 'steps.names_indexed'])
      .select(OWNER_COLUMNS)
      .where('steps.names_indexed', '<', NAMES_VERSION)
      .where('steps.answers', 'is not', null)
      .orderBy('steps.names_indexed')
      .orderBy('steps.id')
      .limit(BATCH)
      .execute()
    for (const step of steps) {
      await indexNames(tx, sealer, step, openAnswers(step, 'answers', sealer) ?? {})
      await tx.updateTable('steps').set({ names_indexed: NAMES_VERSION }).where('id', '=', step.id).execute()
    }
    return steps.length
  })
}
