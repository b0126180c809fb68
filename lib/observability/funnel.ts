import { LRUCache } from 'lru-cache'
import type { FunnelCount, FunnelPlace, FunnelStage } from '@/lib/contract/host/funnel'

/** So many sessions' places are known at a time; a session ends after four hours at most. */
const MOST_PLACES = 20_000
const KEPT_MS = 4 * 60 * 60_000

type Visit = { place: FunnelPlace; openedAt: number; stages: Set<FunnelStage> }

type FunnelWith = {
  /** Milliseconds of a clock that only runs forward. */
  now: () => number
  count: (passed: FunnelCount) => void
}

/**
 * Counts how far people come, by what the server sees anyway: a page that it renders, an answer that is saved or sent in. Whose
 * session it was is known here, in memory, so that each stage counts once; what is counted does not have it.
 */
export function createFunnel({ now, count }: FunnelWith) {
  const visits = new LRUCache<string, Visit>({ max: MOST_PLACES, ttl: KEPT_MS })

  function pass(visit: Visit, stage: FunnelStage): void {
    if (visit.stages.has(stage)) return
    visit.stages.add(stage)
    count({ ...visit.place, stage, seconds: Math.round((now() - visit.openedAt) / 1_000) })
  }

  return {
    /** A screen is shown to a session, with a step or without. */
    open(session: string, place: FunnelPlace, stepId: string | null): void {
      const key = keyOf(session, stepId ?? place.screen)
      const visit = visits.get(key) ?? { place, openedAt: now(), stages: new Set() }
      visits.set(key, visit)
      pass(visit, 'opened')
    },
    /** Something came of a step that was shown. Nothing is counted where it was shown by another instance, or before a restart. */
    proceed(session: string, stepId: string, stage: Exclude<FunnelStage, 'opened'>): void {
      const visit = visits.get(keyOf(session, stepId))
      if (!visit) return
      // Whoever sends in has begun, though no draft was saved between.
      if (stage === 'submitted') pass(visit, 'began')
      pass(visit, stage)
    },
  }
}

function keyOf(session: string, place: string): string {
  return `${session} ${place}`
}

/** How long counts wait for others of their kind: so a busy day costs a statement a few seconds, and not one a request. */
const GATHER_MS = 10_000

type GatherWith = {
  store: (counts: readonly (FunnelCount & { people: number })[]) => Promise<void>
  failed: (error: unknown) => void
}

/** Gathers counts, and stores them together. What cannot be stored now waits for the next time; what waits at the end is lost. */
export function createFunnelStore({ store, failed }: GatherWith) {
  let waiting = new Map<string, FunnelCount & { people: number }>()
  let timer: ReturnType<typeof setTimeout> | undefined

  function add(passed: FunnelCount & { people: number }): void {
    const { people, seconds, ...dimensions } = passed
    const key = JSON.stringify(dimensions)
    const known = waiting.get(key)
    waiting.set(key, known ? { ...known, people: known.people + people, seconds: known.seconds + seconds } : passed)
    timer ??= setTimeout(() => void flush(), GATHER_MS).unref()
  }

  async function flush(): Promise<void> {
    clearTimeout(timer)
    timer = undefined
    const gathered = [...waiting.values()]
    waiting = new Map()
    await store(gathered).catch((error: unknown) => {
      failed(error)
      for (const passed of gathered) add(passed)
    })
  }

  return { add: (passed: FunnelCount) => add({ ...passed, people: 1 }), flush }
}
