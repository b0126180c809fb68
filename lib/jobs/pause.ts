import type { Database, PauseRow } from '@/lib/database/schema'
import { kindsOf, LANES, type Lane, type LaneRules } from './kinds'
import { IS_OPEN } from './rows'

/**
 * A copy of a deployment's data must not tell anybody anything while the original may still be telling it: a database that was
 * restored or moved delivers nothing until its operator says so (docs/decisions/0025-one-copy-tells.md).
 */

const NAME = 'deliveries'
const KINDS = (Object.keys(LANES) as Lane[])
  .filter((lane) => (LANES[lane] as LaneRules).leaves)
  .flatMap((lane) => kindsOf(lane))

export type Pause = Pick<PauseRow, 'reason' | 'detail' | 'since'>

/** Why nothing is delivered; undefined while everything is. */
export function findPause(db: Database): Promise<Pause | undefined> {
  return db
    .selectFrom('pauses')
    .select(['reason', 'detail', 'since'])
    .where('name', '=', NAME)
    .limit(1)
    .executeTakeFirst()
}

/** Ends all deliveries of this database, in every instance, or says anew why. */
export async function pauseDeliveries(db: Database, { reason, detail, since }: Pause): Promise<void> {
  await db
    .insertInto('pauses')
    .values({ name: NAME, reason, detail, since })
    .onConflict((conflict) => conflict.column('name').doUpdateSet({ reason, detail, since }))
    .execute()
}

/** Instances deliver again, within half a minute. */
export async function resumeDeliveries(db: Database): Promise<void> {
  await db.deleteFrom('pauses').where('name', '=', NAME).execute()
}

/** How many deliveries of each kind wait, and how many of them since before a moment. */
export async function waitingDeliveries(db: Database, before: string) {
  const rows = await db
    .selectFrom('jobs')
    .select(({ fn, eb }) => [
      'kind',
      fn.countAll().as('waiting'),
      fn.sum(eb.case().when('created_at', '<', before).then(1).else(0).end()).as('older'),
    ])
    .where(IS_OPEN)
    .where('kind', 'in', KINDS)
    .groupBy('kind')
    .orderBy('kind')
    .execute()
  return rows.map(({ kind, waiting, older }) => ({ kind, waiting: Number(waiting), older: Number(older) }))
}

/**
 * Gives up the deliveries that have waited since before a moment: they become dead letters, which are listed and can be
 * sent one by one.
 * @returns how many.
 */
export async function giveUpWaiting(db: Database, before: string, { now, why }: { now: string; why: string }) {
  const { numUpdatedRows } = await db
    .updateTable('jobs')
    .set({ dead_at: now, last_error: why, key: null, claimed_until: '' })
    .where(IS_OPEN)
    .where('kind', 'in', KINDS)
    .where('created_at', '<', before)
    .executeTakeFirst()
  return Number(numUpdatedRows)
}
