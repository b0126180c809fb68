import { z } from 'zod'
import { ERROR_CODE_NAMES, ERROR_CODES, type ErrorCode, type ErrorTerms } from './error-codes'
import { REASON_CODES, type ReasonCode } from './messages/reasons'
import { suggestionTexts } from './pictures/suggestions'

/** A field error: the path (`answers.first_name`, `form_schema.sections[0]`), a code and a message. */
export const fieldErrorSchema = z
  .object({ path: z.string(), code: z.string(), message: z.string() })
  .meta({ id: 'FieldError' })
export type FieldError = z.infer<typeof fieldErrorSchema>

/** The body of every error response (docs/requirements/ctrader.md). */
export const errorBodySchema = z
  .object({
    error: z.string(),
    message: z.string(),
    code: z.enum(ERROR_CODE_NAMES),
    retryAllowed: z.boolean().optional(),
    suggestions: z.array(z.string()).optional(),
    reason: z.string().optional(),
    /** With VERIFICATION_REJECTED: the reviewer's reason, which the screens say in the person's language. */
    reasonCode: z.enum(REASON_CODES).optional(),
    contactSupport: z.boolean().optional(),
    field: z.string().optional(),
    faults: z.array(fieldErrorSchema).optional(),
    requestId: z.string(),
  })
  .meta({ id: 'Error' })
export type ErrorBody = z.infer<typeof errorBodySchema>

export type ErrorDetails = {
  /** A more precise message than that in the table. Never contains personal data. */
  message?: string
  reason?: string
  reasonCode?: ReasonCode
  field?: string
  faults?: FieldError[]
  suggestions?: readonly string[]
  /** In seconds, where it is not the table's. */
  retryAfter?: number
  cause?: unknown
}

/** A refusal that the caller can act on. It rolls back a transaction and becomes an `ErrorBody` in the response. */
export class KycError extends Error {
  override readonly name = 'KycError'

  /** Compares names, not classes: routes are bundled separately, so each bundle has its own class. */
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

/** A failure whose message is our own, for operators: it tells nothing of a person, so the log may have it. */
export class Fault extends Error {
  readonly ownWords = true
}

/** Whether an operator should know: a bug, or something that the server needs and does not have. */
export function isFailure(thrown: unknown): boolean {
  return !(thrown instanceof KycError) || thrown.code === 'INTERNAL' || thrown.code === 'BACKEND_UNAVAILABLE'
}

/** The response body for an error. */
export function errorBody(error: KycError, requestId: string): ErrorBody {
  const terms: ErrorTerms = ERROR_CODES[error.code]
  const { reason, reasonCode, field, faults } = error.details
  const suggestions = error.details.suggestions ?? (terms.suggestions && suggestionTexts(terms.suggestions))
  return {
    error: terms.error,
    message: error.message,
    code: error.code,
    ...(terms.retryAllowed && { retryAllowed: true }),
    ...(terms.contactSupport && { contactSupport: true }),
    ...(suggestions && { suggestions: [...suggestions] }),
    ...(reason && { reason }),
    ...(reasonCode && { reasonCode }),
    ...((field ?? faults?.[0]?.path) && { field: field ?? faults?.[0]?.path }),
    ...(faults && { faults }),
    requestId,
  }
}

/** The HTTP response for an error. Anything but a `KycError` is a bug and is answered with `INTERNAL`. */
export function errorResponse(thrown: unknown, requestId: string = crypto.randomUUID()): Response {
  const error = thrown instanceof KycError ? thrown : new KycError('INTERNAL', { cause: thrown })
  const terms: ErrorTerms = ERROR_CODES[error.code]
  const retryAfter = error.details.retryAfter ?? terms.retryAfter
  return Response.json(errorBody(error, requestId), {
    status: terms.status,
    headers: {
      'cache-control': 'no-store',
      ...(retryAfter !== undefined && { 'retry-after': String(Math.ceil(retryAfter)) }),
    },
  })
}

/** A `VALIDATION_FAILED` error with a field error for each zod issue. `root` is prepended to every path. */
export function validationError(error: z.ZodError, root = ''): KycError {
  return new KycError('VALIDATION_FAILED', { faults: fieldErrorsOf(error, root) })
}

/**
 * Converts zod issues to field errors, with paths like `a.b[0].c`. What is missing is `required`, if the input is reported.
 */
export function fieldErrorsOf(error: z.ZodError, root = ''): FieldError[] {
  return error.issues.flatMap((issue) => {
    const paths = issue.code === 'unrecognized_keys' ? issue.keys.map((key) => [...issue.path, key]) : [issue.path]
    return paths.map((path) => ({ path: pathText(path, root), code: codeOf(issue), message: messageOf(issue) }))
  })
}

/** What is wrong; where one of several forms is possible, what each of them asks for, instead of only "Invalid input". */
function messageOf(issue: z.core.$ZodIssue): string {
  if (issue.code !== 'invalid_union' || issue.message !== 'Invalid input') return issue.message
  const asked = issue.errors.flatMap(([first]) => (first ? [inWords(first)] : []))
  return asked.length > 0 ? `Invalid input: ${[...new Set(asked)].join(', or ')}` : issue.message
}

function inWords(issue: z.core.$ZodIssue): string {
  const message = messageOf(issue).replace(/^Invalid (input|option): /, '')
  return issue.path.length > 0 ? `${message} at ${pathText(issue.path, '')}` : message
}

function codeOf(issue: z.core.$ZodIssue): string {
  if (issue.code === 'custom') return String(issue.params?.code ?? issue.code)
  const isMissing = 'input' in issue && (issue.input ?? null) === null
  return isMissing ? 'required' : issue.code
}

function pathText(path: readonly PropertyKey[], root: string): string {
  return path.reduce<string>((text, part) => {
    if (typeof part === 'number') return `${text}[${part}]`
    return text === '' ? String(part) : `${text}.${String(part)}`
  }, root)
}
