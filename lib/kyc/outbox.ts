import { v7 as uuid } from 'uuid'
import type { Database, OutboxRow, ProfileRow } from '@/lib/database/schema'
import type { Change } from './change'

/** How long a delivery is tried before it is given up; how soon it is tried again, at first and at most. */
const GIVE_UP_MS = 3 * 24 * 3_600_000
const FIRST_RETRY_MS = 2_000
const LAST_RETRY_MS = 3_600_000
const POLL_MS = 1_000
/** Longer than any delivery takes: a copy that ends in the middle of one leaves it to the others after this. */
const CLAIM_MS = 60_000
const BATCH = 50

/** To whom a row goes; each kind has its own order and its own delays. */
export type OutboxKind = 'ctrader.kyc-status' | 'webhook' | 'mail'

export type Deliver = (row: OutboxRow) => Promise<void>

/** Leaves something to be delivered; it becomes visible with the change's commit. */
export async function enqueue(
  { tx, actor, now, deliverSoon }: Change,
  { kind, profile, body }: { kind: OutboxKind; profile: Pick<ProfileRow, 'customer_id' | 'version'>; body: unknown },
): Promise<void> {
  await tx
    .insertInto('outbox')
    .values({
      ...{ id: uuid(), kind, brand: actor.brand, customer_id: profile.customer_id, body: JSON.stringify(body) },
      ...{ position: profile.version, attempts: 0, next_attempt_at: now, created_at: now },
      ...{ claimed_until: '', expires_at: expiryFrom(new Date(now)) },
      ...{ delivered_at: null, dead_at: null, last_error: null },
    })
    .execute()
  deliverSoon()
}

/** Until when a delivery that begins now is tried. */
export function expiryFrom(now: Date): string {
  return new Date(now.getTime() + GIVE_UP_MS).toISOString()
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
    await bury(db, clock())
    for (let taken = await claimDue(db, clock()); taken.length > 0; taken = await claimDue(db, clock())) {
      await Promise.all(taken.map((row) => attempt(row)))
    }
  }

  async function attempt(row: OutboxRow): Promise<void> {
    const attempts = row.attempts + 1
    try {
      await deliver(row)
      await settle(row, { delivered_at: clock().toISOString(), attempts, last_error: null })
    } catch (error) {
      const next_attempt_at = new Date(clock().getTime() + retryDelay(attempts)).toISOString()
      await settle(row, { attempts, next_attempt_at, last_error: String(error).slice(0, 500) })
    }
  }

  async function settle(row: OutboxRow, outcome: Partial<OutboxRow>): Promise<void> {
    await db
      .updateTable('outbox')
      .set({ ...outcome, claimed_until: '' })
      .where('id', '=', row.id)
      .execute()
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

/**
 * Takes what is due: of each customer the oldest row of each kind that is neither delivered nor given up. One
 * statement, so that of two copies that see the same row one gets it.
 */
async function claimDue(db: Database, now: Date): Promise<OutboxRow[]> {
  const at = now.toISOString()
  const first = db
    .selectFrom('outbox')
    .select(['id', 'next_attempt_at', 'claimed_until'])
    .select(({ fn }) =>
      fn
        .agg<number>('row_number')
        .over((over) => over.partitionBy(['brand', 'customer_id', 'kind']).orderBy('position').orderBy('id'))
        .as('place'),
    )
    .where('delivered_at', 'is', null)
    .where('dead_at', 'is', null)
  const due = db
    .selectFrom(first.as('first'))
    .select('id')
    .where('place', '=', 1)
    .where('next_attempt_at', '<=', at)
    .where('claimed_until', '<', at)
    .orderBy('id')
    .limit(BATCH)
  return db
    .updateTable('outbox')
    .set({ claimed_until: new Date(now.getTime() + CLAIM_MS).toISOString() })
    .where('id', 'in', due)
    .where('delivered_at', 'is', null)
    .where('claimed_until', '<', at)
    .returningAll()
    .execute()
}

/** Gives up what has been tried for three days; it stays, to be looked at and sent again. */
async function bury(db: Database, now: Date): Promise<void> {
  await db
    .updateTable('outbox')
    .set({ dead_at: now.toISOString() })
    .where('delivered_at', 'is', null)
    .where('dead_at', 'is', null)
    .where('expires_at', '<=', now.toISOString())
    .execute()
}

/** Delivers each row by its kind; a kind without a receiver counts as delivered. */
export function deliverByKind(receivers: Partial<Record<string, Deliver>>): Deliver {
  return async (row) => receivers[row.kind]?.(row)
}
