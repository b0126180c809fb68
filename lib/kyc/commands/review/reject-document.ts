import { asksNothing } from '@/lib/contract/fields'
import type { ManagerInput } from '@/lib/contract/manager'
import type { DocumentRecord } from '@/lib/contract/records'
import { STEP_STATUS } from '@/lib/contract/statuses'
import { makeChange } from '../../change'
import type { Actor, Context } from '../../context'
import { loadDocument, toDocument } from '../../records/documents'
import { sealMessage } from '../../records/message-to-customer'
import { formOf, loadStep } from '../../records/steps'
import { rejectedStep, requireSeen } from '../../rules/step'
import { moveDocument } from '../../transitions/move-document'
import { moveStep } from '../../transitions/move-step'

/** Rejects a document, and with it the submitted step that depends on it. */
export function rejectDocument(
  context: Context,
  actor: Actor,
  { id, submission, comment, message, ...given }: ManagerInput<'MngRejectKycDocument'>,
): Promise<DocumentRecord> {
  return makeChange(context, actor, 'MngRejectKycDocument', async (change) => {
    const { sealer } = change
    const document = await loadDocument(change.tx, actor.brand, id)
    const { step_id, replaced_by } = document
    const step = step_id === null ? null : await loadStep(change.tx, actor.brand, step_id)
    if (step) requireSeen(step, submission)
    const reason = { ...given, message: sealMessage(message, 'documents', document, sealer) }
    await moveDocument(change, document, 'reject', reason, comment)
    // Nobody but staff can replace a document of a step that asks the customer for nothing.
    if (step?.status === STEP_STATUS.pending && replaced_by === null && !asksNothing(formOf(step))) {
      const why = { ...given, message: sealMessage(message, 'steps', step, sealer), rejected_for: 'document' } as const
      const rejected = rejectedStep(step, why, change.now)
      await moveStep(change, step, 'step.rejected', rejected)
    }
    return async () => toDocument(await loadDocument(change.tx, actor.brand, id), context.sealer)
  })
}
