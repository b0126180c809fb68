import type { AttachDocumentRequest } from '@/lib/contract/customer'
import { shownBy } from '@/lib/contract/documents'
import { type ClientErrorCode, clientTerms } from '@/lib/contract/error-codes'
import { sendFile } from './send-file'
import type { Kept } from './unfinished-upload'

export type TransferResult = { ok: true; fileId: string } | TransferFailure
export type TransferFailure = {
  ok: false
  code: ClientErrorCode
  /** What is wrong with the picture. */
  reason?: string | undefined
  /** The stored file, where it is worth keeping for a repeat. */
  fileId: string | null
  /** Whether a repeat at any later time would be in vain. */
  final: boolean
}

export type TransferOptions = {
  signal: AbortSignal
  /** Bytes that have arrived. */
  onProgress: (sent: number) => void
  /** The bytes are there: a repeat needs them no more. */
  onStored: (fileId: string) => void
}

/** Sends a document and puts it to its field. `null` when `signal` ended it. */
export type TransferDocument = (
  upload: Pick<Kept, 'place' | 'subject' | 'transfer'>,
  options: TransferOptions,
) => Promise<TransferResult | null>

type Attached = { ok: true } | { ok: false; error: Refusal }
type TransferWith = {
  /** What every call carries. */
  headers: () => Record<string, string>
  /** Puts a stored file to its field; under the same key it is done once. */
  attach: (body: AttachDocumentRequest, key: string, signal: AbortSignal) => Promise<Attached>
}

/** Makes the transfer of documents. A repeat does only what is left to do: what is stored is not sent again. */
export function createTransfer({ headers, attach }: TransferWith): TransferDocument {
  return async ({ place, subject, transfer }, { signal, onProgress, onStored }) => {
    const stored = transfer.fileId
      ? { ok: true as const, value: { file_id: transfer.fileId } }
      : await sendFile(transfer.file, {
          ...transfer,
          shows: shownBy(subject.type),
          headers: headers(),
          signal,
          onProgress,
        })
    if (!stored) return null
    if (!stored.ok) return failureOf(stored.error, null)
    onProgress(transfer.file.size)
    const { file_id } = stored.value
    onStored(file_id)
    const body: AttachDocumentRequest = {
      ...{ step_id: place.stepId, field: place.field, file_id, accepted: transfer.acceptQuality },
      ...{ document_type: subject.type, side: subject.side, country: subject.country },
      ...(transfer.gestures && { gestures: transfer.gestures }),
    }
    const attached = await attach(body, transfer.key, signal)
    if (signal.aborted) return null
    return attached.ok ? { ok: true, fileId: file_id } : failureOf(attached.error, file_id)
  }
}

type Refusal = { code: ClientErrorCode; reason?: string | undefined }

/** After a failure that may pass nobody knows whether it was done: the stored file is worth keeping. */
function failureOf({ code, reason }: Refusal, storedId: string | null): TransferFailure {
  const { transient = false, final = false } = clientTerms(code)
  return { ok: false, code, reason, fileId: transient ? storedId : null, final }
}
