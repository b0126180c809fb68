import { KycError } from '@/lib/contract/errors'
import type { ManagerInput, ManagerOutput } from '@/lib/contract/manager'
import { makeChange } from '../../change'
import type { Actor, Context } from '../../context'
import { findProfile } from '../../records/profiles'
import { endSessionsOf } from '../../sessions'

/** Ends all sessions of a customer that are open now, on every device. Throws NOT_FOUND for an unknown customer. */
export function endSessions(
  context: Context,
  actor: Actor,
  { customer_id }: ManagerInput<'MngEndKycSessions'>,
): Promise<ManagerOutput<'MngEndKycSessions'>> {
  return makeChange<ManagerOutput<'MngEndKycSessions'>>(context, actor, 'MngEndKycSessions', async (change) => {
    const profile = await findProfile(change.tx, actor.brand, customer_id)
    if (!profile) throw new KycError('NOT_FOUND', { message: 'No such customer.' })
    await endSessionsOf(change.tx, change.sealer, profile)
    const subject = { entity_id: profile.id, profile_id: profile.id, customer_id }
    change.record({ event: 'profile.sessions_ended', ...subject, after: { ended: true } })
    return () => ({ customer_id, ended: true as const })
  })
}
