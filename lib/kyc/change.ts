import type { Action } from '@/lib/contract/events'
import type { News } from '@/lib/database/feed'
import { inTransaction } from '@/lib/database/transaction'
import { JOB_KINDS, type Lane } from '@/lib/jobs/kinds'
import { enqueue } from '@/lib/jobs/rows'
import { drawConsequences } from './consequences'
import type { Actor, Change, Context } from './context'
import type { KycEvent } from './events'

/**
 * Runs a command in one transaction; whatever it throws rolls everything back. `work` changes rows and records what
 * happened; then all that follows is done, the profile's recalculation first; then `work`'s answer is asked for, which
 * reads what has become of it.
 */
export async function makeChange<Value>(
  context: Context,
  actor: Actor,
  action: Action,
  work: (change: Change) => Promise<() => Promise<Value> | Value>,
): Promise<Value> {
  const { value, news } = await inTransaction(context.db, async (tx) => {
    const events: KycEvent[] = []
    const asked = new Set<Lane>()
    const now = context.clock().toISOString()
    const { sealer, receivers } = context
    const change: Change = {
      ...{ tx, sealer, actor, action, now, receivers },
      record: (event) => void events.push(event),
      wake: (lane) => void asked.add(lane),
      enqueue: async (job, { input, customer_id, position }) => {
        const order = position === undefined ? undefined : { name: `${actor.brand}/${customer_id}`, position }
        await enqueue(tx, job, { input, now, brand: actor.brand, customer_id, ...(order && { order }) })
        change.wake(JOB_KINDS[job.kind])
      },
    }
    const answer = await work(change)
    const profiles = await drawConsequences(change, events)
    const value = await answer()
    const news: News = { profiles, lanes: [...asked] }
    await context.feed.tell(tx, news)
    return { value, news }
  })
  context.feed.committed(news)
  return value
}
