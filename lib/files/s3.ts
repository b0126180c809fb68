import { KycError } from '@/lib/contract/errors'
import { openS3, parseS3Url } from './bucket'
import { decryptFile, decryptRange, derivedKey, derivedKeyOf, encryptedRange, encryptFile, ownKey } from './encryption'
import type { Keyring } from './keys'
import type { FileStore } from './store'

type S3StoreWith = { url: string; keyring: Keyring; idleMs?: number }

/**
 * Files in any S3-compatible store as `<prefix><uuid>.<ext>`, encrypted before they leave the process. Each file is
 * written by a single request, so it exists completely or not at all. A store that sends nothing for `idleMs` counts as
 * failed.
 */
export function createS3FileStore({ url, keyring, idleMs }: S3StoreWith): FileStore {
  const place = parseS3Url(url)
  if (!place) throw new Error('Not the URL of an S3 bucket: s3://bucket/prefix?endpoint=https://…')
  const { bucket, prefix } = place
  const keyOf = (id: string, extension: string) => ({ Bucket: bucket, Key: `${prefix}${id}.${extension}` })
  let opened: ReturnType<typeof openS3> | undefined
  const s3 = () => {
    opened ??= openS3(place, { idleMs, streamed: ['GetObjectCommand'] })
    return opened
  }

  async function get(id: string, extension: string, Range?: string): Promise<AsyncIterable<Uint8Array>> {
    const { client, GetObjectCommand } = await s3()
    const request = new GetObjectCommand({ ...keyOf(id, extension), ...(Range && { Range }) })
    const { Body } = await client.send(request).catch((error: unknown) => {
      if (isMissing(error)) throw new KycError('NOT_FOUND', { message: 'No such file.', cause: error })
      throw unavailable(error)
    })
    if (!Body) throw new Error('The store answered without a body')
    return Body as AsyncIterable<Uint8Array>
  }

  return {
    async write(id, extension, bytes, key) {
      const { client, PutObjectCommand } = await s3()
      // Buffered: files have at most 25 MB, and the request needs the length up front.
      const used = key ? ownKey(key) : derivedKey(keyring, id)
      const Body = Buffer.concat(await Array.fromAsync(encryptFile(used, bytes)))
      const request = new PutObjectCommand({ ...keyOf(id, extension), Body, ContentLength: Body.length })
      await client.send(request).catch((error: unknown) => Promise.reject(unavailable(error)))
    },
    async *read(id, extension, key) {
      yield* decryptFile(key ? () => key : derivedKeyOf(keyring, id), await get(id, extension))
    },
    async *readRange(id, extension, range, size, key) {
      const { start, end } = encryptedRange(range)
      yield* decryptRange(key, range, size, await get(id, extension, `bytes=${start}-${end}`))
    },
    async remove(id, extension) {
      const { client, DeleteObjectCommand } = await s3()
      await client.send(new DeleteObjectCommand(keyOf(id, extension))).catch((error: unknown) => {
        // Unlike AWS, some vendors answer 404 for a missing file.
        if (!isMissing(error)) throw unavailable(error)
      })
    },
    async has(id, extension) {
      const { client, HeadObjectCommand } = await s3()
      // The answer to a HEAD request has no body, so the error has no code other than its status.
      const found = client.send(new HeadObjectCommand(keyOf(id, extension))).then(() => true)
      return found.catch((error: unknown) => {
        if (error instanceof Error && error.name === 'NotFound') return false
        throw unavailable(error)
      })
    },
    async isEmpty() {
      const { client, ListObjectsV2Command } = await s3()
      const request = new ListObjectsV2Command({ Bucket: bucket, Prefix: prefix, MaxKeys: 1 })
      const { Contents = [] } = await client.send(request).catch((error: unknown) => Promise.reject(unavailable(error)))
      return Contents.length === 0
    },
    async sweep(extension, before) {
      const { client, DeleteObjectCommand, paginateListObjectsV2 } = await s3()
      for await (const { Contents = [] } of paginateListObjectsV2({ client }, { Bucket: bucket, Prefix: prefix })) {
        for (const { Key, LastModified } of Contents) {
          if (Key?.endsWith(`.${extension}`) && LastModified && LastModified < before)
            await client.send(new DeleteObjectCommand({ Bucket: bucket, Key }))
        }
      }
    },
  }
}

/** Whether the file itself is missing. A missing bucket, or a 404 from a proxy, is a deployment error. */
function isMissing(error: unknown): boolean {
  return error instanceof Error && error.name === 'NoSuchKey'
}

/** A store that does not answer or does not let us in is a refusal: it may pass, and is nobody's bug. */
function unavailable(cause: unknown): KycError {
  return new KycError('BACKEND_UNAVAILABLE', { cause })
}
