import { KycError } from '@/lib/contract/errors'
import type { ManagerInput, ManagerOutput } from '@/lib/contract/manager'
import { makeChange } from '../../change'
import type { Actor, Context } from '../../context'
import { loadProfile, readProfile, updateProfile } from '../../records/profiles'

/**
 * Says when the business relationship with a customer ended, from which on their data is kept for so long as the law asks; or,
 * with null, that it goes on. Throws NOT_FOUND, and VALIDATION_FAILED for a day to come.
 */
export function endRelationship(
  context: Context,
  actor: Actor,
  { id, ended_on, comment }: ManagerInput<'MngEndKycRelationship'>,
): Promise<ManagerOutput<'MngEndKycRelationship'>> {
  return makeChange(context, actor, 'MngEndKycRelationship', async (change) => {
    const { tx, sealer, now } = change
    const profile = await loadProfile(tx, actor.brand, id)
    const today = now.slice(0, 10)
    const relationship_ended_on = ended_on === undefined ? today : ended_on
    if (relationship_ended_on !== null && relationship_ended_on > today)
      throw new KycError('VALIDATION_FAILED', {
        faults: [{ path: 'ended_on', code: 'too_late', message: 'It has not ended before that day' }],
      })
    const before = profile.relationship_ended_on
    if (before !== relationship_ended_on) {
      await updateProfile(tx, id, { relationship_ended_on, updated_at: now })
      change.record({
        ...{ event: 'profile.relationship_ended', entity_id: id, profile_id: id, customer_id: profile.customer_id },
        ...{ before: { ended_on: before }, after: { ended_on: relationship_ended_on }, comment: comment ?? null },
      })
    }
    return () => readProfile(tx, sealer, actor.brand, id)
  })
}
