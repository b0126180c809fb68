import type { ManagerInput, ManagerOutput } from '@/lib/contract/manager'
import type { ProfileScreening } from '@/lib/contract/screening/screenings'
import type { ProfileRow } from '@/lib/database/schema'
import { makeChange } from '../change'
import type { Actor, Context } from '../context'
import { loadProfile, screeningOf, updateProfile } from '../records/profiles'
import { conflictFor } from '../rules/conflict'
import { isScreeningOn } from './indexes'
import { rememberPerson } from './notice-person'
import { SCREENING_REQUEST } from './screening-request'
import { subjectOf } from './subject-records'

/**
 * Asks for a customer to be screened against all lists, in the background. Throws NOT_FOUND, and CONFLICT where no list is set
 * up or nobody to look for is known.
 */
export function askForScreening(
  context: Context,
  actor: Actor,
  { id }: ManagerInput<'MngScreenKycProfile'>,
): Promise<ManagerOutput<'MngScreenKycProfile'>> {
  return makeChange(context, actor, 'MngScreenKycProfile', async (change) => {
    const { tx } = change
    const { customer_id } = await loadProfile(tx, actor.brand, id)
    if (!(await isScreeningOn(tx))) throw conflictFor('screening_off')
    await rememberPerson(change, id)
    if (!(await subjectOf(tx, id))) throw conflictFor('nobody_to_screen')
    await updateProfile(tx, id, { screening_state: 'due' })
    const input = { profile_id: id, why: 'reviewer' as const, asked_by: actor.name }
    await change.enqueue(SCREENING_REQUEST, { input, customer_id })
    change.record({
      ...{ event: 'screening.asked', entity_id: id, profile_id: id, customer_id },
      after: { state: 'due' },
    })
    return async () => ({ id, ...requireScreening(await loadProfile(tx, actor.brand, id)) })
  })
}

/** It was asked for a moment ago. */
function requireScreening(profile: ProfileRow): ProfileScreening {
  const screening = screeningOf(profile, new Set())
  if (!screening) throw new Error('The profile has no state of screening')
  return screening
}
