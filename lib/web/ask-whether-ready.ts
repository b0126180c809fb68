import { Fault } from '@/lib/contract/errors'
import 'server-only'
import { setTimeout } from 'node:timers/promises'

type Check = {
  /** Throws, or hangs, where what is asked cannot be used. */
  ask: () => Promise<unknown>
  /** Without it nobody can be served; what else fails is made up for later. */
  vital: boolean
  /** So long a good answer is given again: anybody may ask, and asking costs. In milliseconds. */
  keepMs: number
}
export type Readiness = { ok: boolean; checks: Record<string, 'ok' | 'failed'> }

type ReadinessWith = {
  checks: Record<string, Check>
  /** Called with why a check failed. */
  report: (check: string, error: unknown) => void
  /** Whoever hangs longer has failed, in milliseconds. */
  patienceMs: number
  /** So long a bad answer is given again, in milliseconds. */
  keepBadMs: number
}

/** Makes what says whether requests can be served now: it asks everything that they need, at once. */
export function createReadiness({ checks, report, patienceMs, keepBadMs }: ReadinessWith): () => Promise<Readiness> {
  const known = new Map<string, { until: number; outcome: Promise<'ok' | 'failed'> }>()

  async function outcomeOf(name: string, { ask }: Check): Promise<'ok' | 'failed'> {
    const late = new AbortController()
    const patience = setTimeout(patienceMs, undefined, { signal: late.signal }).then(() => {
      throw new Fault(`No answer within ${patienceMs} ms`)
    })
    try {
      await Promise.race([ask(), patience])
      return 'ok'
    } catch (error) {
      report(name, error)
      return 'failed'
    } finally {
      late.abort()
      patience.catch(() => {})
    }
  }

  /** As it was found lately, or is found now. */
  function lately(name: string, check: Check): Promise<'ok' | 'failed'> {
    const before = known.get(name)
    if (before && performance.now() < before.until) return before.outcome
    const outcome = outcomeOf(name, check)
    const found = { until: Number.POSITIVE_INFINITY, outcome }
    known.set(name, found)
    void outcome.then((is) => {
      found.until = performance.now() + (is === 'ok' ? check.keepMs : keepBadMs)
    })
    return outcome
  }

  return async () => {
    const asked = Object.entries(checks).map(async ([name, check]) => [name, await lately(name, check)] as const)
    const outcomes = Object.fromEntries(await Promise.all(asked))
    return {
      ok: Object.keys(checks).every((name) => outcomes[name] === 'ok' || !checks[name]?.vital),
      checks: outcomes,
    }
  }
}
