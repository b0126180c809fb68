import type { ManagerInput, ManagerOutput } from '@/lib/contract/manager'
import { IS_OPEN } from '@/lib/jobs/rows'
import type { Actor, Context } from '../context'
import { DELIVERY_KINDS, toDelivery } from '../deliveries/delivery-record'
import { afterId, pageOf } from './paging'

/** Pending, delivered and dead deliveries, oldest first. */
export async function listDeliveries(
  context: Context,
  actor: Actor,
  { limit, cursor, state, customer_id }: ManagerInput<'MngGetKycDeliveries'>,
): Promise<ManagerOutput<'MngGetKycDeliveries'>> {
  const after = afterId(cursor)
  let query = context.db
    .selectFrom('jobs')
    .selectAll()
    .where('brand', '=', actor.brand)
    .where('kind', 'in', DELIVERY_KINDS)
  if (customer_id !== undefined) query = query.where('customer_id', '=', customer_id)
  if (state === 'delivered') query = query.where('done_at', 'is not', null)
  if (state === 'dead') query = query.where('dead_at', 'is not', null)
  if (state === 'waiting') query = query.where(IS_OPEN)
  if (after) query = query.where('id', '>', after)
  const rows = await query
    .orderBy('id')
    .limit(limit + 1)
    .execute()
  return pageOf(rows, limit, toDelivery)
}
