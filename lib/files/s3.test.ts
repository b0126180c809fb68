import { randomBytes, randomUUID } from 'node:crypto'
import type { RequestListener } from 'node:http'
import { Readable } from 'node:stream'
import {
  CreateBucketCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { listen } from '@/lib/testing/http-server'
import { startS3 } from '@/lib/testing/s3-server'
import { parseS3Url } from './bucket'
import { createKeyring } from './keys'
import { createS3FileStore } from './s3'
import { describeFileStore } from './store.conformance'

let endpoint: string
let stop: () => Promise<void>
let client: S3Client

beforeAll(async () => {
  ;({ endpoint, stop } = await startS3())
  const credentials = { accessKeyId: 'S3RVER', secretAccessKey: 'S3RVER' }
  client = new S3Client({ endpoint, credentials, region: 'us-east-1', forcePathStyle: true })
})
afterAll(async () => {
  client.destroy()
  await stop()
})

describeFileStore('createS3FileStore', async () => {
  const Bucket = `kyc-${randomBytes(6).toString('hex')}`
  await client.send(new CreateBucketCommand({ Bucket }))
  const url = `s3://S3RVER:S3RVER@${Bucket}/files?endpoint=${endpoint}`
  return {
    store: createS3FileStore({ url, keyring: createKeyring([randomBytes(32)]) }),
    raw: async () => {
      const { Contents = [] } = await client.send(new ListObjectsV2Command({ Bucket }))
      return Promise.all(
        Contents.map(async ({ Key = '' }) => {
          const { Body } = await client.send(new GetObjectCommand({ Bucket, Key }))
          return { name: Key.replace('files/', ''), bytes: (await Body?.transformToByteArray()) ?? new Uint8Array() }
        }),
      )
    },
    overwrite: async (name, Body) =>
      void (await client.send(new PutObjectCommand({ Bucket, Key: `files/${name}`, Body }))),
  }
})

describe('a file store in a bucket', () => {
  async function* content() {
    yield Buffer.from('private')
  }

  /** A store on a server that answers as the test wants, with a short `idleMs`. */
  async function storeAt(answer: RequestListener) {
    const odd = await listen(answer)
    onTestFinished(odd.close)
    const url = `s3://a:b@kyc?endpoint=${odd.url}`
    return createS3FileStore({ url, keyring: createKeyring([randomBytes(32)]), idleMs: 300 })
  }

  beforeAll(async () => void (await client.send(new CreateBucketCommand({ Bucket: 'kyc' }))))

  it.each([
    ['an unknown access key', () => `s3://wrong:wrong@kyc?endpoint=${endpoint}`, { name: 'InvalidAccessKeyId' }],
    ['a missing bucket', () => `s3://S3RVER:S3RVER@nowhere?endpoint=${endpoint}`, { name: 'NoSuchBucket' }],
    ['an unreachable store', () => 's3://a:b@kyc?endpoint=http://127.0.0.1:9', { code: 'ECONNREFUSED' }],
  ])('is not available with %s, instead of hanging', async (_, url, cause) => {
    const store = createS3FileStore({ url: url(), keyring: createKeyring([randomBytes(32)]) })
    const error = { code: 'BACKEND_UNAVAILABLE', cause }
    await expect(store.write(randomUUID(), 'jpg', content(), null)).rejects.toMatchObject(error)
    await expect(Array.fromAsync(store.read(randomUUID(), 'jpg', null))).rejects.toMatchObject(error)
    await expect(store.remove(randomUUID(), 'jpg')).rejects.toMatchObject(error)
  })

  // The test server knows the access keys but does not verify signatures, so this one is played.
  it('is not available with a wrong secret', async () => {
    const refusal = '<Error><Code>SignatureDoesNotMatch</Code></Error>'
    const store = await storeAt((_, response) => response.writeHead(403).end(refusal))
    const error = { code: 'BACKEND_UNAVAILABLE', cause: { name: 'SignatureDoesNotMatch' } }
    await expect(store.write(randomUUID(), 'jpg', content(), null)).rejects.toMatchObject(error)
    await expect(Array.fromAsync(store.read(randomUUID(), 'jpg', null))).rejects.toMatchObject(error)
    await expect(store.remove(randomUUID(), 'jpg')).rejects.toMatchObject(error)
  })

  it('is not available with a store that never answers', async () => {
    const store = await storeAt(() => {})
    const error = { code: 'BACKEND_UNAVAILABLE', cause: { name: 'TimeoutError' } }
    await expect(store.write(randomUUID(), 'jpg', content(), null)).rejects.toMatchObject(error)
    await expect(Array.fromAsync(store.read(randomUUID(), 'jpg', null))).rejects.toMatchObject(error)
  })

  it('fails with a store that stops in the middle of a file', async () => {
    const store = await storeAt((_, response) => response.writeHead(200, { 'content-length': 1_000 }).write('KYCF'))
    await expect(Array.fromAsync(store.read(randomUUID(), 'jpg', null))).rejects.toMatchObject({ name: 'TimeoutError' })
  })

  it('removes a missing file without an error, even if the store reports one', async () => {
    const store = await storeAt((_, response) => response.writeHead(404).end('<Error><Code>NoSuchKey</Code></Error>'))
    await expect(store.remove(randomUUID(), 'jpg')).resolves.toBeUndefined()
  })

  it('writes and reads a file of the maximum size', async () => {
    const url = `s3://S3RVER:S3RVER@kyc?endpoint=${endpoint}`
    const store = createS3FileStore({ url, keyring: createKeyring([randomBytes(32)]) })
    const [id, largest] = [randomUUID(), randomBytes(25 * 1024 * 1024)]
    await store.write(id, 'pdf', Readable.from([largest]), null)
    expect(Buffer.concat(await Array.fromAsync(store.read(id, 'pdf', null))).equals(largest)).toBe(true)
  })
})

describe('the URL of a bucket', () => {
  it('contains bucket, prefix, region, endpoint and credentials', () => {
    expect(parseS3Url('s3://key:se%2Fcret@kyc/a/b/?endpoint=https://s3.example&region=eu-central-1')).toEqual({
      ...{ bucket: 'kyc', prefix: 'a/b/', region: 'eu-central-1', endpoint: 'https://s3.example' },
      credentials: { accessKeyId: 'key', secretAccessKey: 'se/cret' },
    })
    expect(parseS3Url('s3://kyc/a%20b')).toMatchObject({ prefix: 'a b/' })
    expect(parseS3Url('s3://kyc')).toMatchObject({ prefix: '', endpoint: undefined, credentials: undefined })
  })

  it.each([
    ...['', 'kyc', 'https://kyc', 's3:///kyc', 's3://key@kyc', 's3://:secret@kyc'],
    ...['s3://kyc?endpoint=', 's3://kyc?endpoint=nonsense', 's3://kyc?endpoint=ftp://s3.example'],
  ])('cannot be %j', (url) => expect(parseS3Url(url)).toBeNull())
})
