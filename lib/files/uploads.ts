import { createHash, randomBytes } from 'node:crypto'
import { buffer } from 'node:stream/consumers'
import { ReadableStream as WebStream } from 'node:stream/web'
import type { Identity } from '@/lib/contract/customer'
import { KycError } from '@/lib/contract/errors'
import { MAX_FILE_BYTES, MAX_PARTS, PART_BYTES } from '@/lib/contract/limits'
import type { UploadState, WholeUpload } from '@/lib/contract/pictures/upload'
import type { FileStore } from './store'

/** The extension of parts and results in the file store. */
const EXTENSION = 'part'
/** Abandoned uploads are removed after a day. */
const ABANDONED_AFTER_MS = 24 * 60 * 60 * 1_000

type Owner = Pick<Identity, 'brand' | 'customer_id'>
export type Uploads = ReturnType<typeof createUploads>

/**
 * Uploads in parts. Each part is a separate file in the file store: encrypted, complete or absent, and available to
 * every instance. The store is the only record of which parts have arrived, so nothing can get out of sync.
 */
export function createUploads({ store, clock }: { store: FileStore; clock: () => Date }) {
  const finishing = new Map<string, Promise<unknown>>()

  /** Counts the parts that have arrived. They arrive in order, so a binary search finds the first missing one. */
  async function partsOf(key: string): Promise<number> {
    let [present, missing] = [0, MAX_PARTS]
    while (present < missing) {
      const middle = Math.floor((present + missing) / 2)
      if (await store.has(nameOf(key, middle), EXTENSION)) present = middle + 1
      else missing = middle
    }
    return present
  }

  async function* bytesOf(key: string, parts: number): AsyncGenerator<Uint8Array> {
    for (let index = 0; index < parts; index += 1) yield* store.read(nameOf(key, index), EXTENSION, null)
  }

  return {
    /**
     * Stores a part. Throws UPLOAD_INCOMPLETE when the part before it is missing, BODY_TOO_LARGE when it is too large.
     */
    async keepPart(owner: Owner, uploadId: string, index: number, bytes: Uint8Array): Promise<UploadState> {
      if (bytes.byteLength > PART_BYTES) throw new KycError('BODY_TOO_LARGE')
      const key = keyOf(owner, uploadId)
      if (index > 0 && !(await store.has(nameOf(key, index - 1), EXTENSION))) throw new KycError('UPLOAD_INCOMPLETE')
      // Never overwrite a part: key and nonces follow from the name, so different content must not reuse it.
      if (!(await store.has(nameOf(key, index), EXTENSION)))
        await store.write(nameOf(key, index), EXTENSION, oneChunk(bytes), null)
      return { parts: index + 1, finished: false }
    },

    async read(owner: Owner, uploadId: string): Promise<UploadState> {
      const key = keyOf(owner, uploadId)
      return { parts: await partsOf(key), finished: await store.has(resultOf(key), EXTENSION) }
    },

    /**
     * Passes the complete file to `take` once; a repeated call gets the first result. Throws UPLOAD_INCOMPLETE when
     * parts are missing, and CHECKSUM_MISMATCH when the content differs from what was announced: the file must then be
     * uploaded again. When `take` refuses the file, its parts stay, because the person may still decide to send it
     * anyway.
     */
    finish<Value>(
      owner: Owner,
      uploadId: string,
      whole: WholeUpload,
      take: (bytes: ReadableStream<Uint8Array>) => Promise<Value>,
    ) {
      const key = keyOf(owner, uploadId)
      const work = (finishing.get(key) as Promise<Value> | undefined) ?? finishOnce(key, whole, take)
      finishing.set(key, work)
      return work.finally(() => finishing.delete(key))
    },

    /**
     * Passes a file that comes in one piece to `take` once all of it is there: nobody holds it in memory while it arrives.
     * Nothing of it stays here. Throws FILE_TOO_LARGE as soon as it is.
     */
    async receive<Value>(
      arriving: ReadableStream<Uint8Array>,
      take: (bytes: ReadableStream<Uint8Array>) => Promise<Value>,
    ): Promise<Value> {
      const key = randomBytes(20).toString('hex')
      let parts = 0
      try {
        for await (const part of inParts(arriving)) {
          await store.write(nameOf(key, parts), EXTENSION, oneChunk(part), null)
          parts += 1
        }
        return await take(WebStream.from(bytesOf(key, parts)) as ReadableStream<Uint8Array>)
      } finally {
        await removeParts(key, parts)
      }
    },

    /** Removes an upload that the person cancelled. */
    async cancel(owner: Owner, uploadId: string): Promise<void> {
      const key = keyOf(owner, uploadId)
      await removeParts(key, await partsOf(key))
    },

    /** Removes abandoned uploads. */
    sweep: () => store.sweep(EXTENSION, new Date(clock().getTime() - ABANDONED_AFTER_MS)),
  }

  async function finishOnce<Value>(
    key: string,
    whole: WholeUpload,
    take: (bytes: ReadableStream<Uint8Array>) => Promise<Value>,
  ): Promise<Value> {
    const result = resultOf(key)
    if (await store.has(result, EXTENSION))
      return JSON.parse((await buffer(store.read(result, EXTENSION, null))).toString())
    const parts = Math.ceil(whole.file_size / PART_BYTES)
    if ((await partsOf(key)) < parts) throw new KycError('UPLOAD_INCOMPLETE')
    if ((await checksumOf(bytesOf(key, parts))) !== whole.checksum) {
      await removeParts(key, await partsOf(key))
      throw new KycError('CHECKSUM_MISMATCH')
    }
    const value = await take(WebStream.from(bytesOf(key, parts)) as ReadableStream<Uint8Array>)
    await store.write(result, EXTENSION, oneChunk(Buffer.from(JSON.stringify(value))), null)
    await removeParts(key, parts)
    return value
  }

  /** Removes parts from last to first: if a crash interrupts it, the remaining ones are still a valid prefix. */
  async function removeParts(key: string, parts: number): Promise<void> {
    for (let index = parts - 1; index >= 0; index -= 1) await store.remove(nameOf(key, index), EXTENSION)
  }
}

/** Derives the key from the owner too, so that nobody can reach another customer's parts. */
function keyOf({ brand, customer_id }: Owner, uploadId: string): string {
  return createHash('sha256')
    .update(JSON.stringify([brand, customer_id, uploadId]))
    .digest('hex')
    .slice(0, 40)
}

function nameOf(key: string, index: number): string {
  return `${key}-${index}`
}

function resultOf(key: string): string {
  return `${key}-answer`
}

async function checksumOf(bytes: AsyncIterable<Uint8Array>): Promise<string> {
  const hash = createHash('sha256')
  for await (const chunk of bytes) hash.update(chunk)
  return hash.digest('hex')
}

/** As it comes, in pieces of the size of a part. */
async function* inParts(arriving: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  let [chunks, held, size]: [Uint8Array[], number, number] = [[], 0, 0]
  for await (const chunk of arriving) {
    size += chunk.byteLength
    if (size > MAX_FILE_BYTES) throw new KycError('FILE_TOO_LARGE')
    chunks.push(chunk)
    held += chunk.byteLength
    if (held < PART_BYTES) continue
    yield Buffer.concat(chunks)
    chunks = []
    held = 0
  }
  if (held > 0) yield Buffer.concat(chunks)
}

async function* oneChunk(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes
}
