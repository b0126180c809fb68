import { callApi, requestHeaders } from '@/components/shell/api'
import { sendFile } from '@/lib/capture/upload/send-file'
import type { FailureCode, Transfer } from '@/lib/capture/upload/upload-flow'
import type { AttachDocumentRequest, CustomerDocument } from '@/lib/contract/customer'
import { shownBy } from '@/lib/contract/documents'
import { clientTerms } from '@/lib/contract/error-codes'

export type TransferTarget = Omit<AttachDocumentRequest, 'file_id' | 'accepted' | 'gestures'>
export type TransferResult =
  | { ok: true }
  | { ok: false; code: FailureCode; reason?: string | undefined; fileId: string | null }

type TransferOptions = {
  signal: AbortSignal
  onProgress: (sent: number) => void
  /** The bytes are there: a repeat needs them no more. */
  onStored: (fileId: string) => void
}

/**
 * Stores the file and puts it to its field, doing only what is left to do of a repeat. `null` when `signal`
 * ended it.
 */
export async function transferDocument(
  transfer: Transfer,
  target: TransferTarget,
  { signal, onProgress, onStored }: TransferOptions,
): Promise<TransferResult | null> {
  const stored = transfer.fileId
    ? { ok: true as const, value: { file_id: transfer.fileId } }
    : await sendFile(transfer.file, {
        ...transfer,
        shows: shownBy(target.document_type),
        headers: requestHeaders(),
        signal,
        onProgress,
      })
  if (!stored) return null
  if (!stored.ok) return { ok: false, ...stored.error, fileId: null }
  onProgress(transfer.file.size)
  const { file_id } = stored.value
  onStored(file_id)
  const body: AttachDocumentRequest = {
    ...{ ...target, file_id, accepted: transfer.acceptQuality },
    ...(transfer.gestures && { gestures: transfer.gestures }),
  }
  const attached = await callApi<CustomerDocument>('/inapp/api/documents', {
    method: 'POST',
    body,
    key: transfer.key,
    signal,
  })
  if (signal.aborted) return null
  if (attached.ok) return { ok: true }
  const { code, reason } = attached.error
  // Nobody knows whether it was done: the stored file is worth keeping for the repeat.
  return { ok: false, code, reason, fileId: clientTerms(code).transient ? file_id : null }
}
