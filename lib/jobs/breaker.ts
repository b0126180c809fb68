/** Failures in a row that open the breaker. */
const FAILURES = 5
/** How long it stays open: doubles each time, up to the maximum. */
const FIRST_OPEN_MS = 5_000
const MAX_OPEN_MS = 60_000

export type Breaker = {
  /** How many of `free` slots may be used now: none while it is open, then a single one, as a probe. */
  allowance: (free: number, running: number, now: Date) => number
  succeeded: () => void
  failed: (now: Date) => void
}

/**
 * A circuit breaker: spares a receiver that is down. After several failures in a row no jobs run for a while, then a
 * single one as a probe. Each receiver has a breaker of its own.
 */
export function createBreaker(): Breaker {
  let failures = 0
  let openFor = FIRST_OPEN_MS
  let openUntil: Date | null = null

  /** An end that lies further ahead than any pause was set by a clock that has been put back since. */
  function isOpen(now: Date): boolean {
    if (openUntil === null) return false
    const left = openUntil.getTime() - now.getTime()
    return left > 0 && left <= MAX_OPEN_MS
  }

  return {
    allowance(free, running, now) {
      if (openUntil === null) return free
      return !isOpen(now) && running === 0 ? Math.min(free, 1) : 0
    },
    succeeded() {
      failures = 0
      openFor = FIRST_OPEN_MS
      openUntil = null
    },
    failed(now) {
      failures += 1
      // Jobs that were already running when it opened do not count.
      if (failures < FAILURES || isOpen(now)) return
      openUntil = new Date(now.getTime() + openFor)
      openFor = Math.min(openFor * 2, MAX_OPEN_MS)
    },
  }
}
