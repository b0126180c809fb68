/** So many failures in a row open it; so long it stays open, doubling each time up to the longest. */
const FAILURES = 5
const FIRST_OPEN_MS = 5_000
const LONGEST_OPEN_MS = 60_000

export type Breaker = {
  /** How many of `free` places may be used now: none while it is open, then one, to find out whether it may close. */
  allowance: (free: number, running: number, now: Date) => number
  succeeded: () => void
  failed: (now: Date) => void
}

/**
 * Spares a receiver that is down: after a few failures in a row it is left alone for a while, then asked with a single
 * job. Each kind of job has one receiver, and so a breaker of its own.
 */
export function createBreaker(): Breaker {
  let failures = 0
  let openFor = FIRST_OPEN_MS
  let openUntil: Date | null = null

  return {
    allowance(free, running, now) {
      if (openUntil === null) return free
      return openUntil <= now && running === 0 ? Math.min(free, 1) : 0
    },
    succeeded() {
      failures = 0
      openFor = FIRST_OPEN_MS
      openUntil = null
    },
    failed(now) {
      failures += 1
      // What was under way when it opened says nothing new.
      const isOpen = openUntil !== null && openUntil > now
      if (failures < FAILURES || isOpen) return
      openUntil = new Date(now.getTime() + openFor)
      openFor = Math.min(openFor * 2, LONGEST_OPEN_MS)
    },
  }
}
