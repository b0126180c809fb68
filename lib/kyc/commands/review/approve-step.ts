import { KycError } from '@/lib/contract/errors'
import type { ManagerInput } from '@/lib/contract/manager'
import type { StepRecord } from '@/lib/contract/records'
import { DOCUMENT_STATUS, STEP_STATUS } from '@/lib/contract/statuses'
import { makeChange } from '../../change'
import type { Actor, Context } from '../../context'
import { currentDocuments } from '../../records/documents'
import { loadStep, toStep } from '../../records/steps'
import { approvalEvent, approvedStep } from '../../rules/step'
import { moveDocument } from '../../transitions/move-document'
import { moveStep } from '../../transitions/move-step'

/**
 * Approves a submitted step together with its pending documents. Throws CONFLICT while one of its documents is
 * rejected. At high risk it takes the approval of a second reviewer.
 */
export function approveStep(
  context: Context,
  actor: Actor,
  { id, comment }: ManagerInput<'MngApproveKycStep'>,
): Promise<StepRecord> {
  return makeChange(context, actor, 'MngApproveKycStep', async (change) => {
    const step = await loadStep(change.tx, actor.brand, id)
    const approved = approvedStep(step, step.risk_level, actor.name, change.now)
    for (const document of await currentDocuments(change.tx, { step_id: id })) {
      if (document.status === DOCUMENT_STATUS.rejected) {
        throw new KycError('CONFLICT', {
          message: 'A document of this step is rejected, so the step cannot be approved.',
          reason: 'document_rejected',
        })
      }
      if (document.status === DOCUMENT_STATUS.pending && approved.status === STEP_STATUS.approved)
        await moveDocument(change, { ...document, customer_id: step.customer_id }, 'approve')
    }
    await moveStep(change, step, approvalEvent(step, approved), approved, comment)
    return async () => toStep(await loadStep(change.tx, actor.brand, id), context.sealer)
  })
}
