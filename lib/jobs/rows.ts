import { v7 as uuid } from 'uuid'
import type { Database, JobRow, Tx } from '@/lib/database/schema'
import type { Job } from './job'
import type { JobKind } from './kinds'

/** The queue's SQL statements. Each reads only the jobs that are due, never the whole backlog. */

const NEVER = '9999-12-31T23:59:59.999Z'

export type Enqueued<Input> = {
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
export async function enqueue<Services, Kind extends JobKind, Input>(
  db: Database | Tx,
  job: Job<Services, Kind, Input>,
  { input, now, brand = '', customer_id = '', order, key, giveUpAfter = job.giveUpAfter }: Enqueued<Input>,
): Promise<void> {
  const row: JobRow = {
    ...{ id: uuid(), kind: job.kind, brand, customer_id, key: key ?? null, input: JSON.stringify(input) },
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

/**
 * Claims due jobs of one kind, oldest first; of each order only the first one. A single statement, so two instances
 * never claim the same row. The attempt is counted now, so that one that crashes the process counts too.
 */
export async function claim(
  db: Database,
  { kind, claimFor }: Pick<Job<never>, 'kind' | 'claimFor'>,
  limit: number,
  now: Date,
): Promise<JobRow[]> {
  const at = now.toISOString()
  const due = db
    .selectFrom('jobs')
    .select('id')
    .where('kind', '=', kind)
    .where('done_at', 'is', null)
    .where('dead_at', 'is', null)
    .where('run_at', '<=', at)
    .where('claimed_until', '<', at)
    // Looks up the first job of the order for each row. With `not exists (an earlier one)`, Postgres plans a join over
    // the whole backlog while it has no statistics.
    .where(({ or, eb, selectFrom, ref }) =>
      or([
        eb('jobs.ordered_by', 'is', null),
        eb(
          'jobs.id',
          '=',
          selectFrom('jobs as first')
            .select('first.id')
            .where('first.ordered_by', '=', ref('jobs.ordered_by'))
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
    .limit(limit)
  const rows = await db
    .updateTable('jobs')
    .set(({ eb }) => ({
      claimed_until: new Date(now.getTime() + claimFor).toISOString(),
      attempts: eb('attempts', '+', 1),
    }))
    .where('id', 'in', due)
    .where('done_at', 'is', null)
    .where('dead_at', 'is', null)
    .where('claimed_until', '<', at)
    .returningAll()
    .execute()
  return rows.sort((one, other) => (one.id < other.id ? -1 : 1))
}

/** When the next job of these kinds is due. Null when there is none. */
export async function nextDue(db: Database, kinds: readonly JobKind[]): Promise<Date | null> {
  const times = await Promise.all(
    kinds.map((kind) =>
      db
        .selectFrom('jobs')
        .select('run_at')
        .where('kind', '=', kind)
        .where('done_at', 'is', null)
        .where('dead_at', 'is', null)
        .orderBy('run_at')
        .limit(1)
        .executeTakeFirst(),
    ),
  )
  const [first] = times.flatMap((row) => row?.run_at ?? []).sort()
  return first === undefined ? null : new Date(first)
}

/** Writes the outcome of an attempt and releases the claim. */
export async function writeOutcome(db: Database, id: string, outcome: Partial<JobRow>): Promise<void> {
  await db
    .updateTable('jobs')
    .set({ ...outcome, claimed_until: '' })
    .where('id', '=', id)
    .execute()
}

export async function remove(db: Database, id: string): Promise<void> {
  await db.deleteFrom('jobs').where('id', '=', id).execute()
}
