import { v7 as uuid } from 'uuid'
import type { Tx } from '@/lib/database/schema'
import { inTransaction } from '@/lib/database/transaction'
import { COMPILED } from '@/lib/files/list-files'
import { enqueue } from '@/lib/jobs/rows'
import type { Context } from '../../context'
import type { EntryChange } from '../../verification/screening/port'
import { changesIn, indexInForce } from '../indexes'
import { screenChangesJob } from '../screen-changes'
import { screenDueJob } from '../screen-due'
import type { TakenList } from '../screening'
import { changesBetween, keepVersion, versionOf, writeLists } from './list-versions'

type Replaced = {
  list: string
  before: TakenList | null
  /** Null where nothing of the list is in force from now on. */
  now: TakenList | null
}

/**
 * Puts a version of a list in the place of the one before, or nothing: all lists are compiled anew, and everybody is screened
 * against what has changed. The version before is kept.
 * @param along what else changes in the same transaction: of the list's row, to which versions refer, and in the audit. It gets the
 * id of the version, and returns what is to be done once that has committed.
 */
export async function putInForce(
  context: Context,
  { list, before, now: taken }: Replaced,
  along: (tx: Tx, versionId: string) => Promise<() => void>,
): Promise<void> {
  const { db, screening, clock } = context
  const now = clock().toISOString()
  const [versionId, indexId] = [uuid(), uuid()]
  const start = await indexInForce(db)
  const lists = [...(await otherLists(context, list)), ...(taken ? [taken] : [])].sort((one, other) =>
    one.version.list < other.version.list ? -1 : 1,
  )
  const compiled = await screening.compile(lists)
  if (taken) await keepVersion(context, versionId, taken)
  await writeLists(context, indexId, COMPILED, compiled)
  const replaced = await inTransaction(db, async (tx) => {
    const last = await indexInForce(tx)
    // What was compiled lacks it, then.
    if (last?.id !== start?.id) throw new Error('Another list was taken meanwhile. Try again')
    const changed = changesBetween(list, before?.entries ?? [], taken?.entries ?? [])
    const changes = last ? changesAfter(changesLeft(last), changed) : null
    const tell = await along(tx, versionId)
    await tx
      .updateTable('screening_versions')
      .set({ replaced_at: now })
      .where('list', '=', list)
      .where('replaced_at', 'is', null)
      .execute()
    if (taken) {
      const { version, digest, published_at = null, taken_at } = taken.version
      await tx
        .insertInto('screening_versions')
        .values({
          ...{ id: versionId, list, version, digest, published_at, taken_at, entries: taken.entries.length },
          replaced_at: null,
        })
        .execute()
    }
    await tx
      .insertInto('screening_indexes')
      .values({
        ...{ id: indexId, versions: JSON.stringify(lists.map((one) => one.version)), size: compiled.byteLength },
        ...{ changes: changes && JSON.stringify(changes), delta_after: '', delta_screened: 0, delta_hits: 0 },
        // Before the first list nobody was screened, and so everybody is screened whole.
        ...{ delta_done_at: changes ? null : now, created_at: now },
      })
      .execute()
    await enqueue(tx, screenChangesJob, { input: {}, now, key: screenChangesJob.kind })
    // Who was never screened need not wait for its hour.
    await tx.updateTable('jobs').set({ run_at: now }).where('key', '=', screenDueJob.kind).execute()
    const notification = { profiles: [], lanes: ['lists'] }
    await context.feed.publish(tx, notification)
    return { last, notification, tell }
  })
  context.feed.afterCommit(replaced.notification)
  replaced.tell()
  await forgetOld(context, replaced.last?.id)
}

/** The one before the last: instances may still be loading the last one. Its row, with its versions, stays. */
async function forgetOld({ db, store }: Context, last: string | undefined): Promise<void> {
  if (last === undefined) return
  const old = db.selectFrom('screening_indexes').select('id').where('id', '<', last).orderBy('id', 'desc').limit(1)
  for (const { id } of await old.execute()) await store.remove(id, COMPILED)
}

/** The lists in force, but this one. */
async function otherLists(context: Context, name: string): Promise<TakenList[]> {
  const lists = await context.db
    .selectFrom('screening_lists')
    .select('version_id')
    .where('name', '!=', name)
    .where('removed_at', 'is', null)
    .execute()
  const taken: TakenList[] = []
  for (const list of lists) {
    const version = await versionOf(context, list)
    if (version) taken.push(version)
  }
  return taken
}

/** What nobody has been screened against to the end. */
function changesLeft(last: Parameters<typeof changesIn>[0] & { delta_done_at: string | null }): EntryChange[] {
  return last.delta_done_at === null ? (changesIn(last) ?? []) : []
}

/** The newer change of an entry counts. */
function changesAfter(left: readonly EntryChange[], newer: readonly EntryChange[]): EntryChange[] {
  const keyed = (changes: readonly EntryChange[]) =>
    changes.map((change) => [JSON.stringify([change.list, change.entry_id]), change] as const)
  return [...new Map([...keyed(left), ...keyed(newer)]).values()]
}
