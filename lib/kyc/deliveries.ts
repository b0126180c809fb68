import { KycError } from '@/lib/contract/errors'
import type { ManagerInput, ManagerOutput } from '@/lib/contract/manager'
import type { Delivery } from '@/lib/contract/records'
import type { OutboxRow } from '@/lib/database/schema'
import { type Actor, type Context, makeChange } from './change'
import { expiryFrom } from './outbox'
import { afterId, pageOf } from './pages'

/** What has been, is being or could not be delivered. */
export async function listDeliveries(
  context: Context,
  actor: Actor,
  { limit, cursor, state, customer_id }: ManagerInput<'MngGetKycDeliveries'>,
): Promise<ManagerOutput<'MngGetKycDeliveries'>> {
  const after = afterId(cursor)
  let query = context.db.selectFrom('outbox').selectAll().where('brand', '=', actor.brand)
  if (customer_id !== undefined) query = query.where('customer_id', '=', customer_id)
  if (state === 'delivered') query = query.where('delivered_at', 'is not', null)
  if (state === 'dead') query = query.where('dead_at', 'is not', null)
  if (state === 'waiting') query = query.where('delivered_at', 'is', null).where('dead_at', 'is', null)
  if (after) query = query.where('id', '>', after)
  const rows = await query
    .orderBy('id')
    .limit(limit + 1)
    .execute()
  return pageOf(rows, limit, toDelivery)
}

/** Tries again what was given up, for another three days. CONFLICT for what was not. */
export function replayDelivery(
  context: Context,
  actor: Actor,
  { id }: ManagerInput<'MngReplayKycDelivery'>,
): Promise<Delivery> {
  return makeChange(context, actor, 'MngReplayKycDelivery', async ({ tx, now, record, deliverSoon }) => {
    const row = await tx
      .selectFrom('outbox')
      .selectAll()
      .where('id', '=', id)
      .where('brand', '=', actor.brand)
      .executeTakeFirst()
    if (!row) throw new KycError('NOT_FOUND', { message: 'No such delivery.' })
    if (row.dead_at === null)
      throw new KycError('CONFLICT', { message: 'The delivery was not given up.', reason: stateOf(row) })
    const again = { dead_at: null, attempts: 0, next_attempt_at: now, expires_at: expiryFrom(new Date(now)) }
    await tx.updateTable('outbox').set(again).where('id', '=', id).execute()
    await record({ entity: 'delivery', entity_id: id, customer_id: row.customer_id, after: { replayed: true } })
    deliverSoon()
    return toDelivery({ ...row, ...again })
  })
}

function stateOf({ delivered_at, dead_at }: OutboxRow): Delivery['state'] {
  if (delivered_at !== null) return 'delivered'
  return dead_at === null ? 'waiting' : 'dead'
}

function toDelivery(row: OutboxRow): Delivery {
  const { id, kind, customer_id, attempts, last_error, created_at, next_attempt_at, delivered_at, dead_at } = row
  return {
    ...{ id, kind, customer_id, state: stateOf(row), attempts, last_error },
    ...{ created_at, next_attempt_at, delivered_at, dead_at, body: JSON.parse(row.body) },
  }
}
