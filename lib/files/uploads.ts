import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import type { Identity } from '@/lib/contract/customer'
import { KycError } from '@/lib/contract/errors'
import { MAX_PARTS, PART_BYTES } from '@/lib/contract/limits'
import type { UploadState, WholeUpload } from '@/lib/contract/pictures/upload'
import type { FileStore } from './store'

/** What stands for one part or one answer in the file store. */
const EXTENSION = 'part'
/** An upload that nobody goes on with is forgotten after a day. */
const FORGOTTEN_AFTER_MS = 24 * 60 * 60 * 1_000

type Owner = Pick<Identity, 'brand' | 'customer_id'>
export type Uploads = ReturnType<typeof createUploads>

/**
 * Files on their way, each part a file of its own in the file store: encrypted, whole or not at all, and within
 * reach of every copy of this app. Which parts there are is what the store has; nothing else has to be kept in step.
 */
export function createUploads({ store, clock }: { store: FileStore; clock: () => Date }) {
  const finishing = new Map<string, Promise<unknown>>()

  /** The parts that have arrived: they come in order, so that the first one missing is found by halving. */
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
    for (let index = 0; index < parts; index += 1) yield* store.read(nameOf(key, index), EXTENSION)
  }

  return {
    /** Keeps a part. Throws UPLOAD_INCOMPLETE when one before it has not arrived, BODY_TOO_LARGE for a larger one. */
    async keepPart(owner: Owner, uploadId: string, index: number, bytes: Uint8Array): Promise<UploadState> {
      if (bytes.byteLength > PART_BYTES) throw new KycError('BODY_TOO_LARGE')
      const key = keyOf(owner, uploadId)
      if (index > 0 && !(await store.has(nameOf(key, index - 1), EXTENSION))) throw new KycError('UPLOAD_INCOMPLETE')
      // What has arrived stays: a file's key and nonces follow from its name, so a name is written once.
      if (!(await store.has(nameOf(key, index), EXTENSION)))
        await store.write(nameOf(key, index), EXTENSION, oneChunk(bytes))
      return { parts: index + 1, finished: false }
    },

    async read(owner: Owner, uploadId: string): Promise<UploadState> {
      const key = keyOf(owner, uploadId)
      return { parts: await partsOf(key), finished: await store.has(answerOf(key), EXTENSION) }
    },

    /**
     * Hands the whole file to `take`, once: a repeat gets the first answer. Throws UPLOAD_INCOMPLETE when bytes are
     * missing, and CHECKSUM_MISMATCH when they are not those that were sent; then it takes another upload.
     * What `take` refuses keeps its parts: the person may send the same file all the same.
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

    /** Forgets an upload that the person has called off. */
    async cancel(owner: Owner, uploadId: string): Promise<void> {
      const key = keyOf(owner, uploadId)
      await removeParts(key, await partsOf(key))
    },

    /** Removes what has been left lying for a day. */
    sweep: () => store.sweep(EXTENSION, new Date(clock().getTime() - FORGOTTEN_AFTER_MS)),
  }

  async function finishOnce<Value>(
    key: string,
    whole: WholeUpload,
    take: (bytes: ReadableStream<Uint8Array>) => Promise<Value>,
  ): Promise<Value> {
    const answer = answerOf(key)
    if (await store.has(answer, EXTENSION)) return JSON.parse((await buffer(store.read(answer, EXTENSION))).toString())
    const parts = Math.ceil(whole.file_size / PART_BYTES)
    if ((await partsOf(key)) < parts) throw new KycError('UPLOAD_INCOMPLETE')
    if ((await checksumOf(bytesOf(key, parts))) !== whole.checksum) {
      await removeParts(key, await partsOf(key))
      throw new KycError('CHECKSUM_MISMATCH')
    }
    const value = await take(Readable.toWeb(Readable.from(bytesOf(key, parts))) as ReadableStream<Uint8Array>)
    await store.write(answer, EXTENSION, oneChunk(Buffer.from(JSON.stringify(value))))
    await removeParts(key, parts)
    return value
  }

  /** From the last to the first, so that those left by a crash are still found from the first on. */
  async function removeParts(key: string, parts: number): Promise<void> {
    for (let index = parts - 1; index >= 0; index -= 1) await store.remove(nameOf(key, index), EXTENSION)
  }
}

/** Another customer's upload of the same name is another upload: nobody reaches a part that is not theirs. */
function keyOf({ brand, customer_id }: Owner, uploadId: string): string {
  return createHash('sha256')
    .update(JSON.stringify([brand, customer_id, uploadId]))
    .digest('hex')
    .slice(0, 40)
}

function nameOf(key: string, index: number): string {
  return `${key}-${index}`
}

function answerOf(key: string): string {
  return `${key}-answer`
}

async function checksumOf(bytes: AsyncIterable<Uint8Array>): Promise<string> {
  const hash = createHash('sha256')
  for await (const chunk of bytes) hash.update(chunk)
  return hash.digest('hex')
}

async function* oneChunk(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes
}
