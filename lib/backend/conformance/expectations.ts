import { ERROR_CODES, type ErrorCode } from '@/lib/contract/error-codes'
import type { Result } from '../port'

/** What was expected of a request, in words for whoever builds the backend. */
class UnmetExpectation extends Error {
  constructor(
    readonly expected: string,
    instead: string,
    cause?: unknown,
  ) {
    super(`expected ${expected}, but ${instead}`, { cause })
  }
}

/** How the report of `npm run verify-backend` names the expected answer of an accepted request. */
export const ACCEPTED = 'that it is accepted'

/** The value of a request that has to be accepted. */
export function accepted<Value>(result: Result<Value>): Value {
  if (result.ok) return result.value
  throw new UnmetExpectation(ACCEPTED, `${result.error.code}: ${result.error.message}`, result.error)
}

/** The refusal of a request that has to be refused with one of these codes. */
export function refused(result: Result<unknown>, ...codes: [ErrorCode, ...ErrorCode[]]) {
  const expected = codes.map((code) => `${ERROR_CODES[code].status} ${code}`).join(' or ')
  if (result.ok) throw new UnmetExpectation(expected, 'it was accepted')
  if (!codes.includes(result.error.code)) throw new UnmetExpectation(expected, result.error.code, result.error)
  return result.error
}

/** The refusal of a request that has to be refused because of the value at `path`. */
export function refusedAt(result: Result<unknown>, path: string) {
  const error = refused(result, 'VALIDATION_FAILED')
  const paths = error.details.faults?.map((fault) => fault.path) ?? []
  if (!paths.includes(path))
    throw new UnmetExpectation(
      ...([`422 VALIDATION_FAILED with a fault at ${path}`, `the faults are at ${paths}`] as const),
    )
}
