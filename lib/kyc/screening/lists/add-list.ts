import { z } from 'zod'
import type { Database, ScreeningListRow, Tx } from '@/lib/database/schema'
import type { Context } from '../../context'
import type { FetchedList } from '../screening'
import { type Taking, takeList } from './take-list'

/** A list to screen people against. `sources`: where its files are, by URLs or absolute paths, which the server reads again. */
export type NewList = Pick<ScreeningListRow, 'name' | 'topic'> & { sources: readonly string[] }

/** Sets up a list, or gives one other sources. People are screened as soon as there is one. */
export async function addList(
  { db, clock }: Pick<Context, 'clock'> & { db: Database | Tx },
  list: NewList,
): Promise<void> {
  const { name, topic } = list
  const sources = JSON.stringify(list.sources)
  await db
    .insertInto('screening_lists')
    .values({
      ...{ name, sources, topic, version_id: null, etag: null, confirmed_at: null, checked_at: null },
      ...{ refused_at: null, refusal: null, created_at: clock().toISOString(), removed_at: null },
    })
    .onConflict((conflict) => conflict.column('name').doUpdateSet({ sources, topic, etag: null, removed_at: null }))
    .execute()
}

/**
 * Sets up a list, or gives one other sources, and puts the version in force that was read from them.
 * @returns why it was refused: then nothing has changed; else whether it was taken, or is the same as before.
 */
export function addListWith(
  context: Context,
  list: NewList,
  { taken, ...source }: Exclude<FetchedList, { unchanged: true }>,
  asked: Pick<Taking, 'by' | 'accept'>,
): ReturnType<typeof takeList> {
  const setUp = (db: Tx) => addList({ ...context, db }, list)
  return takeList(context, list.name, taken, { ...asked, ...source, setUp })
}

/** Where a list's files are. */
export function sourcesOf({ sources }: Pick<ScreeningListRow, 'sources'>): string[] {
  return z.array(z.string()).parse(JSON.parse(sources))
}

/** All lists that people are screened against, by their names. */
export function allLists(db: Database): Promise<ScreeningListRow[]> {
  return db.selectFrom('screening_lists').selectAll().where('removed_at', 'is', null).orderBy('name').execute()
}
