import type { ManagerInput, ManagerOutput } from '@/lib/contract/manager'
import type { Actor, Context } from '../context'
import { afterId, pageOf } from './paging'
import { readLink } from './read-link'

/** Links of the brand, or of one customer, oldest first. */
export async function listLinks(
  { db, sealer }: Context,
  actor: Actor,
  { limit, cursor, customer_id }: ManagerInput<'MngGetKycLinks'>,
): Promise<ManagerOutput<'MngGetKycLinks'>> {
  const after = afterId(cursor)
  let query = db.selectFrom('links').selectAll().where('brand', '=', actor.brand)
  if (customer_id !== undefined) query = query.where('customer_id', '=', customer_id)
  if (after) query = query.where('id', '>', after)
  const rows = await query
    .orderBy('id')
    .limit(limit + 1)
    .execute()
  const { items, next_cursor } = pageOf(rows, limit, (row) => row)
  return { items: await Promise.all(items.map((row) => readLink({ db, sealer }, row))), next_cursor }
}
