import { DOCUMENT_STATUS, STEP_STATUS } from '@/lib/contract/statuses'
import type { DocumentRow, StepRow } from '@/lib/database/schema'
import { conflict, conflictFor } from './conflict'

/** The transitions of a document. Pure. */

export type DocumentMove = 'submit' | 'approve' | 'reject' | 'remove' | 'expire'

const DOCUMENT_MOVES: Record<DocumentMove, { from: readonly number[]; to: number; decides: boolean }> = {
  submit: { from: [DOCUMENT_STATUS.uploaded], to: DOCUMENT_STATUS.pending, decides: false },
  approve: { from: [DOCUMENT_STATUS.pending], to: DOCUMENT_STATUS.approved, decides: true },
  reject: { from: [DOCUMENT_STATUS.pending], to: DOCUMENT_STATUS.rejected, decides: true },
  remove: { from: [DOCUMENT_STATUS.uploaded, DOCUMENT_STATUS.pending], to: DOCUMENT_STATUS.deleted, decides: false },
  expire: { from: [DOCUMENT_STATUS.approved], to: DOCUMENT_STATUS.expired, decides: false },
}

/** The status after a move. Throws CONFLICT, with the current state, when the move is not allowed. */
export function documentAfter(document: Pick<DocumentRow, 'status'>, move: DocumentMove): number {
  const { from, to } = DOCUMENT_MOVES[move]
  if (!from.includes(document.status)) throw conflict('document', DOCUMENT_STATUS, document.status, move)
  return to
}

/** Throws CONFLICT when a document that a customer wants to replace has been approved in a step that is in review. */
export function refuseDecided(
  { status }: Pick<StepRow, 'status'>,
  replaced: readonly Pick<DocumentRow, 'status'>[],
): void {
  const decided = replaced.find((document) => document.status === DOCUMENT_STATUS.approved)
  if (status === STEP_STATUS.pending && decided) throw conflict('document', DOCUMENT_STATUS, decided.status, 'replace')
}

/** The columns that a move sets. @param now ISO 8601 in UTC; becomes the decision time if the move is a decision. */
export function movedDocument(document: Pick<DocumentRow, 'status' | 'scan'>, move: DocumentMove, now: string) {
  if (move === 'approve' && (document.scan === 'waiting' || document.scan === 'infected'))
    throw conflictFor('not_scanned')
  const status = documentAfter(document, move)
  return DOCUMENT_MOVES[move].decides ? { status, decided_at: now } : { status }
}
