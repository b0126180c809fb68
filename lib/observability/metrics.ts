import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import type { FunnelCount } from '@/lib/contract/host/funnel'

/** What waits in a lane of the queue. */
type Backlog = {
  lane: string
  waiting: number
  /** How long the one that waits longest has been due, in seconds. */
  oldest_seconds: number
  /** Given up: somebody has to look at them. */
  dead: number
}

/** A list that people are screened against. */
type ListInForce = { list: string; entries: number; age_hours: number | null; refused_at: string | null }

/** The reviews of a brand's customers whose day is over. */
type OverdueReviews = { brand: string; count: number }

type MetricsWith = {
  /** Asked at each scrape. */
  backlog: () => Promise<readonly Backlog[]>
  lists: () => Promise<readonly ListInForce[]>
  overdue: () => Promise<readonly OverdueReviews[]>
  /** The places in which the audit is anchored. */
  anchors: readonly string[]
  /** In milliseconds, and never put back. */
  now: () => number
}

/** From a glance to a long break. */
const STEP_SECONDS = [15, 30, 60, 120, 300, 600, 1_800, 3_600]

/**
 * The process's figures in Prometheus's text format. No label tells of a person: brands, events, codes and lanes only, which
 * are closed lists.
 */
export function createMetrics({ backlog, lists, overdue, anchors, now }: MetricsWith) {
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
  const funnel = new Counter({
    ...{ name: 'kyc_funnel_total', help: 'Sessions that came so far, each once', registers },
    labelNames: ['screen', 'step', 'stage', 'device'],
  })
  const took = new Histogram({
    ...{ name: 'kyc_step_seconds', help: 'From when a step was shown until it was submitted', registers },
    ...{ labelNames: ['step'], buckets: STEP_SECONDS },
  })
  const gauge = (name: string, help: string) => new Gauge({ ...{ name, help, registers }, labelNames: ['lane'] })
  const waiting = gauge('kyc_jobs_waiting', 'Jobs that are due or will be')
  const oldest = gauge('kyc_jobs_lag_seconds', 'How long the job that waits longest has been due')
  const dead = gauge('kyc_jobs_dead', 'Dead letters')
  const listGauge = (name: string, help: string) => new Gauge({ ...{ name, help, registers }, labelNames: ['list'] })
  const listAge = listGauge(
    'kyc_list_age_seconds',
    'How long ago the source of a list said that this version is the present one',
  )
  const listEntries = listGauge('kyc_list_entries', 'Entries of the version of a list that is in force')
  const listRefused = listGauge('kyc_list_refused', 'Whether a newer version of a list was refused, 1 or 0')
  const reviewsOverdue = new Gauge({
    ...{ name: 'kyc_reviews_overdue', help: 'Customers whose review was due before today', registers },
    labelNames: ['brand'],
  })
  const anchorAge = new Gauge({
    ...{ name: 'kyc_audit_anchor_age_seconds', registers },
    help: 'How long ago this instance last found that a place has the end of every audit, else since its start',
    labelNames: ['place'],
  })
  const anchoredAt = new Map(anchors.map((place) => [place, now()]))
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
    /** Of languages only the manager API tells, where few speakers of one are left out. */
    countFunnel({ screen, step, stage, device, seconds }: FunnelCount): void {
      funnel.inc({ screen, step, stage, device })
      if (stage === 'submitted') took.observe({ step }, seconds)
    },
    noteAnchored(place: string): void {
      anchoredAt.set(place, now())
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
      for (const { list, entries, age_hours, refused_at } of (await lists().catch(() => null)) ?? []) {
        // One that was never taken has no age; it has no entries, either.
        if (age_hours !== null) listAge.set({ list }, age_hours * 3_600)
        listEntries.set({ list }, entries)
        listRefused.set({ list }, refused_at === null ? 0 : 1)
      }
      for (const { brand, count } of (await overdue().catch(() => null)) ?? []) reviewsOverdue.set({ brand }, count)
      for (const [place, at] of anchoredAt) anchorAge.set({ place }, (now() - at) / 1_000)
      return register.metrics()
    },
  }
}
