import type { ManagerInput } from '@/lib/contract/manager'
import type { DocumentRecord } from '@/lib/contract/records'
import { makeChange } from '../../change'
import type { Actor, Context } from '../../context'
import { loadDocument, toDocument } from '../../records/documents'
import { profileById } from '../../records/profiles'
import { loadStep } from '../../records/steps'
import { refuseProhibited, requireSeen } from '../../rules/step'
import { moveDocument } from '../../transitions/move-document'

/** Approves a document, but not its step: that is a separate decision. Throws CONFLICT when the risk is prohibited. */
export function approveDocument(
  context: Context,
  actor: Actor,
  { id, submission, comment }: ManagerInput<'MngApproveKycDocument'>,
): Promise<DocumentRecord> {
  return makeChange(context, actor, 'MngApproveKycDocument', async (change) => {
    const document = await loadDocument(change.tx, actor.brand, id)
    const { step_id } = document
    if (step_id !== null) requireSeen(await loadStep(change.tx, actor.brand, step_id), submission)
    refuseProhibited((await profileById(change.tx, document.profile_id)).risk_level)
    await moveDocument(change, document, 'approve', {}, comment)
    return async () => toDocument(await loadDocument(change.tx, actor.brand, id), context.sealer)
  })
}
