import type { Log } from './log'
import { routeOf } from './route-of'

/**
 * What the framework says of itself, as lines of the log. Its own words are left out, because they quote what was asked for; an
 * error that it both reports and prints is told once.
 */
export function createFrameworkErrors(log: Log) {
  const told = new WeakSet<Error>()
  function tell(level: keyof Log, error: unknown, facts: object): void {
    if (error instanceof Error && told.has(error)) return
    if (error instanceof Error) told.add(error)
    log[level]({ ...facts, ...(error !== undefined && { err: error }) }, 'the framework reported')
  }
  return {
    /** An error while the framework served a request. */
    report: (error: unknown, { method, route }: { method: string; route: string }) =>
      tell('error', error, { method, route: routeOf(route) }),
    /** From now on whatever is printed to this console is a line of the log. */
    capture(console: Pick<Console, 'error' | 'warn' | 'info' | 'log' | 'debug'>): void {
      const levels = { error: 'error', warn: 'warn', info: 'info', log: 'info', debug: 'info' } as const
      for (const [name, level] of Object.entries(levels) as [keyof typeof levels, keyof Log][])
        console[name] = (...said: unknown[]) =>
          tell(
            level,
            said.find((it) => it instanceof Error),
            {},
          )
    },
  }
}
