import { Counter, collectDefaultMetrics, Gauge, Registry } from 'prom-client'

/** What waits in a lane of the queue. */
type Backlog = {
  lane: string
  waiting: number
  /** How long the one that waits longest has been due, in seconds. */
  oldest_seconds: number
  /** Given up: somebody has to look at them. */
  dead: number
}

type MetricsWith = {
  /** Asked at each scrape. */
  backlog: () => Promise<readonly Backlog[]>
}

/**
 * The process's figures in Prometheus's text format. No label tells of a person: brands, events, codes and lanes only, which
 * are closed lists.
 */
export function createMetrics({ backlog }: MetricsWith) {
  const register = new Registry()
  const registers = [register]
  collectDefaultMetrics({ register })
  const events = new Counter({
    ...{ name: 'kyc_events_total', help: 'What happened, by the events of the audit', registers },
    labelNames: ['event', 'brand'],
  })
  const refusals = new Counter({
    ...{ name: 'kyc_refusals_total', help: 'Requests refused, by error code and reason', registers },
    labelNames: ['code', 'reason'],
  })
  const gauge = (name: string, help: string) => new Gauge({ ...{ name, help, registers }, labelNames: ['lane'] })
  const waiting = gauge('kyc_jobs_waiting', 'Jobs that are due or will be')
  const oldest = gauge('kyc_jobs_lag_seconds', 'How long the job that waits longest has been due')
  const dead = gauge('kyc_jobs_dead', 'Dead letters')
  const reachable = new Gauge({ name: 'kyc_database_up', help: 'Whether the database answered, 1 or 0', registers })

  return {
    contentType: register.contentType,
    /** Counts what a change has recorded. */
    countEvents(brand: string, happened: readonly { event: string }[]): void {
      for (const { event } of happened) events.inc({ event, brand })
    },
    countRefusal({ code, reason = '' }: { code: string; reason?: string | undefined }): void {
      refusals.inc({ code, reason })
    },
    /** All figures as they are now. */
    async text(): Promise<string> {
      // While the database is away the rest is worth more than ever.
      const lanes = await backlog().catch(() => null)
      reachable.set(lanes ? 1 : 0)
      for (const lane of lanes ?? []) {
        waiting.set({ lane: lane.lane }, lane.waiting)
        oldest.set({ lane: lane.lane }, lane.oldest_seconds)
        dead.set({ lane: lane.lane }, lane.dead)
      }
      return register.metrics()
    },
  }
}
