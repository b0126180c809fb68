import { KycError } from '@/lib/contract/errors'
import type { ManagerInput } from '@/lib/contract/manager'
import type { ProfileRecord } from '@/lib/contract/records'
import { makeChange } from '../../change'
import type { Actor, Context } from '../../context'
import { readProfile } from '../../records/profiles'
import { ensureProfile } from '../../transitions/ensure-profile'
import { lowerLevel } from '../../transitions/lower-level'
import { raiseLevel } from '../../transitions/raise-level'

/**
 * `kyc.set_required_level`: sets the level that a customer must reach. Lowering it takes a justification, and so does
 * revoking what the customer holds beyond it. Throws VALIDATION_FAILED without one.
 */
export function setRequiredLevel(
  context: Context,
  actor: Actor,
  { customer_id, required_level, trading_login, justification, revoke }: ManagerInput<'MngSetKycRequiredLevel'>,
): Promise<ProfileRecord> {
  return makeChange(context, actor, 'MngSetKycRequiredLevel', async (change) => {
    const profile = await ensureProfile(change, customer_id, { trading_login })
    const lower = Math.min(required_level, profile.required_level)
    if (lower < profile.required_level || revoke) {
      if (justification === undefined) throw unjustified()
      await lowerLevel(change, profile, lower, { justification, ...(revoke && { revoked_to: required_level }) })
    }
    await raiseLevel(change, { ...profile, required_level: lower }, required_level)
    return () => readProfile(change.tx, context.sealer, actor.brand, profile.id)
  })
}

function unjustified(): KycError {
  const message = 'Lowering the required level, or revoking a level, takes a justification'
  return new KycError('VALIDATION_FAILED', { faults: [{ path: 'justification', code: 'required', message }] })
}
