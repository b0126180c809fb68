import type { ManagerInput } from '@/lib/contract/manager'
import type { ProfileRecord } from '@/lib/contract/records'
import { makeChange } from '../../change'
import type { Actor, Context } from '../../context'
import { readProfile } from '../../records/profiles'
import { ensureProfile } from '../../transitions/ensure-profile'
import { raiseLevel } from '../../transitions/raise-level'

/** `kyc.set_required_level`: raises the level that a customer must reach, never lowers it. */
export function setRequiredLevel(
  context: Context,
  actor: Actor,
  { customer_id, required_level }: ManagerInput<'MngSetKycRequiredLevel'>,
): Promise<ProfileRecord> {
  return makeChange(context, actor, 'MngSetKycRequiredLevel', async (change) => {
    const profile = await ensureProfile(change, customer_id)
    await raiseLevel(change, profile, required_level)
    return () => readProfile(change.tx, context.sealer, actor.brand, profile.id)
  })
}
