import { DOCUMENT_STATUS } from '@/lib/contract/statuses'
import type { DocumentRow } from '@/lib/database/schema'
import { conflict } from './conflict'

/** What may become of a document: pure. */

export type DocumentMove = 'submit' | 'approve' | 'reject' | 'remove' | 'expire'

const DOCUMENT_MOVES: Record<DocumentMove, { from: readonly number[]; to: number; decides: boolean }> = {
  submit: { from: [DOCUMENT_STATUS.uploaded], to: DOCUMENT_STATUS.pending, decides: false },
  approve: { from: [DOCUMENT_STATUS.pending], to: DOCUMENT_STATUS.approved, decides: true },
  reject: { from: [DOCUMENT_STATUS.pending], to: DOCUMENT_STATUS.rejected, decides: true },
  remove: { from: [DOCUMENT_STATUS.uploaded], to: DOCUMENT_STATUS.deleted, decides: false },
  expire: { from: [DOCUMENT_STATUS.approved], to: DOCUMENT_STATUS.expired, decides: false },
}

/** The status that a move leads a document to. Throws CONFLICT, naming the state, when it is not possible. */
export function documentAfter(document: Pick<DocumentRow, 'status'>, move: DocumentMove): number {
  const { from, to } = DOCUMENT_MOVES[move]
  if (!from.includes(document.status)) throw conflict('document', DOCUMENT_STATUS, document.status, move)
  return to
}

/** What a move sets. @param now ISO 8601 in UTC: when it is decided, where the move is a decision. */
export function movedDocument(document: Pick<DocumentRow, 'status'>, move: DocumentMove, now: string) {
  const status = documentAfter(document, move)
  return DOCUMENT_MOVES[move].decides ? { status, decided_at: now } : { status }
}
