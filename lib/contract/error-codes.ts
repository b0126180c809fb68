import { MAX_DOCUMENTS_PER_FIELD, MAX_FILE_SIZE } from './limits'
import type { NO_ANSWER } from './no-answer'
import { SUGGESTED } from './pictures/findings'
import type { Suggestion } from './pictures/suggestions'

/** What helps when an upload failed: sending it again, choosing another file, or leaving the screen. */
export type Remedy = 'again' | 'another' | 'leave'

export type ErrorTerms = {
  /** The HTTP status. */
  readonly status: number
  /** The `error` of the body: a short title. */
  readonly error: string
  /** The `message` of the body, for developers. The screens show it only if they have no text for the code. */
  readonly message: string
  readonly retryAllowed?: true
  /** After how many seconds another try may succeed: the `Retry-After` of the answer. */
  readonly retryAfter?: number
  readonly contactSupport?: true
  readonly suggestions?: readonly Suggestion[]
  /** An answer with this status but without a code means this code. */
  readonly standsForStatus?: true

  /** The problem may pass: a client retries before it asks the person. */
  readonly transient?: true
  /** The same request will never succeed: a client discards what it stored for it. */
  readonly final?: true
  /** What the upload screen offers. It has a text for the code, `capture.failures.<code>`. */
  readonly remedy?: Remedy
  /** The upload screen uses the text of this other code. */
  readonly saidAs?: string
}

/** All error codes: what each means in the APIs, and how clients handle it. */
export const ERROR_CODES = {
  BAD_REQUEST: { status: 400, error: 'Bad Request', message: 'The request could not be read.' },
  UNAUTHENTICATED: {
    status: 401,
    error: 'Not Signed In',
    message: 'A valid key or session is needed.',
    saidAs: 'SESSION_EXPIRED',
  },
  FORBIDDEN: { status: 403, error: 'Forbidden', message: 'This key may not do that.', final: true },
  ORIGIN_REFUSED: { status: 403, error: 'Forbidden', message: 'The request did not come from these screens.' },
  NOT_FOUND: {
    status: 404,
    error: 'Not Found',
    message: 'There is nothing with this address or id.',
    final: true,
    standsForStatus: true,
  },
  METHOD_NOT_ALLOWED: { status: 405, error: 'Method Not Allowed', message: 'This address does not allow this method.' },
  CONFLICT: {
    status: 409,
    error: 'Conflict',
    message: 'This is not possible in the current state.',
    final: true,
    remedy: 'leave',
    standsForStatus: true,
  },
  BODY_TOO_LARGE: {
    status: 413,
    error: 'Too Large',
    message: 'The request body is too large.',
    saidAs: 'FILE_TOO_LARGE',
  },
  RANGE_NOT_SATISFIABLE: {
    status: 416,
    error: 'Range Not Satisfiable',
    message: 'The file has no such bytes.',
  },
  VALIDATION_FAILED: {
    status: 422,
    error: 'Validation Failed',
    message: 'Some values are not valid.',
    final: true,
    standsForStatus: true,
  },
  IDEMPOTENCY_KEY_REUSED: {
    status: 422,
    error: 'Idempotency Key Reused',
    message: 'This Idempotency-Key belongs to another request. Send this one with a key of its own.',
    final: true,
  },
  FORM_SCHEMA_INVALID: { status: 422, error: 'Form Schema Invalid', message: 'The form_schema is invalid.' },
  TOO_MANY_REQUESTS: {
    status: 429,
    error: 'Too Many Requests',
    message: 'There were too many requests in a short time. Please try again after the time in Retry-After.',
    retryAllowed: true,
    retryAfter: 60,
    transient: true,
    remedy: 'again',
    standsForStatus: true,
  },
  INTERNAL: {
    status: 500,
    error: 'Internal Error',
    message: 'Something went wrong on our side. Please try again.',
    retryAllowed: true,
    transient: true,
  },
  BACKEND_UNAVAILABLE: {
    status: 503,
    error: 'Unavailable',
    message: 'Verification is not reachable at the moment. Please try again shortly.',
    retryAllowed: true,
    retryAfter: 5,
    transient: true,
    remedy: 'again',
  },
  NOT_SET_UP: {
    status: 503,
    error: 'Not Set Up',
    message: 'Verification has not been set up yet: the brand has no step templates.',
    contactSupport: true,
  },

  TOKEN_MISSING: { status: 401, error: 'Token Missing', message: 'The link has no token.' },
  TOKEN_MALFORMED: { status: 401, error: 'Token Malformed', message: 'The token is damaged or incomplete.' },
  TOKEN_INVALID: { status: 401, error: 'Token Invalid', message: 'The token is unknown.' },
  TOKEN_EXPIRED: { status: 401, error: 'Token Expired', message: 'The token has expired.' },
  TOKEN_USED: { status: 401, error: 'Token Used', message: 'The token has already been used.' },
  SESSION_EXPIRED: { status: 401, error: 'Session Ended', message: 'The session has ended.', remedy: 'leave' },

  UPLOAD_FAILED: {
    status: 400,
    error: 'Upload Failed',
    message: 'Document upload failed. Please try again.',
    retryAllowed: true,
    transient: true,
    remedy: 'again',
  },
  UPLOAD_INCOMPLETE: {
    status: 409,
    error: 'Upload Incomplete',
    message: 'Parts of the file have not arrived yet.',
    retryAllowed: true,
    transient: true,
  },
  CHECKSUM_MISMATCH: {
    status: 422,
    error: 'Upload Failed',
    message: 'The file was changed on the way. Please send it again.',
    retryAllowed: true,
  },
  FILE_MISSING: { status: 400, error: 'Upload Failed', message: 'The request contains no file.', retryAllowed: true },
  FILE_EMPTY: {
    status: 422,
    error: 'Upload Failed',
    message: 'The file is empty.',
    retryAllowed: true,
    remedy: 'another',
  },
  FILE_TOO_LARGE: {
    status: 413,
    error: 'Upload Failed',
    message: `The file is larger than ${MAX_FILE_SIZE}.`,
    retryAllowed: true,
    suggestions: ['newPhoto', 'fewerPages'],
    remedy: 'another',
    standsForStatus: true,
  },
  FILE_TYPE_NOT_ALLOWED: {
    status: 415,
    error: 'Upload Failed',
    message: 'Only JPEG, PNG, HEIC and PDF files are accepted.',
    retryAllowed: true,
    suggestions: ['photoInstead', 'asPdf'],
    remedy: 'another',
    standsForStatus: true,
  },
  FILE_TYPE_MISMATCH: {
    status: 422,
    error: 'Upload Failed',
    message: 'The content of the file does not match its name.',
    retryAllowed: true,
    suggestions: ['originalFile', 'photoInstead'],
    remedy: 'another',
  },
  FILE_CORRUPTED: {
    status: 422,
    error: 'Upload Failed',
    message: 'The file is damaged and cannot be opened.',
    retryAllowed: true,
    suggestions: ['originalFile', 'newPhoto'],
    remedy: 'another',
  },
  FILE_ENCRYPTED: {
    status: 422,
    error: 'Upload Failed',
    message: 'The PDF is protected by a password.',
    retryAllowed: true,
    suggestions: ['withoutPassword', 'photoOfPage'],
    remedy: 'another',
  },
  PICTURE_TOO_LARGE: {
    status: 422,
    error: 'Upload Failed',
    message: 'The picture has more pixels than can be processed.',
    retryAllowed: true,
    suggestions: ['newPhoto'],
    remedy: 'another',
  },
  FILE_INFECTED: {
    status: 422,
    error: 'File Infected',
    message: 'The scanner for malware found something in the file. Nobody can open it.',
    retryAllowed: true,
    suggestions: ['newPhoto'],
    remedy: 'another',
  },
  FILE_QUARANTINED: {
    status: 423,
    error: 'File In Quarantine',
    message:
      'The scanner for malware has not answered yet. Until it does nobody can open the file; it is asked again by itself.',
    retryAllowed: true,
    retryAfter: 60,
  },
  DOCUMENT_QUALITY_LOW: {
    status: 422,
    error: 'Document Quality',
    message: 'Document image quality is too low. Please upload a clearer image.',
    retryAllowed: true,
    suggestions: SUGGESTED.QUALITY_LOW,
  },
  DOCUMENTS_TOO_MANY: {
    status: 409,
    error: 'Too Many Documents',
    message: `No more than ${MAX_DOCUMENTS_PER_FIELD} documents can be put to one field of a step, with those that were replaced or removed.`,
    contactSupport: true,
    final: true,
    remedy: 'leave',
  },
  CODE_WRONG: { status: 422, error: 'Wrong Code', message: 'That is not the code.', retryAllowed: true },
  CODE_ENDED: {
    status: 422,
    error: 'Code Ended',
    message: 'The code is no longer valid. Please request a new one.',
    retryAllowed: true,
  },
  CODE_TOO_SOON: {
    status: 429,
    error: 'Too Many Codes',
    message: 'Please wait a little before requesting another code.',
    retryAllowed: true,
  },
  VERIFICATION_REJECTED: {
    status: 409,
    error: 'Verification Failed',
    message: 'Identity verification failed. Please contact support.',
    contactSupport: true,
    final: true,
    saidAs: 'CONFLICT',
  },
} as const satisfies Record<string, ErrorTerms>

export type ErrorCode = keyof typeof ERROR_CODES
export const ERROR_CODE_NAMES = Object.keys(ERROR_CODES) as [ErrorCode, ...ErrorCode[]]

/** An error code of the server, or the code for no answer. */
export type ClientErrorCode = ErrorCode | typeof NO_ANSWER.code

type ClientTerms = Partial<ErrorTerms> & { readonly saidAs?: ErrorCode }
const CLIENT_TERMS: Readonly<Record<ClientErrorCode, ClientTerms>> = {
  ...ERROR_CODES,
  NETWORK: { transient: true, remedy: 'again' },
}

/** How a client handles a code. Empty for unknown codes from a newer server. */
export function clientTerms(code: ClientErrorCode): ClientTerms {
  return CLIENT_TERMS[code] ?? {}
}

/** The code for an answer without one, by its HTTP status. Null when no code stands for that status. */
export function codeOfStatus(status: number): ErrorCode | null {
  const terms: Readonly<Record<ErrorCode, ErrorTerms>> = ERROR_CODES
  return ERROR_CODE_NAMES.find((code) => terms[code].status === status && terms[code].standsForStatus) ?? null
}

/** The codes for which the upload screen has a text, under `capture.failures.<code>`. */
export type UploadSentence =
  | { [Code in ErrorCode]: (typeof ERROR_CODES)[Code] extends { remedy: Remedy } ? Code : never }[ErrorCode]
  | typeof NO_ANSWER.code

/** The problems that prevent the screens from opening. Each has a text under `token.<code>`. */
export const SCREEN_PROBLEMS = [
  'TOKEN_MISSING',
  'TOKEN_MALFORMED',
  'TOKEN_INVALID',
  'TOKEN_EXPIRED',
  'TOKEN_USED',
  'SESSION_EXPIRED',
  'BACKEND_UNAVAILABLE',
  'TOO_MANY_REQUESTS',
  'NOT_SET_UP',
] as const satisfies readonly ErrorCode[]
export type ScreenProblem = (typeof SCREEN_PROBLEMS)[number]
