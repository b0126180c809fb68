import type { StoredFile } from '@/lib/contract/customer'
import type { ErrorBody, ErrorCode } from '@/lib/contract/errors'
import { FINDING_CODES, type FindingCode } from './checks'

/** A refusal of the server, or NETWORK when no answer came. `reason` is what it found in a picture of low quality. */
type SendError = { code: ErrorCode | 'NETWORK'; reason?: FindingCode | undefined }
export type SendResult = { ok: true; value: StoredFile } | { ok: false; error: SendError }

type SendOptions = {
  /** The person has seen what is wrong with the picture and sends it all the same. */
  acceptQuality: boolean
  signal: AbortSignal
  /** Bytes of the file that have left, as the browser reports them. */
  onProgress: (sent: number) => void
  /** Without a byte going out for so long, the connection counts as lost. Milliseconds. */
  stallAfter?: number
}

/**
 * Sends one file to `POST /upload`. XMLHttpRequest, because `fetch` does not tell how far an upload is. Never
 * throws; `null` when `signal` ended it.
 */
export function sendFile(file: File, options: SendOptions): Promise<SendResult | null> {
  const { signal, onProgress, stallAfter = 60_000 } = options
  if (signal.aborted) return Promise.resolve(null)
  return new Promise((resolve) => {
    const request = new XMLHttpRequest()
    const finish = (result: SendResult | null) => {
      clearTimeout(stalled)
      signal.removeEventListener('abort', cancel)
      resolve(result)
    }
    const lost = () => finish({ ok: false, error: { code: 'NETWORK' } })
    const cancel = () => {
      finish(null)
      request.abort()
    }
    const giveUp = () => {
      lost()
      request.abort()
    }
    let stalled = setTimeout(giveUp, stallAfter)
    request.upload.onprogress = ({ loaded }) => {
      clearTimeout(stalled)
      stalled = setTimeout(giveUp, stallAfter)
      onProgress(Math.min(loaded, file.size))
    }
    request.onload = () => finish(readAnswer(request.status, request.responseText))
    request.onerror = lost
    signal.addEventListener('abort', cancel)
    request.open('POST', '/upload')
    request.setRequestHeader('x-kyc-request', '1')
    request.send(formOf(file, options.acceptQuality))
  })
}

function formOf(file: File, acceptQuality: boolean): FormData {
  const form = new FormData()
  if (acceptQuality) form.append('quality', 'accepted')
  form.append('file', file, file.name)
  return form
}

/** Anything that is not our JSON (a proxy's page, a cut answer) counts as a failed upload. */
function readAnswer(status: number, text: string): SendResult {
  try {
    const body: unknown = JSON.parse(text)
    if (status >= 200 && status < 300 && isObject(body) && typeof body.file_id === 'string') {
      return { ok: true, value: body as StoredFile }
    }
    if (isObject(body) && typeof body.code === 'string') {
      const { code, reason } = body as Pick<ErrorBody, 'code' | 'reason'>
      return { ok: false, error: { code, reason: FINDING_CODES.find((finding) => finding === reason) } }
    }
  } catch {}
  return { ok: false, error: { code: status === 413 ? 'FILE_TOO_LARGE' : 'UPLOAD_FAILED' } }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}
