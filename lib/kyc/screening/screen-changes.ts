import { z } from 'zod'
import { defineJob } from '@/lib/jobs/job'
import { makeChange } from '../change'
import type { Context } from '../context'
import type { EntryChange } from '../verification/screening/port'
import { ownedHits } from './hit-records'
import { changesIn, indexInForce } from './indexes'
import { loseHit, weighHits } from './record-screening'
import { type FoundFor, failFor, recordIfCurrent, searchFor, systemOf } from './screen-profile'
import type { Searched } from './search'
import { type OwnedSubject, ownedSubjects } from './subject-records'

/** How many people are looked for at a time. */
const BATCH = 500
const MINUTE = 60_000

/**
 * Screens everybody against what is new or changed in the lists in force, and nothing else. It goes on behind the last batch
 * where an instance has ended.
 */
export const screenChangesJob = defineJob({
  kind: 'screening.changes',
  input: z.object({}),
  maxAttempts: 100,
  claimFor: 2 * MINUTE,
  renewFor: 24 * 60 * MINUTE,
  handle: (context: Context) => screenChanges(context),
})

async function screenChanges(context: Context): Promise<void> {
  // Where newer lists come into force meanwhile, what is left of these changes is among theirs.
  while (!(await screenNewest(context)));
}

/** @returns false where newer lists are in force by now. */
async function screenNewest(context: Context): Promise<boolean> {
  const index = await indexInForce(context.db)
  if (!index || index.delta_done_at !== null) return true
  const changes = changesIn(index) ?? []
  await loseRemoved(context, changes)
  const toFind = changes.filter(({ change }) => change !== 'removed')
  if (toFind.length > 0) {
    const host = await context.search.only(index, toFind)
    try {
      if (!(await screenEverybody(context, { index, host }))) return false
    } finally {
      await host.close()
    }
  }
  await context.db
    .updateTable('screening_indexes')
    .set({ delta_done_at: context.clock().toISOString() })
    .where('id', '=', index.id)
    .execute()
  return true
}

/** @returns false where newer lists are in force by now. */
async function screenEverybody(context: Context, searched: Searched): Promise<boolean> {
  let { delta_after: after, delta_screened: screened, delta_hits: hits } = searched.index
  let searching: { people: readonly OwnedSubject[]; found: Promise<FoundFor[]> } | null = null
  for (;;) {
    if ((await indexInForce(context.db))?.id !== searched.index.id) return false
    const people = await peopleAfter(context, searching?.people.at(-1)?.profile_id ?? after)
    // These are looked for while the ones before are written down, and read while those before were looked for.
    const next = people.length === 0 ? null : { people, found: searchForAll(context, people, searched) }
    next?.found.catch(() => {})
    if (searching) {
      hits += await recordFound(context, await searching.found, searched)
      after = searching.people.at(-1)?.profile_id ?? after
      screened += searching.people.length
      await context.db
        .updateTable('screening_indexes')
        .set({ delta_after: after, delta_screened: screened, delta_hits: hits })
        .where('id', '=', searched.index.id)
        .execute()
    }
    if (!next) return true
    searching = next
  }
}

function peopleAfter({ db }: Context, after: string): Promise<OwnedSubject[]> {
  return (
    ownedSubjects(db)
      .where('screening_subjects.profile_id', '>', after)
      // Said of both tables, or a database may read one from its beginning for each batch.
      .where('profiles.id', '>', after)
      .orderBy('screening_subjects.profile_id')
      .limit(BATCH)
      .execute()
  )
}

async function searchForAll(
  context: Context,
  people: readonly OwnedSubject[],
  searched: Searched,
): Promise<FoundFor[]> {
  const found: FoundFor[] = []
  for (const ofBrand of Map.groupBy(people, ({ brand }) => brand).values())
    found.push(...(await searchFor(context, ofBrand, searched)))
  return found
}

/** @returns how many hits that found. Of whoever has none nothing is written. */
async function recordFound(context: Context, found: readonly FoundFor[], searched: Searched): Promise<number> {
  let hits = 0
  for (const { subject, screening } of found) {
    if (!screening) await failFor(context, subject, { why: 'list', asked_by: null })
    if (!screening || screening.hits.length === 0) continue
    hits += screening.hits.length
    // Who has changed meanwhile is screened for that.
    await recordIfCurrent(context, subject, screening, { index: searched.index, why: 'list', whole: false })
  }
  return hits
}

/** Says of each hit on an entry that is not listed any more that it is not. */
async function loseRemoved(context: Context, changes: readonly EntryChange[]): Promise<void> {
  const removed = changes.filter(({ change }) => change === 'removed')
  for (const [list, ofList] of Map.groupBy(removed, (change) => change.list)) {
    // A list that was taken away has lost all that it had.
    for (let at = 0; at < ofList.length; at += BATCH) {
      const ids = ofList.slice(at, at + BATCH).map(({ entry_id }) => entry_id)
      const hits = ownedHits(context.db)
        .where('screening_hits.list', '=', list)
        .where('screening_hits.entry_id', 'in', ids)
        .where('screening_hits.gone_at', 'is', null)
      for (const hit of await hits.execute())
        await makeChange(context, systemOf(hit), 'Screen', async (delisting) => {
          await loseHit(delisting, hit)
          await weighHits(delisting.tx, hit.profile_id)
          return () => undefined
        })
    }
  }
}
