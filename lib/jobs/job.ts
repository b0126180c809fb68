import type { z } from 'zod'
import type { JobKind } from './kinds'

/** One kind of job: what it takes, how it is tried, and what it does. `Services` is what its handler works with. */
export type Job<Services, Kind extends JobKind = JobKind, Input = unknown> = {
  readonly kind: Kind
  readonly input: z.ZodType<Input>
  /** So many failed attempts make it a dead letter. */
  readonly attempts: number
  /** So long after it was asked for it is a dead letter, in milliseconds. Without it only attempts count. */
  readonly within?: number
  /** More than any attempt takes, in milliseconds. An instance that ends in the middle of one leaves it to the others after this. */
  readonly takesAtMost: number
  /** It recurs: so many milliseconds after one run the next one is due. Its input is empty. */
  readonly every?: number
  /** Whether it stays when it is done, to be listed. */
  readonly kept?: boolean
  /** Does the work; whatever it throws is a failed attempt. May be run twice for one job: it must not mind. */
  handle(services: Services, input: Input, attempt: Attempt): Promise<void>
}

/** `id` stays the same over all attempts. */
export type Attempt = { readonly id: string; readonly customer_id: string; readonly attempt: number }

/** Thrown by a handler that was told when to come back: the next attempt waits at least so long. */
export class TryAgainAfter extends Error {
  override readonly name = 'TryAgainAfter'

  constructor(
    readonly milliseconds: number,
    message: string,
  ) {
    super(message)
  }
}

/** A job as one value: kind, input, terms and handler. */
export function defineJob<Services, Kind extends JobKind, Input>(
  job: Job<Services, Kind, Input>,
): Job<Services, Kind, Input> {
  return job
}

const FIRST_RETRY_MS = 2_000
const LAST_RETRY_MS = 3_600_000

/** Milliseconds until the attempt after `attempts` failed ones: doubling, with up to a fifth of jitter, at most an hour. */
export function retryDelay(attempts: number, random: () => number = Math.random): number {
  const delay = Math.min(FIRST_RETRY_MS * 2 ** (attempts - 1), LAST_RETRY_MS)
  return Math.round(delay * (1 - random() / 5))
}
