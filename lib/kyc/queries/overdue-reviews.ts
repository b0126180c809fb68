import { PROFILE_STATUS, RISK_LEVEL } from '@/lib/contract/statuses'
import type { Context, OverdueReviews } from '../context'

/** Of each brand that has reviews. Whoever is no customer any more, or is refused, is looked over no more. */
export async function overdueReviews({
  db,
  clock,
  risk,
}: Pick<Context, 'db' | 'clock' | 'risk'>): Promise<OverdueReviews[]> {
  const brands = [...risk].flatMap(([brand, { refresh }]) => (refresh ? [brand] : []))
  if (brands.length === 0) return []
  const rows = await db
    .selectFrom('profiles')
    .select(({ fn }) => ['brand', fn.countAll().as('count'), fn.min('refresh_due_on').as('oldest_due_on')])
    .where('brand', 'in', brands)
    .where('refresh_due_on', '<', clock().toISOString().slice(0, 10))
    .where('relationship_ended_on', 'is', null)
    .where('status', '!=', PROFILE_STATUS.rejected)
    .where('risk_level', '!=', RISK_LEVEL.prohibited)
    .groupBy('brand')
    .execute()
  return brands.map((brand) => {
    const { count = 0, oldest_due_on = null } = rows.find((row) => row.brand === brand) ?? {}
    return { brand, count: Number(count), oldest_due_on }
  })
}
