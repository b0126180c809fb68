import { z } from 'zod'
import type { ScreeningListRow } from '@/lib/database/schema'
import { defineJob } from '@/lib/jobs/job'
import type { Context } from '../../context'
import { allLists, sourcesOf } from './add-list'
import { confirmList, type Refusal, refuseList, type Taking, takeList } from './take-list'

const HOUR = 60 * 60_000

/** Every hour: asks the source of each list whose time has come for a newer version. */
export const updateListsJob = defineJob({
  kind: 'screening.update-lists',
  input: z.object({}),
  maxAttempts: 1,
  claimFor: 2 * 60_000,
  renewFor: 12 * HOUR,
  every: HOUR,
  handle: async (context: Context) => {
    const { db, clock, screening } = context
    const before = new Date(clock().getTime() - screening.updateHours * HOUR).toISOString()
    for (const list of await allLists(db)) {
      const isDue = list.checked_at === null || list.checked_at <= before
      // What is refused is told by the list itself: the others are not held up.
      if (sourcesOf(list).length > 0 && screening.updateHours > 0 && isDue) await updateList(context, list)
    }
  },
})

/**
 * Asks the source of a list for a newer version, and puts it in force. Whatever is wrong with it, the version in force stays, and an
 * alarm says why.
 */
export async function updateList(
  context: Context,
  list: ScreeningListRow,
  asked: Pick<Taking, 'by' | 'accept'> = {},
): Promise<Refusal | 'taken' | 'unchanged'> {
  const { name, topic, etag } = list
  const sources = sourcesOf(list)
  if (sources.length === 0) return { refused: 'It has no source to ask: add it again' }
  try {
    const fetched = await context.screening.fetchList({ name, sources, topic, etag })
    if ('unchanged' in fetched) {
      await confirmList(context.db, name, { etag, now: context.clock().toISOString() })
      return 'unchanged'
    }
    const { taken, ...source } = fetched
    return await takeList(context, name, taken, { ...asked, ...source })
  } catch (error) {
    return refuseList(context, name, { refused: error instanceof Error ? error.message : String(error) }, asked.by)
  }
}
