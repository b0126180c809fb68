import { setTimeout } from 'node:timers/promises'
import { describe, expect, it, onTestFinished } from 'vitest'
import { z } from 'zod'
import { openDatabase } from '@/lib/database'
import { DATABASES } from '@/lib/testing/manager'
import { type Attempt, defineJob, RetryAfter, retryDelay } from './job'
import { JOB_KINDS, type JobKind, LANES } from './kinds'
import { type AttemptFailed, createQueue, type Registry } from './queue'
import { claim, enqueue } from './rows'

const SECOND = 1_000
const HOUR = 3_600 * SECOND

type Handle = (input: string, attempt: Attempt) => Promise<void>
type Policy = { maxAttempts?: number; every?: number; giveUpAfter?: number; claimFor?: number; renewFor?: number }

/** A job of this kind with a handler from the test. */
const jobOf = (kind: JobKind, handle: Handle = async () => {}, policy: Policy = {}) =>
  defineJob({
    ...{
      kind,
      input: z.string().or(z.object({}).transform(String)),
      maxAttempts: 4,
      claimFor: 60 * SECOND,
      keepWhenDone: true,
    },
    ...policy,
    handle: (_: null, input, attempt) => handle(input, attempt),
  })

function registryWith(...jobs: ReturnType<typeof jobOf>[]): Registry<null> {
  const kinds = Object.keys(JOB_KINDS) as JobKind[]
  const entries = kinds.map((kind) => [kind, jobs.find((job) => job.kind === kind) ?? jobOf(kind)] as const)
  return Object.fromEntries(entries) as Registry<null>
}

describe.each(Object.entries(DATABASES))('the queue, on %s', (_, freshDatabase) => {
  async function open(...jobs: ReturnType<typeof jobOf>[]) {
    let now = new Date('2026-11-20T12:00:00Z')
    const { db, feed } = await openDatabase(await freshDatabase())
    const reported: unknown[] = []
    const attemptFailed: AttemptFailed = ({ dead, kind }) => reported.push(`${kind}: ${dead ? 'given up' : 'again'}`)
    const instance = () => {
      const parts = { db, clock: () => now, services: null, registry: registryWith(...jobs) }
      const queue = createQueue({
        ...parts,
        watchLanes: feed.watchLanes,
        report: (error) => reported.push(error),
        attemptFailed,
      })
      onTestFinished(() => queue.stop())
      return queue
    }
    onTestFinished(() => feed.close())
    type Order = { name: string; position: number }
    const ask = (job: ReturnType<typeof jobOf>, input: string, order?: Order, brand = 'acme') =>
      enqueue(db, job, { input, now: now.toISOString(), brand, customer_id: 'ada', ...(order && { order }) })
    const rows = () => db.selectFrom('jobs').selectAll().orderBy('id').execute()
    /** Wakes these lanes in every instance, as a change does. */
    const wake = async (lanes: string[]) => {
      const notification = { profiles: [], lanes }
      await db.transaction().execute((tx) => feed.publish(tx, notification))
      feed.afterCommit(notification)
    }
    const pass = (milliseconds: number) => {
      now = new Date(now.getTime() + milliseconds)
    }
    return { db, queue: instance(), instance, ask, wake, rows, pass, reported, now: () => now }
  }

  it('keeps a receiver that hangs from delaying other lanes', async () => {
    const released = Promise.withResolvers<void>()
    const hanging = new Set<string>()
    const arrived: string[] = []
    const webhook = jobOf('webhook', async (input) => {
      hanging.add(input)
      await released.promise
      hanging.delete(input)
    })
    const callback = jobOf('ctrader.kyc-status', async (input) => void arrived.push(input))
    const email = jobOf('mail', async (input) => void arrived.push(input))
    const { queue, ask, wake } = await open(webhook, callback, email)
    for (let i = 0; i < 120; i += 1) await ask(webhook, `webhook ${i}`, { name: `customer ${i}`, position: 1 })
    await queue.start()
    await expect.poll(() => hanging.size, { timeout: 60 * SECOND }).toBe(LANES.webhooks.concurrency)

    await ask(callback, 'callback')
    await ask(email, 'code')
    await wake(['callbacks', 'email'])
    await expect.poll(() => arrived.length, { timeout: 60 * SECOND }).toBe(2)
    expect(hanging.size).toBe(LANES.webhooks.concurrency)
    released.resolve()
  })

  it('keeps the cTrader server of one brand, which hangs or is down, from delaying those of others', async () => {
    const released = Promise.withResolvers<void>()
    const hanging = new Set<string>()
    const arrived: string[] = []
    const callback = jobOf('ctrader.kyc-status', async (input, { brand }) => {
      if (brand !== 'hangs') return void arrived.push(input)
      hanging.add(input)
      await released.promise
      hanging.delete(input)
      throw new Error('down')
    })
    const { queue, ask, wake } = await open(callback)
    const { concurrency } = LANES.callbacks
    for (let i = 0; i < 40; i += 1) await ask(callback, `${i}`, { name: `${i}`, position: 1 }, 'hangs')
    await queue.start()
    await expect.poll(() => hanging.size, { timeout: 60 * SECOND }).toBe(concurrency)
    for (const brand of ['works', 'works too']) await ask(callback, brand, { name: brand, position: 1 }, brand)
    await wake(['callbacks'])
    await expect.poll(() => arrived.length, { timeout: 60 * SECOND }).toBe(2)
    expect(hanging.size).toBe(concurrency)

    released.resolve()
    await expect.poll(() => hanging.size, { timeout: 60 * SECOND }).toBe(0)
    await ask(callback, 'later', { name: 'later', position: 1 }, 'works')
    await wake(['callbacks'])
    await expect.poll(() => arrived.length, { timeout: 60 * SECOND }).toBe(3)
    expect(hanging.size).toBe(0)
  })

  it('runs the jobs of one order one at a time, without delaying other orders', async () => {
    const ran: string[] = []
    let down = true
    const job = jobOf('webhook', async (input) => {
      if (down && input === 'ada 1') throw new Error('down')
      ran.push(input)
    })
    const { queue, ask, pass } = await open(job)
    for (const name of ['ada', 'bob']) {
      // Enqueued in reverse: the position decides.
      for (const position of [2, 1]) await ask(job, `${name} ${position}`, { name, position })
    }
    await queue.runDue(['webhooks'])
    expect(ran).toEqual(['bob 1', 'bob 2'])
    down = false
    pass(HOUR)
    await queue.runDue(['webhooks'])
    expect(ran.slice(2)).toEqual(['ada 1', 'ada 2'])
  })

  it('runs the earlier kinds of a lane first, however long the others have waited', async () => {
    const ran: string[] = []
    const later = jobOf('document.extract-mrz-later', async (input) => void ran.push(input))
    const first = jobOf('document.extract-mrz', async (input) => {
      ran.push(input)
      if (input === 'sent') await ask(first, 'sent meanwhile')
    })
    const { queue, ask, pass } = await open(first, later)
    for (const input of ['imported', 'imported too']) await ask(later, input)
    pass(HOUR)
    await ask(first, 'sent')
    await queue.runDue(['documents'])
    expect(ran).toEqual(['sent', 'sent meanwhile', 'imported', 'imported too'])
  })

  it('gives each job to only one of several instances', async () => {
    const ran: string[] = []
    const job = jobOf('webhook', async (input) => void ran.push(input))
    const { queue, instance, ask } = await open(job)
    for (let i = 0; i < 50; i += 1) await ask(job, String(i))
    await Promise.all([queue, instance(), instance()].map((one) => one.runDue(['webhooks'])))
    expect(ran.sort()).toEqual(Array.from({ length: 50 }, (_, i) => String(i)).sort())
  })

  it('gives up a job that always fails, and reports each attempt and the end', async () => {
    let runs = 0
    const poison = jobOf('document.extract-mrz', async () => {
      runs += 1
      throw new Error('poison')
    })
    const { queue, ask, rows, pass, reported } = await open(poison)
    await ask(poison, 'a file')
    for (let i = 0; i < 10; i += 1) {
      await queue.runDue(['documents'])
      pass(HOUR)
    }
    expect(runs).toBe(4)
    expect(await rows()).toMatchObject([{ attempts: 4, dead_at: expect.any(String), last_error: 'Error: poison' }])
    const again = 'document.extract-mrz: again'
    expect(reported).toEqual([again, again, again, 'document.extract-mrz: given up'])
  })

  it('counts an attempt that crashed the process, and gives up after the last one', async () => {
    const job = jobOf('document.extract-mrz')
    const { db, queue, ask, rows, pass, now } = await open(job)
    await ask(job, 'a file')
    for (let i = 0; i < 4; i += 1) {
      expect(await claim(db, job, 1, now())).toHaveLength(1)
      expect(await claim(db, job, 1, now())).toEqual([])
      pass(61 * SECOND)
    }
    await queue.runDue(['documents'])
    expect(await rows()).toMatchObject([{ dead_at: expect.any(String), done_at: null }])
  })

  it('ignores what comes of an attempt after another instance has taken the job over', async () => {
    const ran: string[] = []
    const [first, second] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
    const job = jobOf('webhook', async (_input, { attempt }) => {
      ran.push(`attempt ${attempt}`)
      await (attempt === 1 ? first : second).promise
      if (attempt === 1) throw new Error('too late')
    })
    const { queue, instance, ask, pass, rows } = await open(job)
    await ask(job, 'one')
    const slow = queue.runDue(['webhooks'])
    await expect.poll(() => ran).toEqual(['attempt 1'])
    pass(61 * SECOND)
    const taken = instance().runDue(['webhooks'])
    await expect.poll(() => ran).toEqual(['attempt 1', 'attempt 2'])
    first.resolve()
    await slow
    const [claimed] = await rows()
    expect(claimed).toMatchObject({ attempts: 2, last_error: null })
    expect(claimed?.claimed_until).not.toBe('')
    second.resolve()
    await taken
    expect(await rows()).toMatchObject([{ attempts: 2, last_error: null, done_at: expect.any(String) }])
  })

  it('renews the claim of an attempt that takes long, until it has taken too long', async () => {
    const released = Promise.withResolvers<void>()
    const ran: number[] = []
    const job = jobOf(
      'document.extract-mrz',
      async (_input, { attempt }) => {
        ran.push(attempt)
        if (attempt === 1) await released.promise
      },
      { claimFor: 60, renewFor: 200 },
    )
    const { queue, instance, ask, pass, rows, now } = await open(job)
    await ask(job, 'a file')
    const slow = queue.runDue(['documents'])
    await expect.poll(() => ran).toEqual([1])
    const claimedUntil = async () => (await rows())[0]?.claimed_until
    for (let passed = 0; passed < 150; passed += 50) {
      pass(50)
      await expect.poll(claimedUntil).toBe(new Date(now().getTime() + 60).toISOString())
      await instance().runDue(['documents'])
      expect(ran).toEqual([1])
    }
    pass(200)
    await instance().runDue(['documents'])
    expect(ran).toEqual([1, 2])
    released.resolve()
    await slow
    expect((await rows())[0]).toMatchObject({ attempts: 2, done_at: expect.any(String) })
  })

  it('keeps a recurring job going after the process crashed during a run', async () => {
    let runs = 0
    const job = jobOf(
      'steps.expire',
      async () => {
        runs += 1
      },
      { maxAttempts: 1, every: HOUR },
    )
    const { db, queue, rows, pass, now } = await open(job)
    await enqueue(db, job, { input: 'x', now: now().toISOString(), key: 'steps.expire' })
    expect(await claim(db, job, 1, now())).toHaveLength(1)
    pass(61 * SECOND)
    await queue.runDue(['upkeep'])
    expect(runs).toBe(1)
    expect(await rows()).toMatchObject([{ dead_at: null, run_at: new Date(now().getTime() + HOUR).toISOString() }])
  })

  it('gives up unreadable input at once, without counting it against the receiver', async () => {
    const arrived: string[] = []
    const job = jobOf('webhook', async (input) => void arrived.push(input))
    const { db, queue, ask, rows } = await open(job)
    for (let i = 0; i < 10; i += 1) await ask(job, 'x')
    await db.updateTable('jobs').set({ input: '42' }).execute()
    await queue.runDue(['webhooks'])
    await ask(job, 'good')
    await queue.runDue(['webhooks'])
    expect(arrived).toEqual(['good'])
    expect((await rows()).filter(({ dead_at }) => dead_at !== null)).toHaveLength(10)
  })

  it('gives up a job that is too late, without another attempt', async () => {
    let runs = 0
    const failing = async () => {
      runs += 1
      throw new Error('down')
    }
    const job = jobOf('webhook', failing, { giveUpAfter: HOUR })
    const { queue, ask, rows, pass } = await open(job)
    await ask(job, 'x')
    await queue.runDue(['webhooks'])
    pass(HOUR)
    await queue.runDue(['webhooks'])
    expect(runs).toBe(1)
    expect(await rows()).toMatchObject([{ attempts: 1, dead_at: expect.any(String), last_error: 'Error: down' }])
  })

  it('waits as long as the handler asks for', async () => {
    let runs = 0
    const job = jobOf('webhook', async () => {
      runs += 1
      if (runs === 1) throw new RetryAfter(HOUR, 'busy')
    })
    const { queue, ask, pass } = await open(job)
    await ask(job, 'x')
    await queue.runDue(['webhooks'])
    pass(HOUR - SECOND)
    await queue.runDue(['webhooks'])
    expect(runs).toBe(1)
    pass(SECOND)
    await queue.runDue(['webhooks'])
    expect(runs).toBe(2)
  })

  it('leaves a receiver that is down alone, then probes it with one job', async () => {
    let [runs, down] = [0, true]
    const job = jobOf('ctrader.kyc-status', async () => {
      runs += 1
      if (down) throw new Error('down')
    })
    const { queue, ask, rows, pass } = await open(job)
    const all = 3 * LANES.callbacks.concurrency
    for (let i = 0; i < all; i += 1) await ask(job, String(i), { name: String(i), position: 1 })
    await queue.runDue(['callbacks'])
    expect(runs).toBe(LANES.callbacks.concurrency)
    await queue.runDue(['callbacks'])
    expect(runs).toBe(LANES.callbacks.concurrency)
    pass(5 * SECOND)
    await queue.runDue(['callbacks'])
    expect(runs).toBe(LANES.callbacks.concurrency + 1)
    down = false
    pass(HOUR)
    await queue.runDue(['callbacks'])
    expect((await rows()).every(({ done_at }) => done_at !== null)).toBe(true)
  })

  it('runs a recurring job once per interval over all instances, and continues after a failure', async () => {
    let runs = 0
    const job = jobOf(
      'steps.expire',
      async () => {
        runs += 1
        if (runs === 1) throw new Error('once')
      },
      { every: HOUR },
    )
    const { queue, instance, rows, pass, reported } = await open(job)
    const other = instance()
    await Promise.all([queue.start(), other.start()])
    await expect.poll(() => runs, { timeout: 60 * SECOND }).toBe(1)
    await expect.poll(() => reported.length, { timeout: 60 * SECOND }).toBe(1)
    await Promise.all([queue.runDue(['upkeep']), other.runDue(['upkeep'])])
    expect(runs).toBe(1)
    pass(HOUR)
    await Promise.all([queue.runDue(['upkeep']), other.runDue(['upkeep'])])
    expect(runs).toBe(2)
    expect(await rows()).toHaveLength(1)
  })

  it('never claims a job of a kind that this version does not know', async () => {
    const { db, queue, ask, rows } = await open()
    await ask(jobOf('mail'), 'x')
    await db.updateTable('jobs').set({ kind: 'of-another-version' }).execute()
    await queue.runDue(Object.keys(LANES) as (keyof typeof LANES)[])
    expect(await rows()).toMatchObject([{ done_at: null, dead_at: null, attempts: 0 }])
  })

  it('stops when the running jobs have finished', async () => {
    const ended: string[] = []
    const begun = Promise.withResolvers<void>()
    const job = jobOf('mail', async (input) => {
      begun.resolve()
      await setTimeout(50)
      ended.push(input)
    })
    const { queue, ask } = await open(job)
    await ask(job, 'x')
    await queue.start()
    await begun.promise
    await queue.stop()
    expect(ended).toEqual(['x'])
  })

  it('gives back what runs, so that another instance takes it at once', async () => {
    const released = Promise.withResolvers<void>()
    const taken: number[] = []
    const job = jobOf('mail', async (_input, { attempt }) => {
      taken.push(attempt)
      if (attempt === 1) await released.promise
    })
    const { queue, instance, ask, rows } = await open(job)
    await ask(job, 'x')
    await queue.start()
    await expect.poll(() => taken).toEqual([1])
    const other = instance()
    await other.runDue(['email'])
    expect(taken).toEqual([1])
    await queue.giveBack()
    await other.runDue(['email'])
    expect(taken).toEqual([1, 2])
    const done = await rows()
    released.resolve()
    await queue.stop()
    expect(await rows()).toEqual(done)
  })
})

it('waits longer after each failure, up to an hour', () => {
  const delays = Array.from({ length: 20 }, (_, i) => retryDelay(i + 1, () => 0))
  expect(delays.slice(0, 3)).toEqual([2_000, 4_000, 8_000])
  expect(delays.at(-1)).toBe(HOUR)
  expect(retryDelay(1, () => 1)).toBe(1_600)
})
