import type { ManagerInput } from '@/lib/contract/manager'
import type { StepRecord } from '@/lib/contract/records'
import { STEP_STATUS } from '@/lib/contract/statuses'
import { makeChange } from '../../change'
import type { Actor, Context } from '../../context'
import { loadStep, toStep } from '../../records/steps'
import { reopenedStep } from '../../rules/step'
import { moveStep } from '../../transitions/move-step'

/**
 * Opens a step again that was approved, rejected for good or skipped. It is then reviewed again. What the customer was
 * granted stays, unless it is revoked.
 */
export function reopenStep(
  context: Context,
  actor: Actor,
  { id, justification, revoke }: ManagerInput<'MngReopenKycStep'>,
): Promise<StepRecord> {
  return makeChange(context, actor, 'MngReopenKycStep', async (change) => {
    const step = await loadStep(change.tx, actor.brand, id)
    const byHand = step.status === STEP_STATUS.skipped ? { required_by_hand: 1 } : {}
    await moveStep(
      change,
      step,
      'step.reopened',
      { ...reopenedStep(step), ...byHand },
      {
        comment: justification,
        ...(revoke && { revoked_to: step.level - 1 }),
      },
    )
    return async () => toStep(await loadStep(change.tx, actor.brand, id), context.sealer)
  })
}
