import { pipeline, type Readable, Transform } from 'node:stream'
import type { S3Client } from '@aws-sdk/client-s3'
import { Fault, KycError } from '@/lib/contract/errors'
import { decryptFile, decryptRange, derivedKey, derivedKeyOf, encryptedRange, encryptFile, ownKey } from './encryption'
import type { Keyring } from './keys'
import type { FileStore } from './store'

const ATTEMPTS = 3
const CONNECT_MS = 5_000
const REQUEST_MS = 30_000
const IDLE_MS = 15_000
/** A page of a list of files, the largest answer that is no file, takes less than one. */
const ANSWER_BYTES = 8 * 1024 * 1024

type Bucket = {
  bucket: string
  /** Ends with a slash, unless it is empty. */
  prefix: string
  region: string
  endpoint: string | undefined
  credentials: { accessKeyId: string; secretAccessKey: string } | undefined
}

/**
 * Parses `s3://bucket/prefix?endpoint=https://…&region=…`. It may contain credentials (`s3://key:secret@bucket`);
 * otherwise the default AWS credential chain applies. Null for anything else, and for incomplete credentials.
 */
export function parseS3Url(text: string): Bucket | null {
  if (!URL.canParse(text)) return null
  const url = new URL(text)
  if (url.protocol !== 's3:' || url.hostname === '') return null
  const endpoint = url.searchParams.get('endpoint') ?? undefined
  if (endpoint !== undefined && !(/^https?:/.test(endpoint) && URL.canParse(endpoint))) return null
  // Incomplete credentials are a mistake: falling back to others on the machine would hide it.
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

type S3StoreWith = { url: string; keyring: Keyring; idleMs?: number }

/**
 * Files in any S3-compatible store as `<prefix><uuid>.<ext>`, encrypted before they leave the process. Each file is
 * written by a single request, so it exists completely or not at all. A store that sends nothing for `idleMs` counts as
 * failed.
 */
export function createS3FileStore({ url, keyring, idleMs = IDLE_MS }: S3StoreWith): FileStore {
  const place = parseS3Url(url)
  if (!place) throw new Error('Not the URL of an S3 bucket: s3://bucket/prefix?endpoint=https://…')
  const { bucket, prefix } = place
  const keyOf = (id: string, extension: string) => ({ Bucket: bucket, Key: `${prefix}${id}.${extension}` })
  let opened: ReturnType<typeof openS3> | undefined
  const s3 = () => {
    opened ??= openS3(place, idleMs)
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

/** What is read whole breaks off where it is larger than any such answer. */
function breakingOff(): Transform {
  let size = 0
  return new Transform({
    transform(chunk: Uint8Array, _, done) {
      size += chunk.byteLength
      if (size > ANSWER_BYTES) done(new Fault(`The answer of the bucket is larger than ${ANSWER_BYTES} bytes`))
      else done(null, chunk)
    },
  })
}

/** Loads the SDK on first use: it takes long to load, and deployments on disk never need it. */
async function openS3({ region, endpoint, credentials }: Bucket, idleMs: number) {
  const { S3Client: Client, ...commands } = await import('@aws-sdk/client-s3')
  const client: S3Client = new Client({
    region,
    ...(endpoint && { endpoint, forcePathStyle: true }),
    ...(credentials && { credentials }),
    maxAttempts: ATTEMPTS,
    requestHandler: {
      ...{ connectionTimeout: CONNECT_MS, requestTimeout: REQUEST_MS, throwOnRequestTimeout: true },
      // The only timeout that also covers the body of the response.
      socketTimeout: idleMs,
    },
    // Stores of other vendors save an unknown checksum as part of the file.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
  })
  client.middlewareStack.add(
    (next, { commandName }) =>
      async (asked) => {
        const answered = await next(asked)
        const response = answered.response as { statusCode: number; body?: Readable }
        const isFile = commandName === 'GetObjectCommand' && response.statusCode < 300
        if (response.body && !isFile) {
          const whole = breakingOff()
          // Each byte keeps the socket's own timeout from passing.
          const late = new Fault(`The bucket has not ended its answer within ${REQUEST_MS / 1_000} s`)
          const timer = setTimeout(() => whole.destroy(late), REQUEST_MS).unref()
          response.body = pipeline(response.body, whole, () => clearTimeout(timer))
        }
        return answered
      },
    { step: 'deserialize', priority: 'low' },
  )
  return { client, ...commands }
}
