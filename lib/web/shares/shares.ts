import 'server-only'
import type { Pool } from 'pg'
import { RateLimiterMemory, RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible'
import { KycError } from '@/lib/contract/errors'

/** Bytes are counted in these: a day's would not fit the column's 32 bits. */
export const KILOBYTE = 1024
const MB = (1024 * 1024) / KILOBYTE
const MINUTE = 60

/**
 * What one person, or one address, may take of what everybody shares. Each is several times what somebody needs who does it
 * all twice, and a fraction of what would be felt by others. Seconds.
 */
const SHARES = {
  /** Tokens that nobody knows, by address: each may cost a call to the broker's CRM. */
  refusedTokens: { points: 60, duration: 10 * MINUTE },
  /** Keys that nobody has, by address. */
  refusedKeys: { points: 100, duration: 10 * MINUTE },
  /** Requests of a session, at each instance: what they take is its time. */
  requests: { points: 1_500, duration: MINUTE },
  /** Kilobytes on their way, in a burst and in a day: what nobody goes on with is kept for a day. */
  uploaded: { points: 500 * MB, duration: 10 * MINUTE },
  uploadedInADay: { points: 2_000 * MB, duration: 24 * 60 * MINUTE },
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

/**
 * Counts who takes what.
 * @param pool a Postgres that all instances share, whose table `shares` they count in. Without one, or while it does not
 * answer, each counts for itself.
 */
export function createShares(pool: Pool | null) {
  const limiters = Object.fromEntries(
    Object.entries(SHARES).map(([share, limit]) => {
      const counted = { keyPrefix: share, ...limit }
      const own = new RateLimiterMemory(counted)
      if (!pool || share === 'requests') return [share, own]
      const store = { storeClient: pool, storeType: 'pool', tableName: 'shares', tableCreated: true }
      return [share, new RateLimiterPostgres({ ...counted, ...store, insuranceLimiter: own })]
    }),
  ) as Record<Share, RateLimiterMemory | RateLimiterPostgres>

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
