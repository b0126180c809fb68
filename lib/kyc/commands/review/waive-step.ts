import type { ManagerInput } from '@/lib/contract/manager'
import type { StepRecord } from '@/lib/contract/records'
import { makeChange } from '../../change'
import type { Actor, Context } from '../../context'
import { loadStep, toStep } from '../../records/steps'
import { skippedStep } from '../../rules/step'
import { moveStep } from '../../transitions/move-step'

/** Does without a step that is not approved. It comes back only if a reviewer asks for it again. */
export function waiveStep(
  context: Context,
  actor: Actor,
  { id, justification }: ManagerInput<'MngWaiveKycStep'>,
): Promise<StepRecord> {
  return makeChange(context, actor, 'MngWaiveKycStep', async (change) => {
    const step = await loadStep(change.tx, actor.brand, id)
    await moveStep(change, step, 'step.waived', skippedStep(step, 'waiver'), { comment: justification })
    return async () => toStep(await loadStep(change.tx, actor.brand, id), context.sealer)
  })
}
