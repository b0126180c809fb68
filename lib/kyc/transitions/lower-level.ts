import type { ProfileRow } from '@/lib/database/schema'
import type { Change } from '../context'
import { updateProfile } from '../records/profiles'
import { stepsOf } from '../records/steps'
import { isUnneeded, skippedStep } from '../rules/step'
import { moveStep } from './move-step'

type Terms = {
  justification: string
  /** The level that is left to a customer who may hold a higher one. */
  revoked_to?: number
}

/**
 * Lowers the required level and skips the steps that nobody needs any more. The level that the customer holds stays,
 * unless it is revoked.
 */
export async function lowerLevel(
  change: Change,
  { id, customer_id, required_level: before }: ProfileRow,
  required_level: number,
  { justification, revoked_to }: Terms,
): Promise<void> {
  await updateProfile(change.tx, id, { required_level })
  change.record({
    ...{ event: 'profile.level_lowered', entity_id: id, profile_id: id, customer_id, comment: justification },
    before: { required_level: before },
    after: { required_level, ...(revoked_to !== undefined && { revoked_to }) },
  })
  for (const step of await stepsOf(change.tx, id)) {
    if (isUnneeded(step, required_level))
      await moveStep(change, { ...step, customer_id }, 'step.skipped', skippedStep(step, 'level'))
  }
}
