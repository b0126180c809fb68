import { sql } from 'kysely'
import { v7 as uuid } from 'uuid'
import type { Database, JobRow, Tx } from '@/lib/database/schema'
import type { Job } from './job'
import type { JobKind } from './kinds'

/** The queue's SQL statements. Each reads only the jobs that are due, never the whole backlog. */

/**
 * Neither done nor dead. The indexes `jobs_due` and `jobs_waiting` are of this expression; `jobs_in_order` is of the same
 * in other words. So each statement below can use the one index that serves it, and no planner takes another, which it
 * would where its statistics are from a time when nothing waited.
 */
export const IS_OPEN = sql<boolean>`coalesce(jobs.done_at, jobs.dead_at) is null`

const NEVER = '9999-12-31T23:59:59.999Z'

export type Enqueued<Input> = {
  /** Default: a new one. */
  id?: string
  input: Input
  now: string
  brand?: string
  customer_id?: string
  /** Jobs with the same order name run one at a time, by position. Without it, a job runs as soon as a slot is free. */
  order?: { name: string; position: number }
  /** At most one unfinished job has this key: enqueuing another one has no effect. */
  key?: string
  /** Overrides the `giveUpAfter` of its kind, in milliseconds. */
  giveUpAfter?: number
}

/** Adds a job. It becomes visible when the transaction commits. */
export async function enqueue<Kind extends JobKind, Input>(
  db: Database | Tx,
  job: Pick<Job<never, Kind, Input>, 'kind' | 'input' | 'giveUpAfter'>,
  { id = uuid(), input, now, brand = '', customer_id = '', order, key, giveUpAfter = job.giveUpAfter }: Enqueued<Input>,
): Promise<void> {
  const row: JobRow = {
    ...{ id, kind: job.kind, brand, customer_id, key: key ?? null, input: JSON.stringify(input) },
    ...{ ordered_by: order ? `${job.kind} ${order.name}` : null, position: order?.position ?? 0 },
    ...{ attempts: 0, run_at: now, claimed_until: '', gives_up_at: givesUpAt({ giveUpAfter }, now) },
    ...{ done_at: null, dead_at: null, last_error: null, created_at: now },
  }
  await db
    .insertInto('jobs')
    .values(row)
    .onConflict((conflict) => conflict.column('key').doNothing())
    .execute()
}

/** When a job that is enqueued now becomes a dead letter. */
export function givesUpAt(job: { giveUpAfter?: number | undefined }, now: string): string {
  return job.giveUpAfter === undefined ? NEVER : new Date(Date.parse(now) + job.giveUpAfter).toISOString()
}

/** The brands whose jobs are claimed; without either, those of all. */
export type Brands = { only?: string; except?: readonly string[] }

/**
 * Claims due jobs of one kind, oldest first; of each order only the first one. A single statement, so two instances
 * never claim the same row. The attempt is counted now, so that one that crashes the process counts too.
 */
export async function claim(
  db: Database,
  { kind, claimFor }: Pick<Job<never>, 'kind' | 'claimFor'>,
  limit: number,
  now: Date,
  { only, except = [] }: Brands = {},
): Promise<JobRow[]> {
  const at = now.toISOString()
  const rows = await db
    // Materialized, and with a look-up for each row instead of a join: Postgres often has no statistics of what waits,
    // and would repeat the one for every row of the other.
    .with(
      (cte) => cte('due').materialized(),
      (cte) =>
        cte
          .selectFrom('jobs')
          .select('id')
          .where('kind', '=', kind)
          .where(IS_OPEN)
          .where('run_at', '<=', at)
          .where('claimed_until', '<', at)
          .$if(only !== undefined, (query) => query.where('brand', '=', only ?? ''))
          .$if(except.length > 0, (query) => query.where('brand', 'not in', except))
          .where(({ or, eb, selectFrom }) =>
            or([
              eb('jobs.ordered_by', 'is', null),
              eb(
                'jobs.id',
                '=',
                selectFrom('jobs as first')
                  .select('first.id')
                  .whereRef('first.ordered_by', '=', 'jobs.ordered_by')
                  .where('first.done_at', 'is', null)
                  .where('first.dead_at', 'is', null)
                  .orderBy('first.position')
                  .orderBy('first.id')
                  .limit(1),
              ),
            ]),
          )
          .orderBy('run_at')
          .orderBy('id')
          .limit(limit),
    )
    .updateTable('jobs')
    .set(({ eb }) => ({
      claimed_until: new Date(now.getTime() + claimFor).toISOString(),
      attempts: eb('attempts', '+', 1),
    }))
    .where('id', 'in', ({ selectFrom }) => selectFrom('due').select('due.id'))
    .where('done_at', 'is', null)
    .where('dead_at', 'is', null)
    .where('claimed_until', '<', at)
    .returningAll()
    .execute()
  return rows.sort((one, other) => (one.id < other.id ? -1 : 1))
}

/** How many jobs of each kind wait, since when the oldest has been due, and how many are dead letters. */
export async function countJobs(
  db: Database,
): Promise<{ kind: string; waiting: number; oldest: string; dead: number }[]> {
  const open = await db
    .selectFrom('jobs')
    .select(({ fn }) => ['kind', fn.countAll().as('count'), fn.min('run_at').as('oldest')])
    .where(IS_OPEN)
    .groupBy('kind')
    .execute()
  const dead = await db
    .selectFrom('jobs')
    .select(({ fn }) => ['kind', fn.countAll().as('count')])
    .where('dead_at', 'is not', null)
    .groupBy('kind')
    .execute()
  const kinds = new Set([...open, ...dead].map(({ kind }) => kind))
  return [...kinds].map((kind) => {
    const waiting = open.find((row) => row.kind === kind)
    const given = dead.find((row) => row.kind === kind)
    return {
      ...{ kind, waiting: Number(waiting?.count ?? 0), oldest: waiting?.oldest ?? NEVER },
      dead: Number(given?.count ?? 0),
    }
  })
}

/** When the next job of these kinds is due. Null when there is none. */
export async function nextDue(db: Database, kinds: readonly JobKind[]): Promise<Date | null> {
  const times = await Promise.all(
    kinds.map((kind) =>
      db
        .selectFrom('jobs')
        .select('run_at')
        .where('kind', '=', kind)
        .where(IS_OPEN)
        .orderBy('run_at')
        .limit(1)
        .executeTakeFirst(),
    ),
  )
  const [first] = times.flatMap((row) => row?.run_at ?? []).sort()
  return first === undefined ? null : new Date(first)
}

type Claimed = Pick<JobRow, 'id' | 'attempts'>

/** Makes a claim hold until then, unless it was released or another instance has claimed the job since. */
export async function renew(db: Database, { id, attempts }: Claimed, until: Date): Promise<void> {
  await db
    .updateTable('jobs')
    .set({ claimed_until: until.toISOString() })
    .where('id', '=', id)
    .where('attempts', '=', attempts)
    .where('claimed_until', '>', '')
    .where('done_at', 'is', null)
    .execute()
}

/** Writes the outcome of an attempt and releases the claim. Does nothing when another instance has claimed the job since. */
export async function writeOutcome(db: Database, claimed: Claimed, outcome: Partial<JobRow>): Promise<void> {
  await db
    .updateTable('jobs')
    .set({ ...outcome, claimed_until: '' })
    .where('id', '=', claimed.id)
    .where('attempts', '=', claimed.attempts)
    .where('done_at', 'is', null)
    .execute()
}

/** Removes a finished job, unless another instance has claimed it since. */
export async function remove(db: Database, { id, attempts }: Claimed): Promise<void> {
  await db.deleteFrom('jobs').where('id', '=', id).where('attempts', '=', attempts).execute()
}
