import type { ManagerInput } from '@/lib/contract/manager'
import type { StepRecord } from '@/lib/contract/records'
import { makeChange } from '../../change'
import type { Actor, Context } from '../../context'
import { loadStep, toStep } from '../../records/steps'
import { reopenedStep } from '../../rules/step'
import { moveStep } from '../../transitions/move-step'

/** Unlocks an approved step, so that the customer can change it. It is then reviewed again. */
export function reopenStep(
  context: Context,
  actor: Actor,
  { id, justification }: ManagerInput<'MngReopenKycStep'>,
): Promise<StepRecord> {
  return makeChange(context, actor, 'MngReopenKycStep', async (change) => {
    const step = await loadStep(change.tx, actor.brand, id)
    await moveStep(change, step, 'step.reopened', reopenedStep(step), justification)
    return async () => toStep(await loadStep(change.tx, actor.brand, id), context.sealer)
  })
}
