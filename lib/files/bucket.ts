import type { S3Client } from '@aws-sdk/client-s3'
import { REQUEST_MS, wholeAnswers } from './whole-answers'

const ATTEMPTS = 3
const CONNECT_MS = 5_000
const IDLE_MS = 15_000

export type Bucket = {
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

/**
 * Loads the SDK on first use: it takes long to load, and deployments on disk never need it.
 * @param idleMs a bucket that sends nothing for so long counts as failed.
 * @param streamed the commands whose answers are files, of any size. All others are bounded in bytes and time.
 */
export async function openS3(
  { region, endpoint, credentials }: Bucket,
  { idleMs = IDLE_MS, streamed }: { idleMs?: number | undefined; streamed: readonly string[] },
) {
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
  client.middlewareStack.add(wholeAnswers(streamed), { step: 'deserialize', priority: 'low' })
  return { client, ...commands }
}
