import type { StoredFile } from '@/lib/contract/customer'
import type { PictureSubject } from '@/lib/contract/documents'
import { type ClientErrorCode, clientTerms } from '@/lib/contract/error-codes'
import type { ErrorBody } from '@/lib/contract/errors'
import { PART_BYTES } from '@/lib/contract/limits'
import { NO_ANSWER } from '@/lib/contract/no-answer'
import type { FinishUploadRequest, UploadState } from '@/lib/contract/pictures/upload'
import { sha256Of } from './checksum'

/** A refusal of the server, or NETWORK when no answer came. `reason` says what is wrong with a picture. */
type SendError = { code: ClientErrorCode; reason?: string | undefined }
type Answer<Value> = { ok: true; value: Value } | { ok: false; error: SendError }
export type SendResult = Answer<StoredFile>

type SendOptions = {
  /** The name of this upload, a UUID. Sent again under it, what has arrived is not sent again. */
  uploadId: string
  /** Whether something of it may have arrived before. */
  begun: boolean
  /** The person has seen what is wrong with the picture and sends it all the same. */
  acceptQuality: boolean
  shows: PictureSubject
  /** What every call carries. */
  headers: Record<string, string>
  signal: AbortSignal
  /** Bytes of the file that have arrived, as the server acknowledged them. */
  onProgress: (arrived: number) => void
}

/** Without an answer for so long, the connection counts as lost. */
const PATIENCE_MS = 60_000
/** How long to wait before each further try, from the last part that arrived; after them the person is asked. */
const PAUSES_MS = [300, 1_000, 3_000, 6_000]

/**
 * Sends one file in parts to `/inapp/api/uploads/{id}`. A part that does not get through is sent again; what has
 * arrived is not. Never throws; `null` when `signal` ended it.
 */
export async function sendFile(file: File, options: SendOptions): Promise<SendResult | null> {
  const { signal } = options
  const whole = {
    name: file.name,
    file_size: file.size,
    checksum: await sha256Of(file),
    accept_quality: options.acceptQuality,
    shows: options.shows,
  }
  let begun = options.begun
  let most = 0
  for (let failures = 0; ; failures += 1) {
    if (signal.aborted) return null
    const onProgress = (arrived: number) => {
      // Only what arrived for the first time says that the line is good again.
      if (arrived > most) failures = 0
      most = Math.max(most, arrived)
      options.onProgress(arrived)
    }
    const result = await sendRest(file, whole, { ...options, begun, onProgress })
    if (signal.aborted) return null
    const pause = PAUSES_MS[failures]
    if (result.ok || !isWorthAnotherTry(result.error.code) || pause === undefined) return result
    begun = true
    await passed(pause, signal)
  }
}

/** Who has sent too much at once is asked, later: another try at once would only count, too. */
function isWorthAnotherTry(code: ClientErrorCode): boolean {
  return clientTerms(code).transient === true && code !== 'TOO_MANY_REQUESTS'
}

/** The parts that have not arrived, one after the other, and the end. */
async function sendRest(file: File, whole: FinishUploadRequest, options: SendOptions): Promise<SendResult> {
  const address = `/inapp/api/uploads/${options.uploadId}`
  const state = options.begun ? await call<UploadState>(address, { method: 'GET' }, options) : null
  if (state && !state.ok) return state
  const parts = Math.ceil(file.size / PART_BYTES)
  const missing = state?.value.finished ? parts : (state?.value.parts ?? 0)
  for (let index = missing; index < parts; index += 1) {
    options.onProgress(index * PART_BYTES)
    const body = file.slice(index * PART_BYTES, (index + 1) * PART_BYTES)
    const kept = await call<UploadState>(`${address}/parts/${index}`, { method: 'PUT', body }, options)
    if (!kept.ok) return kept
  }
  options.onProgress(file.size)
  const headers = { 'content-type': 'application/json' }
  return call<StoredFile>(address, { method: 'POST', headers, body: JSON.stringify(whole) }, options)
}

/** Anything that is not our JSON (a proxy's page, a cut answer) counts as a failed upload. */
async function call<Value>(
  path: string,
  init: RequestInit,
  { headers, signal }: Pick<SendOptions, 'headers' | 'signal'>,
): Promise<Answer<Value>> {
  const text = await textOf(path, { ...init, headers: { ...headers, ...init.headers } }, signal)
  if (!text) return { ok: false, error: { code: NO_ANSWER.code } }
  const body = parsed(text.body)
  if (text.ok && body) return { ok: true, value: body as Value }
  if (typeof body?.code !== 'string')
    return { ok: false, error: { code: text.status === 413 ? 'FILE_TOO_LARGE' : 'UPLOAD_FAILED' } }
  const { code, reason } = body as Pick<ErrorBody, 'code' | 'reason'>
  return { ok: false, error: { code, reason } }
}

/** Null when nothing came back in time. */
async function textOf(path: string, init: RequestInit, signal: AbortSignal) {
  const limit = new AbortController()
  const stop = () => limit.abort()
  const timer = setTimeout(stop, PATIENCE_MS)
  signal.addEventListener('abort', stop)
  try {
    const response = await fetch(path, { ...init, signal: limit.signal, cache: 'no-store' })
    return { ok: response.ok, status: response.status, body: await response.text() }
  } catch {
    return null
  } finally {
    clearTimeout(timer)
    signal.removeEventListener('abort', stop)
  }
}

function parsed(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : null
  } catch {
    return null
  }
}

/** Resolves after a pause, at once when the connection is back, and when `signal` ends it. */
function passed(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer)
      removeEventListener('online', done)
      signal.removeEventListener('abort', done)
      resolve()
    }
    const timer = setTimeout(done, milliseconds)
    addEventListener('online', done)
    signal.addEventListener('abort', done)
  })
}
