import { v7 as uuid } from 'uuid'
import type { Change } from './change'
import type { Database, OutboxRow } from './db'

/** How long a delivery is tried before it is given up; how soon it is tried again, at first and at most. */
const GIVE_UP_MS = 3 * 24 * 3_600_000
const FIRST_RETRY_MS = 2_000
const LAST_RETRY_MS = 3_600_000
const POLL_MS = 1_000
const BATCH = 50

export type Deliver = (row: OutboxRow) => Promise<void>

/** Leaves something to be delivered; it becomes visible with the change's commit. */
export async function enqueue(
  { tx, actor, now, deliverSoon }: Change,
  { kind, customerId, body }: { kind: string; customerId: string; body: unknown },
): Promise<void> {
  await tx
    .insertInto('outbox')
    .values({
      ...{ id: uuid(), kind, brand: actor.brand, customer_id: customerId, body: JSON.stringify(body) },
      ...{ attempts: 0, next_attempt_at: now, delivered_at: null, last_error: null, created_at: now },
    })
    .execute()
  deliverSoon()
}

/** Milliseconds until attempt `attempts + 1`: doubling, with up to a fifth of jitter, at most an hour. */
export function retryDelay(attempts: number, random: () => number = Math.random): number {
  const delay = Math.min(FIRST_RETRY_MS * 2 ** (attempts - 1), LAST_RETRY_MS)
  return Math.round(delay * (1 - random() / 5))
}

type OutboxWith = {
  db: Database
  clock: () => Date
  deliver: Deliver
  /** Told when the outbox itself fails; the next poll tries again. */
  report: (error: unknown) => void
}

/**
 * Delivers what the outbox holds: at least once, and for each customer in order, so a row waits until the one
 * before it is delivered or given up. `start` polls; `poke` looks at once. There is
 * one pass at a time: two would deliver the same row twice.
 */
export function createOutbox({ db, clock, deliver, report }: OutboxWith) {
  let timer: ReturnType<typeof setInterval> | undefined
  let pass: Promise<void> = Promise.resolve()
  let running = false
  let again = false

  async function deliverAllDue(): Promise<void> {
    for (let due = await dueRows(db, clock()); due.length > 0; due = await dueRows(db, clock())) {
      await Promise.all(due.map((row) => attempt(row)))
    }
  }

  async function attempt(row: OutboxRow): Promise<void> {
    try {
      await deliver(row)
      await db
        .updateTable('outbox')
        .set({ delivered_at: clock().toISOString(), attempts: row.attempts + 1, last_error: null })
        .where('id', '=', row.id)
        .execute()
    } catch (error) {
      const attempts = row.attempts + 1
      const next_attempt_at = new Date(clock().getTime() + retryDelay(attempts)).toISOString()
      await db
        .updateTable('outbox')
        .set({ attempts, next_attempt_at, last_error: String(error).slice(0, 500) })
        .where('id', '=', row.id)
        .execute()
    }
  }

  function deliverDue(): Promise<void> {
    again = true
    if (!running) {
      running = true
      pass = passWhileAsked()
    }
    return pass
  }

  function poke(): void {
    void deliverDue()
  }

  async function passWhileAsked(): Promise<void> {
    try {
      while (again) {
        again = false
        await deliverAllDue()
      }
    } catch (error) {
      report(error)
    } finally {
      running = false
    }
  }

  return {
    /** Delivers everything that is due now, after what is under way; failures of the outbox go to `report`. */
    deliverDue,
    poke,
    start(): void {
      timer ??= setInterval(poke, POLL_MS)
      timer.unref()
      poke()
    },
    async stop(): Promise<void> {
      clearInterval(timer)
      timer = undefined
      again = false
      await pass
    },
  }
}

/** The oldest undelivered row of each customer, where it is due. Rows past GIVE_UP_MS block nobody. */
async function dueRows(db: Database, now: Date): Promise<OutboxRow[]> {
  const oldest = new Date(now.getTime() - GIVE_UP_MS).toISOString()
  const heads = db
    .selectFrom('outbox')
    .select(({ fn }) => fn.min('id').as('id'))
    .where('delivered_at', 'is', null)
    .where('created_at', '>', oldest)
    .groupBy(['brand', 'customer_id'])
  return db
    .selectFrom('outbox')
    .selectAll()
    .where('id', 'in', heads)
    .where('next_attempt_at', '<=', now.toISOString())
    .orderBy('id')
    .limit(BATCH)
    .execute()
}
