import type { ManagerInput } from '@/lib/contract/manager'
import type { ProfileRecord } from '@/lib/contract/records'
import { RISK_LEVEL } from '@/lib/contract/statuses'
import { assessedBy, judgeProfile } from '../../assess-profile'
import { makeChange } from '../../change'
import { riskByRules } from '../../consequences'
import type { Actor, Context } from '../../context'
import { loadProfile, readProfile, updateProfile } from '../../records/profiles'
import { stepsOf } from '../../records/steps'

/**
 * Sets the risk level by hand, which stays until the rules know something new. `unknown` returns control to the rules.
 */
export function setRiskLevel(
  context: Context,
  actor: Actor,
  { id, risk_level: given, comment }: ManagerInput<'MngSetKycRiskLevel'>,
): Promise<ProfileRecord> {
  return makeChange(context, actor, 'MngSetKycRiskLevel', async (change) => {
    const { tx, sealer, now } = change
    const profile = await loadProfile(tx, actor.brand, id)
    const steps = await stepsOf(tx, id)
    const risk_by_hand = given === RISK_LEVEL.unknown ? 0 : 1
    const asNow = await judgeProfile(change, profile, steps, null)
    const keys = asNow?.kept.rules.map(({ key }) => key) ?? []
    const judged =
      risk_by_hand === 1
        ? await judgeProfile(change, profile, steps, { level: given, by: actor.name, at: now, keys })
        : asNow
    const byTemplates = () => (risk_by_hand === 1 ? given : riskByRules(profile, steps, sealer))
    const columns = judged?.columns ?? { risk_level: byTemplates() }
    const { risk_level } = columns
    // With rules also the same level is a decision: on what they know by now.
    const isDecision = judged !== null && (risk_by_hand === 1 || judged.changed)
    if (risk_level !== profile.risk_level || risk_by_hand !== profile.risk_by_hand || isDecision) {
      await updateProfile(tx, id, { ...columns, risk_by_hand })
      if (judged) {
        const subject = { entity_id: id, profile_id: id, customer_id: profile.customer_id }
        change.record({ event: 'profile.risk_assessed', ...subject, after: assessedBy(judged) })
      }
      change.record({
        ...{ event: 'profile.risk_changed', entity_id: id, profile_id: id, customer_id: profile.customer_id, comment },
        ...{ before: { risk_level: profile.risk_level }, after: { risk_level } },
      })
    }
    return () => readProfile(tx, sealer, actor.brand, id)
  })
}
