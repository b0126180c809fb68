import { z } from 'zod'
import { SCREENING_REASONS } from '@/lib/contract/screening/screenings'

/** What asks for a profile to be screened; the job behind it is in `screen-profile.ts`. */
export const SCREENING_REQUEST = {
  kind: 'screening.profile',
  input: z.strictObject({
    profile_id: z.uuid(),
    why: z.enum(SCREENING_REASONS),
    asked_by: z.string().nullable(),
  }),
  // About a quarter of an hour; then it has failed, which reviewers see, and is tried again every hour.
  maxAttempts: 8,
  claimFor: 2 * 60_000,
} as const
export type ScreeningRequest = z.infer<typeof SCREENING_REQUEST.input>
