import type { Action } from '@/lib/contract/events'
import type { Notification } from '@/lib/database/feed'
import type { Tx } from '@/lib/database/schema'
import { inTransaction, oneAfterAnother } from '@/lib/database/transaction'
import { JOB_KINDS, type Lane } from '@/lib/jobs/kinds'
import { enqueue } from '@/lib/jobs/rows'
import { applyConsequences } from './consequences'
import type { Actor, Change, Context } from './context'
import type { KycEvent } from './events'

type Work<Value> = (change: Change) => Promise<() => Promise<Value> | Value>

/**
 * Runs a command in one transaction, which rolls back if anything throws. `work` changes rows and records events. Their
 * consequences are applied next, starting with the recalculation of the profile. Finally the function that `work`
 * returned reads the result, so that it includes those consequences.
 */
export async function makeChange<Value>(
  context: Context,
  actor: Actor,
  action: Action,
  work: Work<Value>,
): Promise<Value> {
  const { db } = context
  const within = (tx: Tx) => makeChangeWithin(context, tx, actor, action, work)
  // Every change of a brand ends with a link of the brand's audit, so side by side they would only undo each other.
  const { value, tell } = await oneAfterAnother(db, actor.brand, () => inTransaction(db, within))
  tell()
  return value
}

/**
 * The same within a transaction of the caller's, for what changes more than one brand.
 * @returns `tell`, to be called once that transaction has committed.
 */
export async function makeChangeWithin<Value>(
  context: Context,
  tx: Tx,
  actor: Actor,
  action: Action,
  work: Work<Value>,
): Promise<{ value: Value; tell: () => void }> {
  const events: KycEvent[] = []
  const lanes = new Set<Lane>()
  let applied = false
  const now = context.clock().toISOString()
  const { sealer, auditKey, receivers, terms, risk } = context
  const change: Change = {
    ...{ tx, sealer, auditKey, actor, action, now, receivers, terms, risk },
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
  const tell = () => {
    context.feed.afterCommit(notification)
    context.observe(actor.brand, happened)
  }
  return { value, tell }
}
