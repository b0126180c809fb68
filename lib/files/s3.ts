import type { S3Client } from '@aws-sdk/client-s3'
import { KycError } from '@/lib/contract/errors'
import { decryptFile, encryptFile } from './encryption'
import type { FileStore } from './store'

const ATTEMPTS = 3
const CONNECT_MS = 5_000
const REQUEST_MS = 30_000
const IDLE_MS = 15_000

type Bucket = {
  bucket: string
  /** Ends with a slash, unless it is empty. */
  prefix: string
  region: string
  endpoint: string | undefined
  credentials: { accessKeyId: string; secretAccessKey: string } | undefined
}

/**
 * Reads `s3://bucket/prefix?endpoint=https://…&region=…`. Credentials may stand in it (`s3://key:secret@bucket`);
 * without them they are found as AWS tools find them. Null for anything else, and for half of a pair.
 */
export function parseS3Url(text: string): Bucket | null {
  if (!URL.canParse(text)) return null
  const url = new URL(text)
  if (url.protocol !== 's3:' || url.hostname === '') return null
  const endpoint = url.searchParams.get('endpoint') ?? undefined
  if (endpoint !== undefined && !(/^https?:/.test(endpoint) && URL.canParse(endpoint))) return null
  // Half a pair is a mistake: whatever other credentials the machine has are not meant.
  if ((url.username === '') !== (url.password === '')) return null
  const path = decodeURIComponent(url.pathname).replace(/^\/+|\/+$/g, '')
  const [accessKeyId, secretAccessKey] = [url.username, url.password].map(decodeURIComponent)
  return {
    bucket: url.hostname,
    prefix: path === '' ? '' : `${path}/`,
    region: url.searchParams.get('region') ?? 'us-east-1',
    endpoint,
    credentials: accessKeyId && secretAccessKey ? { accessKeyId, secretAccessKey } : undefined,
  }
}

type S3StoreWith = { url: string; masterKey: Uint8Array; idleMs?: number }

/**
 * Files in any S3-compatible store, encrypted before they leave the process: `<prefix><uuid>.<ext>`. A file is one
 * request, so it is there whole or not at all. A store that is silent for `idleMs` is an error.
 */
export function createS3FileStore({ url, masterKey, idleMs = IDLE_MS }: S3StoreWith): FileStore {
  const place = parseS3Url(url)
  if (!place) throw new Error('Not an address of an S3 bucket: s3://bucket/prefix?endpoint=https://…')
  const { bucket, prefix } = place
  const keyOf = (id: string, extension: string) => ({ Bucket: bucket, Key: `${prefix}${id}.${extension}` })
  let opened: ReturnType<typeof openS3> | undefined
  const s3 = () => {
    opened ??= openS3(place, idleMs)
    return opened
  }

  return {
    async write(id, extension, bytes) {
      const { client, PutObjectCommand } = await s3()
      // Whole in memory: 25 MB at most, and a store must know the length before the first byte.
      const Body = Buffer.concat(await Array.fromAsync(encryptFile(masterKey, id, bytes)))
      await client.send(new PutObjectCommand({ ...keyOf(id, extension), Body, ContentLength: Body.length }))
    },
    async *read(id, extension) {
      const { client, GetObjectCommand } = await s3()
      const { Body } = await client.send(new GetObjectCommand(keyOf(id, extension))).catch((error: unknown) => {
        if (isMissing(error)) throw new KycError('NOT_FOUND', { message: 'No such file.', cause: error })
        throw error
      })
      if (!Body) throw new Error('The store answered without a body')
      yield* decryptFile(masterKey, id, Body as AsyncIterable<Uint8Array>)
    },
    async remove(id, extension) {
      const { client, DeleteObjectCommand } = await s3()
      await client.send(new DeleteObjectCommand(keyOf(id, extension))).catch((error: unknown) => {
        // Some vendors, unlike AWS, refuse to remove what is not there.
        if (!isMissing(error)) throw error
      })
    },
    async has(id, extension) {
      const { client, HeadObjectCommand } = await s3()
      // A HEAD's answer has no body: the status alone says that the file is missing.
      const found = client.send(new HeadObjectCommand(keyOf(id, extension))).then(() => true)
      return found.catch((error: unknown) => {
        if (error instanceof Error && error.name === 'NotFound') return false
        throw error
      })
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

/** The file is missing; a missing bucket, or a 404 from something in between, is a fault of the deployment. */
function isMissing(error: unknown): boolean {
  return error instanceof Error && error.name === 'NoSuchKey'
}

/** The SDK takes long to load, and a deployment on disk never needs it. */
async function openS3({ region, endpoint, credentials }: Bucket, idleMs: number) {
  const { S3Client: Client, ...commands } = await import('@aws-sdk/client-s3')
  const client: S3Client = new Client({
    region,
    ...(endpoint && { endpoint, forcePathStyle: true }),
    ...(credentials && { credentials }),
    maxAttempts: ATTEMPTS,
    requestHandler: {
      ...{ connectionTimeout: CONNECT_MS, requestTimeout: REQUEST_MS, throwOnRequestTimeout: true },
      // The one limit that also holds while the body of an answer is on its way.
      socketTimeout: idleMs,
    },
    // Stores of other vendors keep a checksum that they do not know as part of the file.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
  })
  return { client, ...commands }
}
