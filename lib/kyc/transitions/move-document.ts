import type { DocumentRow } from '@/lib/database/schema'
import type { Change } from '../context'
import { type OwnedDocument, updateDocument } from '../records/documents'
import { type DocumentMove, movedDocument } from '../rules/document'

type Reason = Pick<DocumentRow, 'reason_code' | 'reject_type' | 'message'>

const MOVED = {
  submit: 'document.submitted',
  approve: 'document.approved',
  reject: 'document.rejected',
  remove: 'document.removed',
  expire: 'document.expired',
} as const satisfies Record<DocumentMove, string>

/** Moves a document to its next status and records the event. Throws CONFLICT when the move is not allowed. */
export async function moveDocument(
  change: Change,
  document: OwnedDocument,
  move: DocumentMove,
  reason: Partial<Reason> = {},
  comment: string | null = null,
): Promise<void> {
  const columns = movedDocument(document, move, change.now)
  // What a removed bill or licence says of where its holder lives is nobody's any more.
  const erased = move === 'remove' ? { barcodes: null, address_blocks: null, printed_dates: null } : {}
  if (move === 'remove') await change.tx.deleteFrom('findings').where('document_id', '=', document.id).execute()
  await updateDocument(change.tx, document.id, { ...columns, ...erased, ...reason })
  const { reason_code, reject_type, message } = reason
  change.record({
    ...{ event: MOVED[move], entity_id: document.id, comment },
    ...{ profile_id: document.profile_id, customer_id: document.customer_id },
    before: { status: document.status },
    after: {
      status: columns.status,
      ...(reason_code && reject_type && { reason_code, reject_type }),
      ...(message ? { message: true as const } : {}),
    },
  })
}
