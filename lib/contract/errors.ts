import { z } from 'zod'
import { ERROR_CODE_NAMES, ERROR_CODES, type ErrorCode, type ErrorTerms } from './error-codes'
import { suggestionTexts } from './pictures/suggestions'

/** One value of a request that is not valid: where (`answers.first_name`, `form_schema.sections[0]`), which kind, and a sentence. */
export const fieldErrorSchema = z.object({ path: z.string(), code: z.string(), message: z.string() })
export type FieldError = z.infer<typeof fieldErrorSchema>

/** Every error that crosses a wire has this shape (docs/requirements/ctrader.md). */
export const errorBodySchema = z.object({
  error: z.string(),
  message: z.string(),
  code: z.enum(ERROR_CODE_NAMES),
  retryAllowed: z.boolean().optional(),
  suggestions: z.array(z.string()).optional(),
  reason: z.string().optional(),
  contactSupport: z.boolean().optional(),
  field: z.string().optional(),
  faults: z.array(fieldErrorSchema).optional(),
  requestId: z.string(),
})
export type ErrorBody = z.infer<typeof errorBodySchema>

export type ErrorDetails = {
  /** Replaces the table's sentence where the case can be named more precisely; never personal data. */
  message?: string
  reason?: string
  field?: string
  faults?: FieldError[]
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
  const terms: ErrorTerms = ERROR_CODES[error.code]
  const { reason, field, faults } = error.details
  const suggestions = error.details.suggestions ?? (terms.suggestions && suggestionTexts(terms.suggestions))
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
  return new KycError('VALIDATION_FAILED', { faults: fieldErrorsOf(error, root) })
}

/** Zod's issues as field errors, paths written as `a.b[0].c`. */
export function fieldErrorsOf(error: z.ZodError, root = ''): FieldError[] {
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
