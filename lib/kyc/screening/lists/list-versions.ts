import { promisify } from 'node:util'
import { gunzip, gzip } from 'node:zlib'
import type { ScreeningListRow } from '@/lib/database/schema'
import { ENTRIES, keyOfLists, REPORT } from '@/lib/files/list-files'
import type { Context } from '../../context'
import { inTurns } from '../../verification/screening/in-turns'
import { type ReadReport, readReportSchema } from '../../verification/screening/lists/read-report'
import {
  type EntryChange,
  type ListEntry,
  type ListVersion,
  listEntrySchema,
  listVersionSchema,
} from '../../verification/screening/port'
import { readLists } from '../indexes'
import type { TakenList } from '../screening'

/** Versions of lists with their entries, in the file store. None is ever removed: somebody may ask what was in force. */

/** What is in force of a list; null where nothing is. */
export async function versionOf(
  context: Context,
  list: Pick<ScreeningListRow, 'version_id'> | undefined,
): Promise<TakenList | null> {
  const id = list?.version_id ?? null
  return id === null ? null : readTaken(await readLists(context, id, ENTRIES))
}

/** Keeps a version. @param id that of its row. */
export async function keepVersion(context: Context, id: string, taken: TakenList): Promise<void> {
  await writeLists(context, id, ENTRIES, await promisify(gzip)(await linesOf(taken)))
  await keepReport(context, id, taken)
}

/** Keeps what was noted when a version was read. @param id that of its row. */
export async function keepReport(context: Context, id: string, { report }: Pick<TakenList, 'report'>): Promise<void> {
  if (report) await writeLists(context, id, REPORT, Buffer.from(JSON.stringify(report)))
}

/** What was noted when the version of a list that is in force was read. Null where nothing is kept of it. */
export async function reportOf(context: Context, name: string): Promise<ReadReport | null> {
  const list = await context.db
    .selectFrom('screening_lists')
    .select('version_id')
    .where('name', '=', name)
    .executeTakeFirst()
  const id = list?.version_id ?? null
  if (id === null || !(await context.store.has(id, REPORT))) return null
  return readReportSchema.parse(JSON.parse((await readLists(context, id, REPORT)).toString()))
}

/** Writes a file of lists whole. */
export async function writeLists(
  { store, sealer }: Context,
  id: string,
  extension: string,
  content: Uint8Array,
): Promise<void> {
  const chunks = async function* () {
    yield content
  }
  await store.write(id, extension, chunks(), keyOfLists(sealer, id))
}

/** A line for the version, then one for each entry. */
async function linesOf({ version, entries }: TakenList): Promise<string> {
  const lines = [JSON.stringify(version)]
  for await (const entry of inTurns(entries)) lines.push(JSON.stringify(entry))
  return lines.join('\n')
}

async function readTaken(compressed: Uint8Array): Promise<TakenList> {
  const [first = '', ...lines] = (await promisify(gunzip)(compressed)).toString('utf8').split('\n')
  const version: ListVersion = listVersionSchema.parse(JSON.parse(first))
  const entries: ListEntry[] = []
  for await (const line of inTurns(lines)) entries.push(listEntrySchema.parse(JSON.parse(line)))
  return { version, entries }
}

/** What is new, changed and removed in a list, by its entries before and now. */
export function changesBetween(list: string, before: readonly ListEntry[], now: readonly ListEntry[]): EntryChange[] {
  const digests = new Map(before.map(({ entry_id, digest }) => [entry_id, digest]))
  const came = now.flatMap(({ entry_id, digest }): EntryChange[] => {
    const known = digests.get(entry_id)
    digests.delete(entry_id)
    if (known === digest) return []
    return [{ list, entry_id, change: known === undefined ? 'new' : 'changed' }]
  })
  return [...came, ...[...digests.keys()].map((entry_id) => ({ list, entry_id, change: 'removed' as const }))]
}
