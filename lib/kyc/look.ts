import type { Action } from '@/lib/contract/events'
import { makeChange } from './change'
import type { Actor, Context } from './context'
import type { KycEvent } from './events'
import { hasHappenedSince } from './records/audit'

/** Who looks at the same thing again within this time continues one look. */
const LOOK_MS = 10 * 60_000

/** Records that somebody looks at something, or is refused it, unless that continues an earlier time. */
export async function recordLook(context: Context, actor: Actor, action: Action, look: KycEvent): Promise<void> {
  if (await hasLooked(context, actor, look)) return
  await makeChange(context, actor, action, async ({ record }) => {
    record(look)
    return () => undefined
  })
}

/** Whether this viewer has looked at it a moment ago. */
export function hasLooked(
  { db, clock }: Pick<Context, 'db' | 'clock'>,
  actor: Actor,
  look: Pick<KycEvent, 'event' | 'entity_id'>,
): Promise<boolean> {
  return hasHappenedSince(db, actor, look, new Date(clock().getTime() - LOOK_MS).toISOString())
}
