import type { ScreeningListRow, Tx } from '@/lib/database/schema'
import { inTransaction } from '@/lib/database/transaction'
import type { Context } from '../../context'
import type { KycEvent } from '../../events'
import type { TakenList } from '../screening'
import { type AskedBy, recordForBrands } from './audit-lists'
import { changesBetween, keepReport, versionOf } from './list-versions'
import { putInForce } from './put-in-force'

/**
 * By more than this share a list does not shrink by itself: what is missing was lost on the way. A short one may lose a single
 * entry, unless that is half of it.
 */
const MOST_SHRINKAGE = 0.1
const hasShrunk = (before: number, now: number) => {
  const lost = before - now
  return lost > Math.max(1, before * MOST_SHRINKAGE) || (lost > 0 && lost >= before / 2)
}

/** `missing`: the first of the entries that it has lost, where it is refused for that. */
export type Refusal = { refused: string; missing?: string[] }

export type Taking = {
  etag?: string | null
  /** Since when its source is known to have no newer version; now, where it is left out. */
  confirmed_at?: string | undefined
  /** Who asked for it. */
  by?: AskedBy
  /** The digest of a version that may have shrunk, because somebody has looked at it. */
  accept?: string | undefined
  /** What else is to become of the list, if the version is taken. A refused one changes nothing, then. */
  setUp?: (tx: Tx) => Promise<void>
}

/**
 * Puts a new version of a list in force: its entries are kept, all lists are compiled anew, and everybody is screened against what
 * is new. The version before stays where this one is not plausible, which is told by an alarm.
 * @returns why it was refused; else whether it was taken, or is the same as before.
 */
export async function takeList(
  context: Context,
  name: string,
  taken: TakenList,
  { etag = null, confirmed_at, by = null, accept, setUp }: Taking = {},
): Promise<Refusal | 'taken' | 'unchanged'> {
  const { db, clock } = context
  const now = clock().toISOString()
  const list = await listOf(context, name)
  const before = await versionOf(context, list)
  const { refusal, accepted } = judge(name, taken, before, accept)
  if (refusal) return setUp ? refusal : refuseList(context, name, refusal, by)
  if (before?.version.digest === taken.version.digest) {
    await inTransaction(db, async (tx) => {
      await setUp?.(tx)
      await confirmList(tx, name, { etag, confirmed_at, now })
    })
    // The same entries, perhaps of a file of which more was left out.
    if (list?.version_id) await keepReport(context, list.version_id, taken)
    return 'unchanged'
  }
  const next = { ...taken, version: { ...taken.version, list: name } }
  const event = takenEvent(next, before, accepted)
  await putInForce(context, { list: name, before, now: next }, async (tx, version_id) => {
    await setUp?.(tx)
    await tx.updateTable('screening_lists').set({ version_id }).where('name', '=', name).execute()
    await confirmList(tx, name, { etag, confirmed_at, now })
    return recordForBrands(context, tx, { action: 'TakeList', by }, () => event)
  })
  return 'taken'
}

/** Says that a list has no newer version than the one in force. */
export async function confirmList(
  db: Context['db'] | Tx,
  name: string,
  { etag, confirmed_at, now }: { etag: string | null; confirmed_at?: string | undefined; now: string },
): Promise<void> {
  await db
    .updateTable('screening_lists')
    .set({ etag, confirmed_at: confirmed_at ?? now, checked_at: now, refused_at: null, refusal: null })
    .where('name', '=', name)
    .execute()
}

/** Keeps the version that is in force, and says why no newer one was taken. */
export async function refuseList(
  context: Context,
  name: string,
  refused: Refusal,
  by: AskedBy = null,
): Promise<Refusal> {
  const { db, clock } = context
  const now = clock().toISOString()
  const refusal = refused.refused.slice(0, 500)
  const tell = await inTransaction(db, async (tx) => {
    const before = await tx.selectFrom('screening_lists').select('refusal').where('name', '=', name).executeTakeFirst()
    await tx
      .updateTable('screening_lists')
      .set({ checked_at: now, refused_at: now, refusal })
      .where('name', '=', name)
      .execute()
    // The same fault at every hour is one.
    if (before?.refusal === refusal) return () => {}
    return recordForBrands(context, tx, { action: 'TakeList', by }, () => ({
      ...{ event: 'watchlist.refused', entity_id: name, customer_id: null, after: { refused: refusal } },
    }))
  })
  tell()
  return refused
}

/** What would be refused of a version that was read; null where it would be taken. */
export async function checkList(context: Context, name: string, taken: TakenList): Promise<Refusal | null> {
  const before = await versionOf(context, await listOf(context, name))
  return judge(name, taken, before, undefined).refusal
}

function listOf({ db }: Context, name: string): Promise<ScreeningListRow | undefined> {
  return db.selectFrom('screening_lists').selectAll().where('name', '=', name).executeTakeFirst()
}

/** Whether a version can be put in force after the one before, and whether only because somebody accepts what it has lost. */
function judge(
  name: string,
  { version, entries }: TakenList,
  before: TakenList | null,
  accept: string | undefined,
): { refusal: Refusal | null; accepted: boolean } {
  const fault = faultOf(name, entries)
  if (fault !== null) return { refusal: { refused: fault }, accepted: false }
  const had = before?.entries.length ?? 0
  if (!hasShrunk(had, entries.length)) return { refusal: null, accepted: false }
  if (accept === version.digest) return { refusal: null, accepted: true }
  const ids = new Set(entries.map(({ entry_id }) => entry_id))
  const missing = before?.entries.filter(({ entry_id }) => !ids.has(entry_id)) ?? []
  const refused =
    `It has ${entries.length} entries, where the one in force has ${had}: more than a tenth are missing. ` +
    `To take it all the same: --accept ${version.digest}`
  return {
    refusal: { refused, missing: missing.map(({ entry_id, names }) => `${entry_id}: ${names[0]?.text ?? ''}`) },
    accepted: false,
  }
}

function faultOf(name: string, entries: TakenList['entries']): string | null {
  if (entries.length === 0) return 'It has no entries'
  if (entries.some(({ list }) => list !== name)) return 'It has entries of another list'
  const [first, ...ids] = entries.map(({ entry_id }) => entry_id).sort()
  const twice = [first, ...ids].find((id, at, all) => id === all[at + 1])
  return twice === undefined ? null : `It has the entry ${twice} twice`
}

function takenEvent({ version, entries }: TakenList, before: TakenList | null, accepted: boolean): KycEvent {
  const changes = changesBetween(version.list, before?.entries ?? [], entries)
  const count = (what: (typeof changes)[number]['change']) => changes.filter(({ change }) => change === what).length
  return {
    ...{ event: 'watchlist.taken', entity_id: version.list, customer_id: null },
    after: {
      ...{ version: version.version, digest: version.digest, entries: entries.length },
      ...{ replaced: before?.version.version ?? null },
      ...{ new: count('new'), changed: count('changed'), removed: count('removed') },
      ...(accepted && { accepted }),
    },
  }
}
