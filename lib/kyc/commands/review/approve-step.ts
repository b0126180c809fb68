import { asksNothing } from '@/lib/contract/fields'
import type { ManagerInput } from '@/lib/contract/manager'
import type { StepRecord } from '@/lib/contract/records'
import { DOCUMENT_STATUS, reviewRiskOf, STEP_STATUS } from '@/lib/contract/statuses'
import { makeChange } from '../../change'
import type { Actor, Context } from '../../context'
import { currentDocuments } from '../../records/documents'
import { formOf, hasDamagedAnswers, loadStep, toStep } from '../../records/steps'
import { conflictFor } from '../../rules/conflict'
import { approvalEvent, approvedStep, refuseProposed, requireSeen } from '../../rules/step'
import { requireScreened } from '../../screening/require-screened'
import { moveDocument } from '../../transitions/move-document'
import { moveStep } from '../../transitions/move-step'

/**
 * Approves a submitted step together with its pending documents. Throws CONFLICT while one of its documents is
 * rejected, and while screening is due or a hit open. At high risk it takes the approval of a second reviewer.
 */
export function approveStep(
  context: Context,
  actor: Actor,
  { id, submission, comment }: ManagerInput<'MngApproveKycStep'>,
): Promise<StepRecord> {
  return makeChange(context, actor, 'MngApproveKycStep', async (change) => {
    const step = await loadStep(change.tx, actor.brand, id)
    requireSeen(step, submission)
    refuseProposed(step)
    if (hasDamagedAnswers(step, change.sealer)) throw conflictFor('damaged')
    await requireScreened(context, change, step.profile_id)
    const approved = approvedStep(step, reviewRiskOf(step), actor.name, change.now)
    for (const document of await currentDocuments(change.tx, { step_id: id })) {
      if (document.status === DOCUMENT_STATUS.rejected && !asksNothing(formOf(step)))
        throw conflictFor('document_rejected')
      if (approved.status !== STEP_STATUS.approved) continue
      if (document.status === DOCUMENT_STATUS.pending) await moveDocument(change, document, 'approve')
      // The customer began to replace a document, and was too late.
      if (document.status === DOCUMENT_STATUS.uploaded) await moveDocument(change, document, 'remove')
    }
    await moveStep(change, step, approvalEvent(step, approved), approved, { comment })
    return async () => toStep(await loadStep(change.tx, actor.brand, id), context.sealer)
  })
}
