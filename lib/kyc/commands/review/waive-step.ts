import type { ManagerInput } from '@/lib/contract/manager'
import type { StepRecord } from '@/lib/contract/records'
import { reviewRiskOf } from '@/lib/contract/statuses'
import { makeChange } from '../../change'
import type { Actor, Context } from '../../context'
import { loadStep, toStep } from '../../records/steps'
import { waivedStep } from '../../rules/step'
import { requireScreened } from '../../screening/require-screened'
import { moveStep } from '../../transitions/move-step'

/**
 * Does without a step that is not approved, as if it were. It comes back only if a reviewer asks for it again. If the risk
 * requires two reviewers, a second waiver confirms the first.
 */
export function waiveStep(
  context: Context,
  actor: Actor,
  { id, justification }: ManagerInput<'MngWaiveKycStep'>,
): Promise<StepRecord> {
  return makeChange(context, actor, 'MngWaiveKycStep', async (change) => {
    const step = await loadStep(change.tx, actor.brand, id)
    await requireScreened(context, change, step.profile_id)
    const waived = waivedStep(step, reviewRiskOf(step), actor.name, change.now)
    const event = waived.confirmed_by === null ? 'step.waived' : 'step.confirmed'
    await moveStep(change, step, event, waived, { comment: justification })
    return async () => toStep(await loadStep(change.tx, actor.brand, id), context.sealer)
  })
}
