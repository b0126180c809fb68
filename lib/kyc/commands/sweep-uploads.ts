import { z } from 'zod'
import { defineJob } from '@/lib/jobs/job'
import type { Context } from '../context'

/** Removes abandoned uploads every hour. */
export const sweepUploadsJob = defineJob({
  kind: 'uploads.sweep',
  input: z.object({}),
  maxAttempts: 1,
  claimFor: 10 * 60_000,
  every: 60 * 60_000,
  handle: ({ sweepUploads }: Context) => sweepUploads(),
})
