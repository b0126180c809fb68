import type { ManagerInput } from '@/lib/contract/manager'
import type { StepRecord } from '@/lib/contract/records'
import { makeChange } from '../../change'
import type { Actor, Context } from '../../context'
import { currentDocuments, proposedDocuments } from '../../records/documents'
import { formOf, loadStep, openAnswers, toStep } from '../../records/steps'
import { requireSeen } from '../../rules/step'
import { withDocuments } from '../../transitions/correct-step'
import { submitFilledIn } from '../../transitions/submit-filled-in'

/**
 * Submits a step for a customer who gave their answers another way: over those that are there, by the same rules as
 * when the customer submits. The customer sees that staff did it.
 */
export function submitForCustomer(
  context: Context,
  actor: Actor,
  { id, submission, answers, justification }: ManagerInput<'MngSubmitKycStep'>,
): Promise<StepRecord> {
  return makeChange(context, actor, 'MngSubmitKycStep', async (change) => {
    const { sealer } = context
    const step = await loadStep(change.tx, actor.brand, id)
    requireSeen(step, submission)
    const documents = proposedDocuments(await currentDocuments(change.tx, { step_id: id }))
    const typed = { ...openAnswers(step, 'answers', sealer), ...openAnswers(step, 'draft', sealer) }
    const known = withDocuments(formOf(step), typed, documents)
    await submitFilledIn(change, step, { ...known, ...answers }, justification)
    return async () => toStep(await loadStep(change.tx, actor.brand, id), sealer)
  })
}
