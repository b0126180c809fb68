import type { ZodError } from 'zod'
import type { CustomerKey, Identity } from '@/lib/contract/customer'
import type { ScreenProblem } from '@/lib/contract/error-codes'
import { fieldErrorsOf } from '@/lib/contract/errors'
import type { UploadScope } from '@/lib/contract/host/handoff'
import type { RequestableLevel } from '@/lib/contract/levels/levels'

/** Why a token does not open the screens. */
export type TokenRefusal = Exclude<ScreenProblem, 'SESSION_EXPIRED'>

export type Redemption =
  /** `scope`: the one thing that the session may do; null for everything. */
  | { ok: true; identity: Identity; level: RequestableLevel | null; scope?: UploadScope | null }
  /**
   * `customer`: whose token it was, where the contract tells. `why`: for the operator, where they or the sender of the token have
   * something to change; it tells nothing of the person.
   */
  | { ok: false; code: TokenRefusal; customer: CustomerKey | null; why?: string }

/** The same where the redeemer has nothing more to say of it. */
export const WHY: Record<TokenRefusal, string> = {
  TOKEN_MISSING: 'there was none',
  TOKEN_MALFORMED: 'it does not have the form of one',
  TOKEN_INVALID: 'nobody knows it',
  TOKEN_EXPIRED: 'its time is over',
  TOKEN_USED: 'it was used before',
  TOO_MANY_REQUESTS: 'many others were, from the same address',
  BACKEND_UNAVAILABLE: 'nobody could be asked about it',
  NOT_SET_UP: 'there is nothing to fill in',
}

/** Tells the operator why a token was refused; nothing of the token, nor of whose it is. */
export type ReportRefusal = (
  facts: { code: TokenRefusal; kind?: string; brand?: string; err?: unknown },
  why: string,
) => void

/** Nobody can say whose token it is now. It may be tried again. */
export const unavailable = (why: string) => ({ ok: false, code: 'BACKEND_UNAVAILABLE', customer: null, why }) as const

/** What of an answer, or of claims, is not as the contract has it; without what was sent. */
export function mismatchOf(error: ZodError): string {
  return fieldErrorsOf(error)
    .map(({ path, message }) => `${path || 'the whole'}: ${message}`)
    .join('; ')
}

/** What went wrong with a request, in a line; Node keeps the cause of a failed connection apart. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  // Its own message quotes what came, which may name a person.
  if (error instanceof SyntaxError) return 'the answer is not JSON'
  const { message, cause } = error
  return cause instanceof Error ? `${message} (${reasonOf(cause) || String(Reflect.get(cause, 'code'))})` : message
}

/** Spends a one-time token. One adapter per published contract; after it there is one path. */
export type Redeemer = (token: string) => Promise<Redemption>
