import { z } from 'zod'
import { defineJob } from '@/lib/jobs/job'
import { makeChange } from '../change'
import type { Context } from '../context'
import { updateProfile } from '../records/profiles'
import { REGISTERED } from './checks'
import { askForChecks } from './verification-request'

const BATCH = 100
/** A run leaves the lane to others after this many batches; the next one goes on. */
const MOST_BATCHES = 20

/** Rises with each new check and each new version of one. */
function generation(): number {
  return Object.values(REGISTERED).reduce((sum, { version }) => sum + version, 0)
}

/** Has cases checked, every five minutes, that were last checked by fewer or earlier checks, or by none. */
export const checkAgainJob = defineJob({
  kind: 'profiles.check-again',
  input: z.object({}),
  maxAttempts: 1,
  claimFor: 10 * 60_000,
  every: 5 * 60_000,
  handle: async (context: Context) => {
    for (let batch = 0; batch < MOST_BATCHES; batch += 1) if ((await askBatch(context)) < BATCH) return
  },
})

/** Asks for the checks of some, and returns how many. */
async function askBatch(context: Context): Promise<number> {
  const checked_by = generation()
  const due = await context.db
    .selectFrom('profiles')
    .select(['id', 'brand'])
    .where('checked_by', '<', checked_by)
    .orderBy('checked_by')
    .orderBy('id')
    .limit(BATCH)
    .execute()
  for (const [brand, profiles] of Map.groupBy(due, (profile) => profile.brand))
    await makeChange(context, { name: 'system', role: 'system', brand }, 'Verify', async (change) => {
      for (const { id } of profiles) {
        await updateProfile(change.tx, id, { checked_by })
        await askForChecks(change, id)
      }
      return () => undefined
    })
  return due.length
}
