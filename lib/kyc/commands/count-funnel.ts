import { sql } from 'kysely'
import type { FunnelCount } from '@/lib/contract/host/funnel'
import type { Context } from '../context'

/** Adds to today's numbers of people, and to the seconds that they took together. The day is UTC's. */
export async function countFunnel(
  { db, clock }: Pick<Context, 'db' | 'clock'>,
  counts: readonly (FunnelCount & { people: number })[],
): Promise<void> {
  if (counts.length === 0) return
  const day = clock().toISOString().slice(0, 10)
  await db
    .insertInto('funnel')
    .values(counts.map((passed) => ({ ...passed, day })))
    .onConflict((conflict) =>
      conflict.columns(['brand', 'day', 'screen', 'step', 'stage', 'device', 'language']).doUpdateSet({
        people: sql`funnel.people + excluded.people`,
        seconds: sql`funnel.seconds + excluded.seconds`,
      }),
    )
    .execute()
}
