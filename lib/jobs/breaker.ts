/** So many failures in a row open it; so long it stays open, doubling each time up to the longest. */
const FAILURES = 5
const FIRST_OPEN_MS = 5_000
const LONGEST_OPEN_MS = 60_000

export type Breaker = {
  /** How many of `free` places may be used now: none while it is open, one to find out whether it may close. */
  allowance: (free: number, running: number, now: Date) => number
  succeeded: () => void
  failed: (now: Date) => void
  /** When it stops being open; null when it is not. */
  opensUntil: () => Date | null
}

/**
 * Spares a receiver that is down: after a few failures in a row it is left alone for a while, then asked with a single
 * job. One kind of job has one receiver, so that each kind has a breaker of its own.
 */
export function createBreaker(): Breaker {
  let failures = 0
  let openFor = FIRST_OPEN_MS
  let until: Date | null = null

  return {
    allowance(free, running, now) {
      if (until === null) return free
      return until <= now && running === 0 ? Math.min(free, 1) : 0
    },
    succeeded() {
      failures = 0
      openFor = FIRST_OPEN_MS
      until = null
    },
    failed(now) {
      failures += 1
      if (failures < FAILURES) return
      until = new Date(now.getTime() + openFor)
      openFor = Math.min(openFor * 2, LONGEST_OPEN_MS)
    },
    opensUntil: () => until,
  }
}
