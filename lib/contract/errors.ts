import { z } from 'zod'

type CodeTerms = {
  /** HTTP status of the answer that carries the code. */
  readonly status: number
  /** Short title: the `error` of seed 1's error body. */
  readonly error: string
  /** The sentence for a developer or, where the screens have no own wording, for the person. */
  readonly message: string
  readonly retryAllowed?: boolean
  readonly contactSupport?: boolean
  readonly suggestions?: readonly string[]
}

/** The one list of error codes. What a trader reads is `messages/<language>.json` under `errors.<code>`. */
export const ERROR_CODES = {
  BAD_REQUEST: { status: 400, error: 'Bad Request', message: 'The request could not be read.' },
  UNAUTHENTICATED: { status: 401, error: 'Not Signed In', message: 'A valid key or session is needed.' },
  FORBIDDEN: { status: 403, error: 'Forbidden', message: 'This key may not do that.' },
  ORIGIN_REFUSED: { status: 403, error: 'Forbidden', message: 'The request did not come from these screens.' },
  NOT_FOUND: { status: 404, error: 'Not Found', message: 'There is nothing here under that name.' },
  METHOD_NOT_ALLOWED: { status: 405, error: 'Method Not Allowed', message: 'This address does not take that method.' },
  CONFLICT: { status: 409, error: 'Conflict', message: 'That is not possible in the present state.' },
  BODY_TOO_LARGE: { status: 413, error: 'Too Large', message: 'The request body is too large.' },
  VALIDATION_FAILED: { status: 422, error: 'Validation Failed', message: 'Some values are not valid.' },
  FORM_SCHEMA_INVALID: { status: 422, error: 'Form Schema Invalid', message: 'The form_schema breaks a rule.' },
  INTERNAL: {
    status: 500,
    error: 'Internal Error',
    message: 'Something went wrong on our side. Please try again.',
    retryAllowed: true,
  },
  BACKEND_UNAVAILABLE: {
    status: 503,
    error: 'Unavailable',
    message: 'Verification is not reachable at the moment. Please try again shortly.',
    retryAllowed: true,
  },

  TOKEN_MISSING: { status: 401, error: 'Token Missing', message: 'The link has no token.' },
  TOKEN_MALFORMED: { status: 401, error: 'Token Malformed', message: 'The token is damaged or incomplete.' },
  TOKEN_INVALID: { status: 401, error: 'Token Invalid', message: 'The token is not known.' },
  TOKEN_EXPIRED: { status: 401, error: 'Token Expired', message: 'The token has expired.' },
  TOKEN_USED: { status: 401, error: 'Token Used', message: 'The token has been used already.' },
  SESSION_EXPIRED: { status: 401, error: 'Session Ended', message: 'The session has ended.' },

  UPLOAD_FAILED: {
    status: 400,
    error: 'Upload Failed',
    message: 'Document upload failed. Please try again.',
    retryAllowed: true,
  },
  UPLOAD_INCOMPLETE: {
    status: 409,
    error: 'Upload Incomplete',
    message: 'Parts of the file have not arrived yet.',
    retryAllowed: true,
  },
  CHECKSUM_MISMATCH: {
    status: 422,
    error: 'Upload Failed',
    message: 'What arrived is not what was sent. Please send it again.',
    retryAllowed: true,
  },
  FILE_MISSING: { status: 400, error: 'Upload Failed', message: 'The request holds no file.', retryAllowed: true },
  FILE_EMPTY: { status: 422, error: 'Upload Failed', message: 'The file is empty.', retryAllowed: true },
  FILE_TOO_LARGE: {
    status: 413,
    error: 'Upload Failed',
    message: 'The file is larger than 25 MB.',
    retryAllowed: true,
    suggestions: ['Take a new photo', 'Send fewer pages'],
  },
  FILE_TYPE_NOT_ALLOWED: {
    status: 415,
    error: 'Upload Failed',
    message: 'Only JPEG, PNG, HEIC and PDF files are accepted.',
    retryAllowed: true,
    suggestions: ['Take a photo instead', 'Save the file as PDF'],
  },
  FILE_TYPE_MISMATCH: {
    status: 422,
    error: 'Upload Failed',
    message: 'The content of the file is not what its name says.',
    retryAllowed: true,
    suggestions: ['Choose the original file', 'Take a photo instead'],
  },
  FILE_CORRUPTED: {
    status: 422,
    error: 'Upload Failed',
    message: 'The file is damaged and cannot be opened.',
    retryAllowed: true,
    suggestions: ['Choose the original file', 'Take a new photo'],
  },
  FILE_ENCRYPTED: {
    status: 422,
    error: 'Upload Failed',
    message: 'The PDF is protected by a password.',
    retryAllowed: true,
    suggestions: ['Save it without a password', 'Take a photo of the page instead'],
  },
  PICTURE_TOO_LARGE: {
    status: 422,
    error: 'Upload Failed',
    message: 'The picture has more pixels than can be processed.',
    retryAllowed: true,
    suggestions: ['Take a new photo'],
  },
  DOCUMENT_QUALITY_LOW: {
    status: 422,
    error: 'Document Quality',
    message: 'Document image quality is too low. Please upload a clearer image.',
    retryAllowed: true,
    suggestions: ['Use better lighting', 'Ensure all text is readable', 'Avoid blurry images'],
  },
  CODE_WRONG: { status: 422, error: 'Wrong Code', message: 'That is not the code.', retryAllowed: true },
  CODE_ENDED: {
    status: 422,
    error: 'Code Ended',
    message: 'The code is no longer good. Please ask for a new one.',
    retryAllowed: true,
  },
  CODE_TOO_SOON: {
    status: 429,
    error: 'Too Many Codes',
    message: 'Please wait a little before asking for another code.',
    retryAllowed: true,
  },
  VERIFICATION_REJECTED: {
    status: 409,
    error: 'Verification Failed',
    message: 'Identity verification failed. Please contact support.',
    contactSupport: true,
  },
} as const satisfies Record<string, CodeTerms>

export type ErrorCode = keyof typeof ERROR_CODES
export const ERROR_CODE_NAMES = Object.keys(ERROR_CODES) as [ErrorCode, ...ErrorCode[]]

/** One fault of a request: where (`answers.first_name`, `form_schema.sections[0]`), which kind, and a sentence. */
export const faultSchema = z.object({ path: z.string(), code: z.string(), message: z.string() })
export type Fault = z.infer<typeof faultSchema>

/** Seed 1's error body, with what DESIGN adds: every error that crosses a wire has this shape. */
export const errorBodySchema = z.object({
  error: z.string(),
  message: z.string(),
  code: z.enum(ERROR_CODE_NAMES),
  retryAllowed: z.boolean().optional(),
  suggestions: z.array(z.string()).optional(),
  reason: z.string().optional(),
  contactSupport: z.boolean().optional(),
  field: z.string().optional(),
  faults: z.array(faultSchema).optional(),
  requestId: z.string(),
})
export type ErrorBody = z.infer<typeof errorBodySchema>

export type ErrorDetails = {
  /** Replaces the table's sentence where the case can be named more precisely; never personal data. */
  message?: string
  reason?: string
  field?: string
  faults?: Fault[]
  suggestions?: readonly string[]
  cause?: unknown
}

/** A refusal that the caller can act on. It rolls a transaction back, and becomes an `ErrorBody` at the edge. */
export class KycError extends Error {
  override readonly name = 'KycError'

  /** By name, not by class: routes are bundled apart, each with a copy of this class of its own. */
  static override [Symbol.hasInstance](value: unknown): boolean {
    return value instanceof Error && value.name === 'KycError' && 'code' in value
  }

  constructor(
    readonly code: ErrorCode,
    readonly details: ErrorDetails = {},
  ) {
    super(details.message ?? ERROR_CODES[code].message, { cause: details.cause })
  }
}

/** The body that answers `error`; the second half of the one place that renders errors is `errorResponse`. */
export function errorBody(error: KycError, requestId: string): ErrorBody {
  const terms: CodeTerms = ERROR_CODES[error.code]
  const { reason, field, faults, suggestions = terms.suggestions } = error.details
  return {
    error: terms.error,
    message: error.message,
    code: error.code,
    ...(terms.retryAllowed && { retryAllowed: true }),
    ...(terms.contactSupport && { contactSupport: true }),
    ...(suggestions && { suggestions: [...suggestions] }),
    ...(reason && { reason }),
    ...((field ?? faults?.[0]?.path) && { field: field ?? faults?.[0]?.path }),
    ...(faults && { faults }),
    requestId,
  }
}

/** Renders a refusal as HTTP. Anything that is no `KycError` is a bug and is answered as `INTERNAL`. */
export function errorResponse(thrown: unknown, requestId: string = crypto.randomUUID()): Response {
  const error = thrown instanceof KycError ? thrown : new KycError('INTERNAL', { cause: thrown })
  return Response.json(errorBody(error, requestId), {
    status: ERROR_CODES[error.code].status,
    headers: { 'cache-control': 'no-store' },
  })
}

/** A `VALIDATION_FAILED` that lists each zod issue under its path; `root` is put before every path. */
export function validationError(error: z.ZodError, root = ''): KycError {
  return new KycError('VALIDATION_FAILED', { faults: faultsOf(error, root) })
}

/** Zod's issues as faults, paths written as `a.b[0].c`. */
export function faultsOf(error: z.ZodError, root = ''): Fault[] {
  return error.issues.flatMap((issue) => {
    const paths = issue.code === 'unrecognized_keys' ? issue.keys.map((key) => [...issue.path, key]) : [issue.path]
    return paths.map((path) => ({ path: pathText(path, root), code: issue.code, message: issue.message }))
  })
}

function pathText(path: readonly PropertyKey[], root: string): string {
  return path.reduce<string>((text, part) => {
    if (typeof part === 'number') return `${text}[${part}]`
    return text === '' ? String(part) : `${text}.${String(part)}`
  }, root)
}
