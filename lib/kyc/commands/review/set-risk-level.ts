import type { ManagerInput } from '@/lib/contract/manager'
import type { ProfileRecord } from '@/lib/contract/records'
import { RISK_LEVEL } from '@/lib/contract/statuses'
import { makeChange } from '../../change'
import { riskByRules } from '../../consequences'
import type { Actor, Context } from '../../context'
import { loadProfile, readProfile, updateProfile } from '../../records/profiles'
import { stepsOf } from '../../records/steps'

/** Sets the risk level by hand. `unknown` returns control to the rules. */
export function setRiskLevel(
  context: Context,
  actor: Actor,
  { id, risk_level: given, comment }: ManagerInput<'MngSetKycRiskLevel'>,
): Promise<ProfileRecord> {
  return makeChange(context, actor, 'MngSetKycRiskLevel', async (change) => {
    const { tx, sealer } = change
    const profile = await loadProfile(tx, actor.brand, id)
    const risk_by_hand = given === RISK_LEVEL.unknown ? 0 : 1
    const risk_level = risk_by_hand === 1 ? given : riskByRules(profile, await stepsOf(tx, id), sealer)
    if (risk_level !== profile.risk_level || risk_by_hand !== profile.risk_by_hand) {
      await updateProfile(tx, id, { risk_level, risk_by_hand })
      change.record({
        ...{ event: 'profile.risk_changed', entity_id: id, profile_id: id, customer_id: profile.customer_id, comment },
        ...{ before: { risk_level: profile.risk_level }, after: { risk_level } },
      })
    }
    return () => readProfile(tx, sealer, actor.brand, id)
  })
}
