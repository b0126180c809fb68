import type { ManagerInput } from '@/lib/contract/manager'
import type { StepRecord } from '@/lib/contract/records'
import { makeChange } from '../../change'
import type { Actor, Context } from '../../context'
import { sealMessage } from '../../records/message-to-customer'
import { loadStep, toStep } from '../../records/steps'
import { rejectedStep, requireSeen } from '../../rules/step'
import { moveStep } from '../../transitions/move-step'

/** Rejects a submitted step, for another try or for good. */
export function rejectStep(
  context: Context,
  actor: Actor,
  { id, submission, comment, message, ...given }: ManagerInput<'MngRejectKycStep'>,
): Promise<StepRecord> {
  return makeChange(context, actor, 'MngRejectKycStep', async (change) => {
    const step = await loadStep(change.tx, actor.brand, id)
    const reason = { ...given, message: sealMessage(message, 'steps', step, change.sealer) }
    requireSeen(step, submission)
    const rejected = rejectedStep(step, { ...reason, rejected_for: 'answers' }, change.now)
    await moveStep(change, step, 'step.rejected', rejected, { comment })
    return async () => toStep(await loadStep(change.tx, actor.brand, id), context.sealer)
  })
}
