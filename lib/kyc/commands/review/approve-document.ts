import type { ManagerInput } from '@/lib/contract/manager'
import type { DocumentRecord } from '@/lib/contract/records'
import { makeChange } from '../../change'
import type { Actor, Context } from '../../context'
import { loadDocument, toDocument } from '../../records/documents'
import { moveDocument } from '../../transitions/move-document'

/** Approves a document, but not its step: that is a separate decision. */
export function approveDocument(
  context: Context,
  actor: Actor,
  { id, comment }: ManagerInput<'MngApproveKycDocument'>,
): Promise<DocumentRecord> {
  return makeChange(context, actor, 'MngApproveKycDocument', async (change) => {
    await moveDocument(change, await loadDocument(change.tx, actor.brand, id), 'approve', {}, comment)
    return async () => toDocument(await loadDocument(change.tx, actor.brand, id), context.sealer)
  })
}
