import { z } from 'zod'
import type { EventName } from '@/lib/contract/events'
import type { Change } from '../context'
import { profileById } from '../records/profiles'

/** What asks for the checks of a profile; the job behind it is in `verify-profile.ts`. */
export const VERIFICATION_REQUEST = {
  kind: 'profile.verify',
  input: z.strictObject({ profile_id: z.uuid() }),
  maxAttempts: 4,
  claimFor: 2 * 60_000,
} as const

/** After these, checks may come to other findings. */
const TELLING: readonly EventName[] = [
  ...(['step.submitted', 'step.reissued', 'document.added', 'document.read', 'document.address_read'] as const),
  ...(['document.scanned', 'document.removed', 'document.rejected', 'screening.done', 'screening.failed'] as const),
  ...(['hit.found', 'hit.returned', 'hit.gone', 'hit.resolved'] as const),
]

/** Whether an event may have changed what checks find. */
export function isWorthChecking(event: EventName): boolean {
  return TELLING.includes(event)
}

/** Asks for the checks of a profile. Whoever has submitted nothing yet has nothing to check. */
export async function askForChecks({ tx, enqueue }: Change, profileId: string): Promise<void> {
  const submitted = await tx
    .selectFrom('steps')
    .select('id')
    .where('profile_id', '=', profileId)
    .where('submission', '>', 0)
    .limit(1)
    .executeTakeFirst()
  if (!submitted) return
  const { customer_id } = await profileById(tx, profileId)
  await enqueue(VERIFICATION_REQUEST, { input: { profile_id: profileId }, customer_id })
}
