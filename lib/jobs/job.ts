import type { z } from 'zod'
import type { JobKind } from './kinds'

/** One kind of job: its input, its retry policy and its handler. `Services` are the dependencies of the handler. */
export type Job<Services, Kind extends JobKind = JobKind, Input = unknown> = {
  readonly kind: Kind
  readonly input: z.ZodType<Input>
  /** After this many failed attempts it becomes a dead letter. */
  readonly maxAttempts: number
  /** It becomes a dead letter this many milliseconds after it was enqueued. Without it, only the attempts count. */
  readonly giveUpAfter?: number
  /**
   * How long a claim holds, in milliseconds; longer than any attempt takes, unless it is renewed. When an instance ends in the middle of an
   * attempt, another one may claim the job after this.
   */
  readonly claimFor: number
  /**
   * For an attempt that may take long: while it runs its claim is renewed, for this many milliseconds at most. So
   * another instance waits for `claimFor` only when one has ended, and not for the longest attempt.
   */
  readonly renewFor?: number
  /** Makes the job recur: the next run is due this many milliseconds after the last one. Its input is empty. */
  readonly every?: number
  /** Keeps finished jobs in the table, so that they can be listed. */
  readonly keepWhenDone?: boolean
  /** Does the work. Anything it throws is a failed attempt. Must be idempotent: it may run twice for one job. */
  handle(services: Services, input: Input, attempt: Attempt): Promise<void>
  /** Says where it matters that nothing came of it, when it has become a dead letter. */
  gaveUp?(services: Services, input: Input): Promise<void>
}

/** `id` is the same for all attempts of a job. */
export type Attempt = {
  readonly id: string
  readonly brand: string
  readonly customer_id: string
  readonly attempt: number
}

/** Thrown by a handler to delay the next attempt by at least this long. */
export class RetryAfter extends Error {
  override readonly name = 'RetryAfter'
  /** See `Fault` of the contract. */
  readonly ownWords = true

  constructor(
    readonly milliseconds: number,
    message: string,
  ) {
    super(message)
  }
}

/** Thrown by a handler whose receiver works, and will never take this: it becomes a dead letter at once. */
export class Rejected extends Error {
  override readonly name = 'Rejected'
  /** See `Fault` of the contract. */
  readonly ownWords = true
}

/** Defines a job as one value: kind, input, retry policy and handler. */
export function defineJob<Services, Kind extends JobKind, Input>(
  job: Job<Services, Kind, Input>,
): Job<Services, Kind, Input> {
  return job
}

const FIRST_RETRY_MS = 2_000
const MAX_RETRY_MS = 3_600_000

/**
 * Milliseconds to wait after `attempts` failed attempts: exponential backoff with up to 20 % of jitter, at most an
 * hour.
 */
export function retryDelay(attempts: number, random: () => number = Math.random): number {
  const delay = Math.min(FIRST_RETRY_MS * 2 ** (attempts - 1), MAX_RETRY_MS)
  return Math.round(delay * (1 - random() / 5))
}
