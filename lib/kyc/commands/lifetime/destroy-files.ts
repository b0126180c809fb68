import { z } from 'zod'
import { scrub } from '@/lib/database/scrub'
import { defineJob } from '@/lib/jobs/job'
import type { Context } from '../../context'

/** Destroys files whose rows are gone, and what the database still holds of deleted rows. */
export const destroyFilesJob = defineJob({
  kind: 'files.destroy',
  input: z.object({ files: z.array(z.object({ id: z.string(), extension: z.string() })) }),
  // About ten days.
  maxAttempts: 240,
  claimFor: 10 * 60_000,
  handle: async ({ db, store }: Context, { files }) => {
    for (const { id, extension } of files) await store.remove(id, extension)
    await scrub(db)
  },
})
