import { KycError } from '@/lib/contract/errors'
import type { ManagerInput } from '@/lib/contract/manager'
import type { Delivery } from '@/lib/contract/records'
import { JOB_KINDS, type JobKind } from '@/lib/jobs/kinds'
import { givesUpAt } from '@/lib/jobs/rows'
import { makeChange } from '../../change'
import type { Actor, Context } from '../../context'
import { callbackJob, presentCallback } from '../../deliveries/callback'
import { isDelivery, stateOf, toDelivery } from '../../deliveries/delivery-record'
import { DELIVERY_POLICY } from '../../deliveries/receiver'

/**
 * Retries a dead delivery for another three days. A callback then tells the present state. Throws CONFLICT when it is
 * not dead.
 */
export function replayDelivery(
  context: Context,
  actor: Actor,
  { id }: ManagerInput<'MngReplayKycDelivery'>,
): Promise<Delivery> {
  return makeChange(context, actor, 'MngReplayKycDelivery', async (change) => {
    const { tx, now } = change
    const row = await tx
      .selectFrom('jobs')
      .selectAll()
      .where('id', '=', id)
      .where('brand', '=', actor.brand)
      .executeTakeFirst()
    if (!row || !isDelivery(row)) throw new KycError('NOT_FOUND', { message: 'No such delivery.' })
    if (row.dead_at === null)
      throw new KycError('CONFLICT', { message: 'Only a dead delivery can be replayed.', reason: stateOf(row) })
    const again = {
      ...{ dead_at: null, attempts: 0, run_at: now, gives_up_at: givesUpAt(DELIVERY_POLICY, now) },
      ...(row.kind === callbackJob.kind && (await presentCallback(change, row))),
    }
    await tx.updateTable('jobs').set(again).where('id', '=', id).execute()
    change.wake(JOB_KINDS[row.kind as JobKind])
    const { customer_id } = row
    change.record({ event: 'delivery.replayed', entity_id: id, customer_id, after: { replayed: true } })
    return () => toDelivery({ ...row, ...again })
  })
}
