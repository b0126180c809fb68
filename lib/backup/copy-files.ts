import { createHash } from 'node:crypto'
import { KycError } from '@/lib/contract/errors'
import type { Database } from '@/lib/database/schema'
import { COMPILED, ENTRIES, keyOfLists } from '@/lib/files/list-files'
import type { Sealer } from '@/lib/files/sealer'
import type { FileStore } from '@/lib/files/store'

const BATCH = 200
/** A bucket answers slowly, and several at a time. */
const AT_A_TIME = 6

/** A file as the store has it. */
export type StoredFile = {
  id: string
  extension: string
  /** SHA-256 of what was stored. Null where only the store says whether it is whole. */
  checksum: string | null
  key: (sealer: Sealer) => Uint8Array
}

/** Every file that has content: those of people, then those of the lists that they are screened against. */
export async function* filesWithContent(db: Database): AsyncGenerator<StoredFile> {
  let after = ''
  for (;;) {
    const rows = await db
      .selectFrom('files')
      .selectAll()
      .where('id', '>', after)
      .where('destroyed_at', 'is', null)
      .orderBy('id')
      .limit(BATCH)
      .execute()
    for (const row of rows) yield { ...row, key: (sealer) => sealer.fileKey(row) }
    const last = rows.at(-1)
    if (!last) break
    after = last.id
  }
  for (const { id } of await db.selectFrom('screening_versions').select('id').orderBy('id').execute())
    yield listFile(id, ENTRIES)
  const index = await newestIndex(db)
  if (index) yield listFile(index.id, COMPILED)
}

function newestIndex(db: Database): Promise<{ id: string } | undefined> {
  return db.selectFrom('screening_indexes').select('id').orderBy('id', 'desc').limit(1).executeTakeFirst()
}

function listFile(id: string, extension: string): StoredFile {
  return { id, extension, checksum: null, key: (sealer) => keyOfLists(sealer, id) }
}

/** Whether a deployment still means to have a file. */
export async function isStillNamed(db: Database, { id, extension }: StoredFile): Promise<boolean> {
  // Every version of a list is kept, but compiled only what is searched.
  if (extension === ENTRIES) return true
  if (extension === COMPILED) return (await newestIndex(db))?.id === id
  const row = db.selectFrom('files').select('id').where('id', '=', id).where('destroyed_at', 'is', null)
  return (await row.executeTakeFirst()) !== undefined
}

/** Runs `work` for each, several at a time. Throws the first error, once those that run are over. */
export async function forEachFile(files: AsyncGenerator<StoredFile>, work: (file: StoredFile) => Promise<void>) {
  const workers = Array.from({ length: AT_A_TIME }, async () => {
    for (;;) {
      const { value, done } = await files.next()
      if (done) return
      await work(value)
    }
  })
  const failed = (await Promise.allSettled(workers)).find((outcome) => outcome.status === 'rejected')
  if (failed) throw failed.reason
}

/**
 * Copies a file from one store to another, where it is the same byte by byte: each file's key is its own.
 * @returns whether it opened, and is what was stored. If not, the other store does not have it.
 * Throws NOT_FOUND when there is none, BACKEND_UNAVAILABLE when a store cannot be used.
 */
export async function copyFile(from: FileStore, to: FileStore, file: StoredFile, sealer: Sealer): Promise<boolean> {
  const key = keyOf(file, sealer)
  if (!key) return false
  const { id, extension, checksum } = file
  const passing = hashing(from.read(id, extension, key))
  const copied = await opened(to.write(id, extension, passing.bytes, key))
  const isWhole = copied && (checksum === null || passing.digest() === checksum)
  if (copied && !isWhole) await to.remove(id, extension)
  return isWhole
}

/** Whether a file opens and is what was stored. Throws NOT_FOUND and BACKEND_UNAVAILABLE as above. */
export async function isWhole(store: FileStore, file: StoredFile, sealer: Sealer): Promise<boolean> {
  const key = keyOf(file, sealer)
  if (!key) return false
  const passing = hashing(store.read(file.id, file.extension, key))
  const read = async () => {
    for await (const _ of passing.bytes);
  }
  return (await opened(read())) && (file.checksum === null || passing.digest() === file.checksum)
}

function hashing(bytes: AsyncIterable<Uint8Array>) {
  const hash = createHash('sha256')
  async function* pass() {
    for await (const chunk of bytes) {
      hash.update(chunk)
      yield chunk
    }
  }
  return { bytes: pass(), digest: () => hash.digest('hex') }
}

/** False where content did not open. What a store or the system says is thrown. */
async function opened(work: Promise<void>): Promise<boolean> {
  try {
    await work
    return true
  } catch (error) {
    if (error instanceof KycError || (error instanceof Error && 'errno' in error)) throw error
    return false
  }
}

/** Null where the wrapped key is not this file's. */
function keyOf(file: StoredFile, sealer: Sealer): Uint8Array | null {
  try {
    return file.key(sealer)
  } catch {
    return null
  }
}
