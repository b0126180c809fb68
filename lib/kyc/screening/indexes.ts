import { z } from 'zod'
import type { Database, ScreeningIndexRow, Tx } from '@/lib/database/schema'
import { keyOfLists } from '@/lib/files/list-files'
import type { Sealer } from '@/lib/files/sealer'
import type { FileStore } from '@/lib/files/store'
import { type EntryChange, type ListVersion, listVersionSchema } from '../verification/screening/port'

/** All lists compiled together, as they are searched; the newest of these is in force. */

/** Whether people are screened at all: as soon as a list is set up. */
export async function isScreeningOn(db: Database | Tx): Promise<boolean> {
  const list = db.selectFrom('screening_lists').select('name').where('removed_at', 'is', null).limit(1)
  return (await list.executeTakeFirst()) !== undefined
}

/** What is in force. Undefined until a list was taken. */
export function indexInForce(db: Database | Tx): Promise<ScreeningIndexRow | undefined> {
  return db.selectFrom('screening_indexes').selectAll().orderBy('id', 'desc').limit(1).executeTakeFirst()
}

export function versionsIn({ versions }: Pick<ScreeningIndexRow, 'versions'>): ListVersion[] {
  return z.array(listVersionSchema).parse(JSON.parse(versions))
}

const changesSchema = z.array(
  z.object({ list: z.string(), entry_id: z.string(), change: z.enum(['new', 'changed', 'removed']) }),
)

/** What is new, changed or removed. Null in the first one. */
export function changesIn({ changes }: Pick<ScreeningIndexRow, 'changes'>): EntryChange[] | null {
  return changes === null ? null : changesSchema.parse(JSON.parse(changes))
}

/** Reads a file of lists whole. */
export async function readLists(
  { store, sealer }: { store: FileStore; sealer: Sealer },
  id: string,
  extension: string,
): Promise<Uint8Array> {
  const parts: Uint8Array[] = []
  for await (const part of store.read(id, extension, keyOfLists(sealer, id))) parts.push(part)
  return Buffer.concat(parts)
}
