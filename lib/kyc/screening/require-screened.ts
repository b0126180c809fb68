import { RISK_LEVEL } from '@/lib/contract/statuses'
import type { Change, Context } from '../context'
import { notCompared } from '../records/not-compared'
import { profileById } from '../records/profiles'
import { conflictFor } from '../rules/conflict'
import { isScreeningOn } from './indexes'

/**
 * Throws CONFLICT where nothing of a profile can be approved: a hit waits for a reviewer, the customer is listed, nobody
 * knows yet, or no name is known by which to look for them. Does nothing where no list is set up; of what is not known, only while the brand fails closed.
 */
export async function requireScreened(
  { screening }: Pick<Context, 'screening'>,
  { tx, actor }: Pick<Change, 'tx' | 'actor'>,
  profileId: string,
): Promise<void> {
  if (!(await isScreeningOn(tx))) return
  const profile = await profileById(tx, profileId)
  if (profile.open_hits > 0) throw conflictFor('hits_open')
  if (profile.proposed_risk === RISK_LEVEL.prohibited) throw conflictFor('listed')
  if (!screening.settingsOf(actor.brand).fail_closed) return
  // Whom nobody could look for is not clear of anything.
  if (profile.screening_state === 'none') throw conflictFor('nobody_to_screen')
  if (profile.screening_state === 'failed') throw conflictFor('screening_failed')
  if (profile.screening_state !== 'done') throw conflictFor('screening_due')
  if ((await notCompared(tx, [profileId])).has(profileId)) throw conflictFor('screening_due')
}
