import type { HostEventType } from '@/lib/contract/host/host'
import type { HostEvent } from '@/lib/contract/host/host-event'
import type { UploadState } from './upload-state'

export type UploadReport = { type: HostEventType; detail: HostEvent['detail'] }

/** Progress is told in steps of so many percent. */
const PROGRESS_STEP = 10

/** What a host hears of a change from one state to the next: at most one event, of plain facts. */
export function uploadReport(before: UploadState, after: UploadState): UploadReport | null {
  if (before.phase === 'choose' && after.phase === 'source') {
    const { type, country } = after.subject
    return { type: 'kyc:document_selected', detail: { document_type: type, country } }
  }
  if (before.phase === 'preparing' && after.phase === 'preview') {
    return { type: 'kyc:media_captured', detail: { ...factsOf(after), source: after.origin } }
  }
  if (after.phase === 'failed' && before.phase !== 'failed') {
    return { type: 'kyc:upload_error', detail: { ...factsOf(after), code: after.code } }
  }
  if (after.phase === 'source' && after.note?.kind === 'refused' && before.phase === 'preparing') {
    return { type: 'kyc:upload_error', detail: { ...factsOf(after), code: after.note.refusal } }
  }
  return progressReport(before, after)
}

function progressReport(before: UploadState, after: UploadState): UploadReport | null {
  if (after.phase !== 'sending') return null
  const told = before.phase === 'sending' ? percentOf(before) : null
  const percent = percentOf(after)
  return percent === told ? null : { type: 'kyc:upload_progress', detail: { ...factsOf(after), percent } }
}

function percentOf({ sent, transfer }: Extract<UploadState, { phase: 'sending' }>): number {
  return Math.floor(((sent / transfer.file.size) * 100) / PROGRESS_STEP) * PROGRESS_STEP
}

function factsOf({ subject }: Exclude<UploadState, { phase: 'choose' }>): HostEvent['detail'] {
  return { document_type: subject.type, side: subject.side }
}
