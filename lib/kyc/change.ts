import type { Action } from '@/lib/contract/events'
import type { Notification } from '@/lib/database/feed'
import type { Tx } from '@/lib/database/schema'
import { inTransaction, oneAfterAnother } from '@/lib/database/transaction'
import { JOB_KINDS, type Lane } from '@/lib/jobs/kinds'
import { enqueue } from '@/lib/jobs/rows'
import { applyConsequences } from './consequences'
import type { Actor, Change, Context } from './context'
import type { KycEvent } from './events'

/**
 * Runs a command in one transaction, which rolls back if anything throws. `work` changes rows and records events. Their
 * consequences are applied next, starting with the recalculation of the profile. Finally the function that `work`
 * returned reads the result, so that it includes those consequences.
 */
export async function makeChange<Value>(
  context: Context,
  actor: Actor,
  action: Action,
  work: (change: Change) => Promise<() => Promise<Value> | Value>,
): Promise<Value> {
  const { db } = context
  // Every change of a brand ends with a link of the brand's audit, so side by side they would only undo each other.
  const { value, notification, happened } = await oneAfterAnother(db, actor.brand, () => inTransaction(db, makeOnce))
  context.feed.afterCommit(notification)
  context.observe(actor.brand, happened)
  return value

  async function makeOnce(
    tx: Tx,
  ): Promise<{ value: Value; notification: Notification; happened: readonly KycEvent[] }> {
    const events: KycEvent[] = []
    const lanes = new Set<Lane>()
    let applied = false
    const now = context.clock().toISOString()
    const { sealer, auditKey, receivers, terms } = context
    const change: Change = {
      ...{ tx, sealer, auditKey, actor, action, now, receivers, terms },
      record: (event) => {
        if (applied) throw new Error(`${event.event} was recorded after the consequences of the change`)
        events.push(event)
      },
      wake: (lane) => void lanes.add(lane),
      enqueue: async (job, { id, input, customer_id, position, recipient, giveUpAfter }) => {
        const name = [actor.brand, customer_id, ...(recipient === undefined ? [] : [recipient])].join('/')
        const order = position === undefined ? undefined : { name, position }
        await enqueue(tx, job, {
          ...(id && { id }),
          input,
          now,
          brand: actor.brand,
          customer_id,
          ...(order && { order }),
          giveUpAfter,
        })
        change.wake(JOB_KINDS[job.kind])
      },
    }
    const readResult = await work(change)
    const { profiles, events: happened } = await applyConsequences(change, events)
    applied = true
    const value = await readResult()
    const notification: Notification = { profiles, lanes: [...lanes] }
    await context.feed.publish(tx, notification)
    return { value, notification, happened }
  }
}
