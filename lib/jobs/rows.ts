import { v7 as uuid } from 'uuid'
import type { Database, JobRow, Tx } from '@/lib/database/schema'
import type { Job } from './job'
import type { JobKind } from './kinds'

/** The queue's statements. Each looks at what is due, never at all that waits. */

const NEVER = '9999-12-31T23:59:59.999Z'

export type Enqueued<Input> = {
  input: Input
  now: string
  brand?: string
  customer_id?: string
  /** Jobs of one order run one after the other, by position; without it whenever there is room. */
  order?: { name: string; position: number }
  /** Among jobs that are not done only one has a key: asking again changes nothing. */
  key?: string
}

/** Asks for a job; it becomes visible with the transaction's commit. */
export async function enqueue<Services, Kind extends JobKind, Input>(
  db: Database | Tx,
  job: Job<Services, Kind, Input>,
  { input, now, brand = '', customer_id = '', order, key }: Enqueued<Input>,
): Promise<void> {
  const row: JobRow = {
    ...{ id: uuid(), kind: job.kind, brand, customer_id, key: key ?? null, input: JSON.stringify(input) },
    ...{ ordered_by: order ? `${job.kind} ${order.name}` : null, position: order?.position ?? 0 },
    ...{ attempts: 0, run_at: now, claimed_until: '', gives_up_at: givesUpAt(job, now) },
    ...{ done_at: null, dead_at: null, last_error: null, created_at: now },
  }
  await db
    .insertInto('jobs')
    .values(row)
    .onConflict((conflict) => conflict.column('key').doNothing())
    .execute()
}

/** Until when a job that is asked for now is tried. */
export function givesUpAt(job: { within?: number | undefined }, now: string): string {
  return job.within === undefined ? NEVER : new Date(Date.parse(now) + job.within).toISOString()
}

/**
 * Takes what is due of one kind, oldest first: of each order only the first that waits. One statement, so that of two
 * instances that see the same row one gets it. The attempt counts from here, also when it ends the process.
 */
export async function claim(
  db: Database,
  { kind, takesAtMost }: Pick<Job<never>, 'kind' | 'takesAtMost'>,
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
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('jobs as earlier')
            .select('earlier.id')
            .whereRef('earlier.ordered_by', '=', 'jobs.ordered_by')
            .where('earlier.done_at', 'is', null)
            .where('earlier.dead_at', 'is', null)
            .where(({ or, and, eb, ref }) =>
              or([
                eb('earlier.position', '<', ref('jobs.position')),
                and([eb('earlier.position', '=', ref('jobs.position')), eb('earlier.id', '<', ref('jobs.id'))]),
              ]),
            ),
        ),
      ),
    )
    .orderBy('run_at')
    .orderBy('id')
    .limit(limit)
  const rows = await db
    .updateTable('jobs')
    .set(({ eb }) => ({
      claimed_until: new Date(now.getTime() + takesAtMost).toISOString(),
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

/** When the next job of these kinds falls due; null when none waits. */
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

/** Writes what came of an attempt, and lets go of the job. */
export async function settle(db: Database, id: string, outcome: Partial<JobRow>): Promise<void> {
  await db
    .updateTable('jobs')
    .set({ ...outcome, claimed_until: '' })
    .where('id', '=', id)
    .execute()
}

export async function remove(db: Database, id: string): Promise<void> {
  await db.deleteFrom('jobs').where('id', '=', id).execute()
}
