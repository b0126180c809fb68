import type { Database, JobRow } from '@/lib/database/schema'
import { type Breaker, createBreaker } from './breaker'
import { type Job, retryDelay, TryAgainAfter } from './job'
import { JOB_KINDS, type JobKind, kindsOf, LANES, type Lane } from './kinds'
import { claim, enqueue, nextDue, remove, settle } from './rows'

/** Between two looks at the database: wakes make them unnecessary, except for what another instance left behind. */
const IDLE_MS = 30_000
const SOON_MS = 1_000

export type Registry<Services> = { readonly [Kind in JobKind]: Job<Services, Kind> }

type QueueWith<Services> = {
  db: Database
  clock: () => Date
  services: Services
  registry: Registry<Services>
  /** Calls `left` with the lanes in which any instance has left work, until the answer is called. */
  watchWork: (left: (lanes: Iterable<string>) => void) => () => void
  /** Told of dead letters, of recurring jobs that failed, and of failures of the queue itself. */
  report: (error: unknown) => void
}

export type Queue = {
  /** Runs everything that is due now in these lanes to its end. */
  runDue: (lanes: readonly Lane[]) => Promise<void>
  /** Begins to run what falls due, and asks for what recurs. */
  start: () => Promise<void>
  /** Takes nothing more, and resolves when what runs has ended. */
  stop: () => Promise<void>
}

/**
 * Runs the jobs of one database, at least once each. Several instances share them. Each lane goes its own way, so that a
 * receiver that hangs keeps nothing but its own lane busy.
 */
export function createQueue<Services>(given: QueueWith<Services>): Queue {
  const lanes = new Map((Object.keys(LANES) as Lane[]).map((name) => [name, createLane(name, given)]))
  const all = () => [...lanes.values()]
  const wake = (names: Iterable<string>) => {
    for (const name of names) lanes.get(name as Lane)?.wake()
  }
  let unwatch = () => {}
  return {
    runDue: async (names) => void (await Promise.all(names.map((name) => lanes.get(name)?.run()))),
    start: async () => {
      await askForRecurring(given)
      unwatch = given.watchWork(wake)
      for (const lane of all()) lane.start()
    },
    stop: async () => {
      unwatch()
      await Promise.all(all().map((lane) => lane.stop()))
    },
  }
}

async function askForRecurring<Services>({ db, clock, registry }: QueueWith<Services>): Promise<void> {
  const now = clock().toISOString()
  for (const job of Object.values(registry) as Job<Services>[]) {
    if (job.every !== undefined) await enqueue(db, job, { input: {}, now, key: job.kind })
  }
}

function createLane<Services>(name: Lane, { db, clock, services, registry, report }: QueueWith<Services>) {
  const kinds = kindsOf(name)
  const breakers = new Map<JobKind, Breaker>(kinds.map((kind) => [kind, createBreaker()]))
  const running = new Map<string, Promise<void>>()
  let timer: ReturnType<typeof setTimeout> | undefined
  let [started, stopped, asked] = [false, false, false]
  let woken = Promise.withResolvers<void>()
  let pass: Promise<void> | undefined

  /** Runs what is due, and what falls due meanwhile, until nothing runs and nothing is due. */
  async function runUntilIdle(): Promise<void> {
    for (;;) {
      asked = false
      woken = Promise.withResolvers<void>()
      const taken = stopped ? 0 : await takeDue()
      if (taken > 0 || asked) continue
      if (running.size === 0) return
      await Promise.race([woken.promise, ...running.values()])
    }
  }

  async function takeDue(): Promise<number> {
    let taken = 0
    for (const kind of kinds) {
      const free = LANES[name].concurrency - running.size
      const allowed = breakers.get(kind)?.allowance(free, running.size, clock()) ?? free
      const rows = allowed > 0 ? await claim(db, registry[kind], allowed, clock()) : []
      for (const row of rows)
        running.set(
          row.id,
          attempt(row).finally(() => running.delete(row.id)),
        )
      taken += rows.length
    }
    return taken
  }

  async function attempt(row: JobRow): Promise<void> {
    const job = jobOf(registry, row)
    const breaker = breakers.get(job.kind)
    try {
      if (row.gives_up_at <= clock().toISOString()) return await bury(row, row.attempts - 1, row.last_error)
      if (row.attempts > job.attempts) return await bury(row, row.attempts - 1, 'The process ended during its attempts')
      const input = job.input.parse(JSON.parse(row.input))
      await job.handle(services, input, { id: row.id, customer_id: row.customer_id, attempt: row.attempts })
      breaker?.succeeded()
      await finish(row, job)
    } catch (error) {
      breaker?.failed(clock())
      await fail(row, job, error).catch(report)
    }
  }

  async function finish({ id, attempts }: JobRow, { every, kept }: Job<Services>): Promise<void> {
    if (every !== undefined) return settle(db, id, { attempts: 0, run_at: inMilliseconds(every), last_error: null })
    if (!kept) return remove(db, id)
    return settle(db, id, { attempts, done_at: clock().toISOString(), last_error: null })
  }

  async function fail(row: JobRow, { attempts, every }: Job<Services>, error: unknown): Promise<void> {
    const last_error = String(error).slice(0, 500)
    if (every !== undefined) {
      report(error)
      return settle(db, row.id, { attempts: 0, run_at: inMilliseconds(every), last_error })
    }
    if (row.attempts >= attempts) return bury(row, row.attempts, last_error)
    const told = error instanceof TryAgainAfter ? error.milliseconds : 0
    return settle(db, row.id, { run_at: inMilliseconds(Math.max(told, retryDelay(row.attempts))), last_error })
  }

  /** It stays as a dead letter: somebody has to look at it. */
  async function bury({ id, kind }: JobRow, attempts: number, last_error: string | null): Promise<void> {
    await settle(db, id, { attempts, dead_at: clock().toISOString(), last_error })
    report(new Error(`Gave up ${kind} ${id} after ${attempts} attempts: ${last_error}`))
  }

  function inMilliseconds(milliseconds: number): string {
    return new Date(clock().getTime() + milliseconds).toISOString()
  }

  function run(): Promise<void> {
    asked = true
    woken.resolve()
    pass ??= runUntilIdle()
      .catch(report)
      .finally(() => {
        pass = undefined
        void sleep()
      })
    return pass
  }

  /** Until something falls due, or somebody wakes the lane. */
  async function sleep(): Promise<void> {
    clearTimeout(timer)
    if (!started || stopped) return
    const next = await nextDue(db, kinds).catch(() => null)
    if (stopped) return
    const wait = next === null ? IDLE_MS : next.getTime() - clock().getTime()
    clearTimeout(timer)
    timer = setTimeout(() => void run(), Math.min(Math.max(wait, SOON_MS), IDLE_MS)).unref()
  }

  return {
    run,
    wake: () => void (started && !stopped && run()),
    start(): void {
      started = true
      void run()
    },
    async stop(): Promise<void> {
      stopped = true
      clearTimeout(timer)
      woken.resolve()
      await pass
    },
  }
}

/** A row of a kind that is none cannot be claimed: claims name their kind. */
function jobOf<Services>(registry: Registry<Services>, { kind }: JobRow): Job<Services> {
  if (!Object.hasOwn(JOB_KINDS, kind)) throw new Error(`There is no job of the kind ${kind}`)
  return registry[kind as JobKind] as Job<Services>
}
