import type { Database, JobRow } from '@/lib/database/schema'
import { type Breaker, createBreaker } from './breaker'
import { type Job, Rejected, RetryAfter, retryDelay } from './job'
import { JOB_KINDS, type JobKind, kindsOf, LANES, type Lane, type LaneRules } from './kinds'
import { findPause } from './pause'
import { type Brands, claim, enqueue, nextDue, remove, renew, writeOutcome } from './rows'

/** How often an idle lane polls. Wakes make this unnecessary, except for jobs that another instance left unfinished. */
const IDLE_MS = 30_000
const MIN_SLEEP_MS = 1_000

/** So many that one may fail. */
const RENEWALS_PER_CLAIM = 3
const MAX_ERROR_LENGTH = 500

export type Registry<Services> = { readonly [Kind in JobKind]: Job<Services, Kind> }

type QueueWith<Services> = {
  db: Database
  clock: () => Date
  services: Services
  registry: Registry<Services>
  /** Calls `wake` with the lanes in which any instance has enqueued jobs. Returns a function that ends this. */
  watchLanes: (wake: (lanes: Iterable<string>) => void) => () => void
  /** Receives failures of the queue itself. */
  report: (error: unknown) => void
  attemptFailed: AttemptFailed
}

/** Of a job that failed: its id, its kind, and which attempt it was. `dead`: it is given up. */
export type FailedAttempt = { job: string; kind: string; brand: string; attempt: number; dead: boolean }

/** Is told of each attempt that failed, with what it failed for, where that is known. */
export type AttemptFailed = (failed: FailedAttempt, error?: unknown) => void

export type Queue = {
  /** Runs everything that is due in these lanes, and resolves when it has finished. */
  runDue: (lanes: readonly Lane[]) => Promise<void>
  /** Enqueues the recurring jobs and starts all lanes. */
  start: () => Promise<void>
  /** Claims no more jobs, and resolves when the running ones have finished. */
  stop: () => Promise<void>
  /** Releases the claims of those that run, for other instances: nobody waits for them here. */
  giveBack: () => Promise<void>
}

/**
 * Runs the jobs of one database, each at least once, together with any other instances on the same database. The lanes
 * are independent of each other, and so are the receivers of one lane: one that hangs delays only what goes to it.
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
      await enqueueRecurring(given)
      unwatch = given.watchLanes(wake)
      for (const lane of all()) lane.start()
    },
    stop: async () => {
      unwatch()
      await Promise.all(all().map((lane) => lane.stop()))
    },
    giveBack: async () => void (await Promise.all(all().map((lane) => lane.giveBack()))),
  }
}

async function enqueueRecurring<Services>({ db, clock, registry }: QueueWith<Services>): Promise<void> {
  const now = clock().toISOString()
  for (const job of Object.values(registry) as Job<Services>[]) {
    if (job.every !== undefined) await enqueue(db, job, { input: {}, now, key: job.kind })
  }
}

function createLane<Services>(
  name: Lane,
  { db, clock, services, registry, report, attemptFailed }: QueueWith<Services>,
) {
  const kinds = kindsOf(name)
  const { concurrency, receiver, leaves }: LaneRules = LANES[name]
  const breakers = new Map<string, Breaker>()
  /** The brands of which a job was seen; each has its own receiver, or else all have the same. */
  const brands = new Set<string>()
  const running = new Map<string, { row: JobRow; brand: string; done: Promise<void> }>()
  let timer: ReturnType<typeof setTimeout> | undefined
  let [started, stopped, requested] = [false, false, false]
  let finished = 0
  let woken = Promise.withResolvers<void>()
  let pass: Promise<void> | undefined

  /** Runs jobs until none is running and none is due, including those that become due meanwhile. */
  async function runUntilIdle(): Promise<void> {
    for (;;) {
      requested = false
      woken = Promise.withResolvers<void>()
      const before = finished
      const taken = stopped ? 0 : await claimDue()
      // A job that finished meanwhile may have unblocked others, by its order or its slot.
      if (taken > 0 || requested || finished !== before) continue
      if (running.size === 0) return
      // What falls due meanwhile does not wait for what runs.
      void sleep()
      await Promise.race([woken.promise, ...attempts()])
    }
  }

  const attempts = () => [...running.values()].map(({ done }) => done)

  function breakerOf(kind: JobKind, brand: string): Breaker {
    const key = receiver === 'ofBrand' ? `${kind} ${brand}` : kind
    const breaker = breakers.get(key) ?? createBreaker()
    breakers.set(key, breaker)
    return breaker
  }

  /** The brands of each receiver. Those of which nothing was seen yet come together. */
  function receivers(): Brands[] {
    if (receiver === undefined) return [{}]
    return [...[...brands].map((only) => ({ only })), { except: [...brands] }]
  }

  /** How many jobs a receiver may get now. */
  function allowanceOf(kind: JobKind, { only, except }: Brands): number {
    if (except) return concurrency
    const own = [...running.values()].filter(({ brand }) => only === undefined || brand === only)
    return breakerOf(kind, only ?? '').allowance(concurrency - own.length, own.length, clock())
  }

  async function claimDue(): Promise<number> {
    if (leaves && (await findPause(db))) return 0
    let taken = 0
    for (const kind of kinds) {
      for (const of of receivers()) {
        const allowed = allowanceOf(kind, of)
        const rows = allowed > 0 ? await claim(db, registry[kind], allowed, clock(), of) : []
        for (const row of rows) begin(row)
        taken += rows.length
      }
    }
    return taken
  }

  function begin(row: JobRow): void {
    brands.add(row.brand)
    const done = attempt(row)
      .catch(report)
      .finally(() => {
        running.delete(row.id)
        finished += 1
      })
    running.set(row.id, { row, brand: row.brand, done })
  }

  async function attempt(row: JobRow): Promise<void> {
    const job = jobOf(registry, row)
    const crashed = row.attempts > job.maxAttempts && job.every === undefined
    if (crashed) return deadLetter(row, row.attempts - 1, 'The process ended during its attempts')
    if (row.gives_up_at <= clock().toISOString()) return deadLetter(row, row.attempts - 1, row.last_error)
    const input = job.input.safeParse(JSON.parse(row.input))
    if (!input.success) return deadLetter(row, row.attempts, describeError(input.error), input.error)
    const { id, brand, customer_id, attempts } = row
    const release = holdClaim(row, job)
    try {
      await job.handle(services, input.data, { id, brand, customer_id, attempt: attempts })
      breakerOf(job.kind, brand).succeeded()
    } catch (error) {
      if (error instanceof Rejected) return deadLetter(row, attempts, describeError(error), error)
      breakerOf(job.kind, brand).failed(clock())
      return fail(row, job, error)
    } finally {
      release()
    }
    await finish(row, job)
  }

  /** Renews the claim of an attempt that may take long. Returns a function that ends this. */
  function holdClaim(row: JobRow, { claimFor, renewFor }: Job<Services>): () => void {
    if (renewFor === undefined) return () => {}
    const last = clock().getTime() + renewFor
    const renewClaim = () => {
      const now = clock().getTime()
      if (now < last) void renew(db, row, new Date(now + claimFor)).catch(report)
    }
    const timer = setInterval(renewClaim, claimFor / RENEWALS_PER_CLAIM)
    return () => clearInterval(timer)
  }

  async function finish(row: JobRow, { every, keepWhenDone }: Job<Services>): Promise<void> {
    if (every !== undefined) return reschedule(row, every, null)
    if (!keepWhenDone) return remove(db, row)
    return writeOutcome(db, row, { done_at: clock().toISOString(), last_error: null, key: null })
  }

  async function fail(row: JobRow, { maxAttempts, every }: Job<Services>, error: unknown): Promise<void> {
    const last_error = describeError(error)
    if (every === undefined && row.attempts >= maxAttempts) return deadLetter(row, row.attempts, last_error, error)
    attemptFailed(factsOf(row, row.attempts, false), error)
    if (every !== undefined) return reschedule(row, every, last_error)
    const requestedDelay = error instanceof RetryAfter ? error.milliseconds : 0
    return writeOutcome(db, row, { run_at: fromNow(Math.max(requestedDelay, retryDelay(row.attempts))), last_error })
  }

  function reschedule(row: JobRow, every: number, last_error: string | null): Promise<void> {
    return writeOutcome(db, row, { attempts: 0, run_at: fromNow(every), last_error })
  }

  /** Gives the job up. It stays in the table as a dead letter, for somebody to look at. */
  async function deadLetter(row: JobRow, attempts: number, last_error: string | null, error?: unknown): Promise<void> {
    await writeOutcome(db, row, { attempts, dead_at: clock().toISOString(), last_error, key: null })
    attemptFailed(factsOf(row, attempts, true), error)
    const job = jobOf(registry, row)
    const input = job.input.safeParse(JSON.parse(row.input))
    if (input.success) await job.gaveUp?.(services, input.data)
  }

  function fromNow(milliseconds: number): string {
    return new Date(clock().getTime() + milliseconds).toISOString()
  }

  function run(): Promise<void> {
    requested = true
    woken.resolve()
    pass ??= runAsLongAsRequested()
    return pass
  }

  async function runAsLongAsRequested(): Promise<void> {
    try {
      do await runUntilIdle()
      while (requested && !stopped)
    } catch (error) {
      report(error)
    } finally {
      pass = undefined
    }
    void sleep()
  }

  /** Sets a timer for the next job that becomes due. A wake comes first. */
  async function sleep(): Promise<void> {
    clearTimeout(timer)
    if (!started || stopped) return
    const next = await nextDue(db, kinds).catch(() => null)
    if (stopped) return
    const wait = next === null ? IDLE_MS : next.getTime() - clock().getTime()
    clearTimeout(timer)
    timer = setTimeout(() => void run(), Math.min(Math.max(wait, MIN_SLEEP_MS), IDLE_MS)).unref()
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
      // A pass that failed leaves them behind.
      await Promise.all(attempts())
    },
    // The attempt counts: work that is always cut off is given up one day.
    giveBack: async () => void (await Promise.all([...running.values()].map(({ row }) => writeOutcome(db, row, {})))),
  }
}

/** Throws for an unknown kind. Such a row is never claimed, because claims name their kind. */
function jobOf<Services>(registry: Registry<Services>, { kind }: JobRow): Job<Services> {
  if (!Object.hasOwn(JOB_KINDS, kind)) throw new Error(`There is no job of the kind ${kind}`)
  return registry[kind as JobKind] as Job<Services>
}

function factsOf({ id, kind, brand }: JobRow, attempt: number, dead: boolean): FailedAttempt {
  return { job: id, kind, brand, attempt, dead }
}

/** An error with what caused it, as an operator reads it: `fetch failed` alone says nothing. */
function describeError(error: unknown): string {
  const cause = error instanceof Error && error.cause !== undefined ? `: ${error.cause}` : ''
  return `${error}${cause}`.slice(0, MAX_ERROR_LENGTH)
}
