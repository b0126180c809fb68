import 'server-only'
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import { KycError } from '@/lib/contract/errors'

const MB = 1024 * 1024
const MINUTE = 60

/**
 * What one person, or one address, may take of what everybody shares. Each is several times what somebody needs who does it
 * all twice, and a fraction of what would be felt by others. Seconds; counted in each instance by itself.
 */
const SHARES = {
  /** Tokens that nobody knows, by address: each may cost a call to the broker's CRM. */
  refusedTokens: { points: 60, duration: 10 * MINUTE },
  /** Keys that nobody has, by address. */
  refusedKeys: { points: 100, duration: 10 * MINUTE },
  /** Requests of a session. */
  requests: { points: 1_500, duration: MINUTE },
  /** Bytes on their way, in a burst and in a day: what nobody goes on with is kept for a day. */
  uploadedBytes: { points: 500 * MB, duration: 10 * MINUTE },
  uploadedBytesOfADay: { points: 2_000 * MB, duration: 24 * 60 * MINUTE },
  /** Files that are put together, opened and stored. */
  uploads: { points: 60, duration: 30 * MINUTE },
  /** Documents put to fields. */
  documents: { points: 60, duration: 30 * MINUTE },
  /** Links for a phone. */
  handoffs: { points: 20, duration: 10 * MINUTE },
  /** Answers submitted, levels asked for, and other changes that somebody is told of. */
  changes: { points: 120, duration: 10 * MINUTE },
} as const
export type Share = keyof typeof SHARES

/** Counts who takes what. */
export function createShares() {
  const limiters = Object.fromEntries(
    Object.entries(SHARES).map(([share, limit]) => [share, new RateLimiterMemory({ keyPrefix: share, ...limit })]),
  ) as Record<Share, RateLimiterMemory>

  return {
    /** Takes some of a share. Throws TOO_MANY_REQUESTS, with when there will be more, once it is used up. */
    async take(share: Share, whose: string, amount = 1): Promise<void> {
      try {
        await limiters[share].consume(whose, amount)
      } catch (refused) {
        if (!(refused instanceof RateLimiterRes)) throw refused
        throw usedUp(refused)
      }
    },

    /** Throws TOO_MANY_REQUESTS where a share is used up, and takes nothing of it. */
    async requireLeft(share: Share, whose: string): Promise<void> {
      const used = await limiters[share].get(whose)
      if (used && used.consumedPoints >= SHARES[share].points) throw usedUp(used)
    },
  }
}

function usedUp({ msBeforeNext }: RateLimiterRes): KycError {
  return new KycError('TOO_MANY_REQUESTS', { retryAfter: msBeforeNext / 1_000 })
}
