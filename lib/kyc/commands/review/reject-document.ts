import type { ManagerInput } from '@/lib/contract/manager'
import type { DocumentRecord } from '@/lib/contract/records'
import { STEP_STATUS } from '@/lib/contract/statuses'
import { makeChange } from '../../change'
import type { Actor, Context } from '../../context'
import { loadDocument, toDocument } from '../../records/documents'
import { loadStep } from '../../records/steps'
import { rejectedStep } from '../../rules/step'
import { moveDocument } from '../../transitions/move-document'
import { moveStep } from '../../transitions/move-step'

/** Rejects a document, and with it the submitted step that depends on it. */
export function rejectDocument(
  context: Context,
  actor: Actor,
  { id, comment, ...reason }: ManagerInput<'MngRejectKycDocument'>,
): Promise<DocumentRecord> {
  return makeChange(context, actor, 'MngRejectKycDocument', async (change) => {
    const document = await loadDocument(change.tx, actor.brand, id)
    await moveDocument(change, document, 'reject', reason, comment)
    const { step_id, replaced_by } = document
    const step = step_id !== null && replaced_by === null ? await loadStep(change.tx, actor.brand, step_id) : null
    if (step?.status === STEP_STATUS.pending) {
      const rejected = rejectedStep(step, { ...reason, rejected_for: 'document' }, change.now)
      await moveStep(change, step, 'step.rejected', rejected)
    }
    return async () => toDocument(await loadDocument(change.tx, actor.brand, id), context.sealer)
  })
}
