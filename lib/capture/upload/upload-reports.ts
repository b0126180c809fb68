import type { HostEventType } from '@/lib/contract/host/host'
import type { HostEvent } from '@/lib/contract/host/host-event'
import type { QueuedUpload } from './upload-queue'
import type { UploadState } from './upload-state'
import type { Subject } from './upload-subject'

export type UploadReport = { type: HostEventType; detail: HostEvent['detail'] }

/** Progress is told in steps of so many percent. */
const PROGRESS_STEP = 10

/** What a host hears of a change from one state of the upload screen to the next: at most one event, of plain facts. */
export function uploadReport(before: UploadState, after: UploadState): UploadReport | null {
  if (before.phase === 'choose' && after.phase === 'source') {
    const { type, country } = after.subject
    return { type: 'kyc:document_selected', detail: { document_type: type, country } }
  }
  if (before.phase === 'preparing' && (after.phase === 'preview' || after.phase === 'sending')) {
    return { type: 'kyc:media_captured', detail: { ...factsOf(after.subject), source: after.origin } }
  }
  if (after.phase === 'source' && after.note?.kind === 'refused' && before.phase === 'preparing') {
    return { type: 'kyc:upload_error', detail: { ...factsOf(after.subject), code: after.note.refusal } }
  }
  return null
}

type Sent = Pick<QueuedUpload, 'subject' | 'picture' | 'sent' | 'outcome'>

/** What a host hears of an upload on its way, wherever the person is by then. `before`: null where it has just begun. */
export function transferReport(before: Sent | null, after: Sent): UploadReport | null {
  const facts = factsOf(after.subject)
  if (after.outcome?.ok === false)
    return before?.outcome === after.outcome
      ? null
      : { type: 'kyc:upload_error', detail: { ...facts, code: after.outcome.code } }
  const percent = percentOf(after)
  const isTold = before !== null && !before.outcome && percentOf(before) === percent
  return isTold || after.outcome ? null : { type: 'kyc:upload_progress', detail: { ...facts, percent } }
}

function percentOf({ sent, picture }: Sent): number {
  return Math.floor(((sent / picture.file.size) * 100) / PROGRESS_STEP) * PROGRESS_STEP
}

function factsOf({ type, side }: Subject): HostEvent['detail'] {
  return { document_type: type, side }
}
