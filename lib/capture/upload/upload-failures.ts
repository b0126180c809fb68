import type { FailureCode } from './upload-flow'

/** What helps: sending the same file again, another file, or nothing on this screen. */
export type Remedy = 'again' | 'another' | 'leave'

/** The failures that have their own sentence, under `capture.failures.<code>`. */
const REMEDIES = {
  NETWORK: 'again',
  UPLOAD_FAILED: 'again',
  BACKEND_UNAVAILABLE: 'again',
  FILE_EMPTY: 'another',
  FILE_TOO_LARGE: 'another',
  FILE_TYPE_NOT_ALLOWED: 'another',
  FILE_TYPE_MISMATCH: 'another',
  FILE_CORRUPTED: 'another',
  FILE_ENCRYPTED: 'another',
  PICTURE_TOO_LARGE: 'another',
  CONFLICT: 'leave',
  SESSION_EXPIRED: 'leave',
} as const satisfies Partial<Record<FailureCode, Remedy>>

export type FailureWording = keyof typeof REMEDIES

const SAID_AS: Partial<Record<FailureCode, FailureWording>> = {
  BODY_TOO_LARGE: 'FILE_TOO_LARGE',
  UNAUTHENTICATED: 'SESSION_EXPIRED',
  VERIFICATION_REJECTED: 'CONFLICT',
}

/** The sentence and the remedy for a failure; what has no sentence of its own is said as a failed upload. */
export function uploadFailure(code: FailureCode): { wording: FailureWording; remedy: Remedy } {
  const wording = SAID_AS[code] ?? (code in REMEDIES ? (code as FailureWording) : 'UPLOAD_FAILED')
  return { wording, remedy: REMEDIES[wording] }
}
