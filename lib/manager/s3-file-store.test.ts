import { randomBytes, randomUUID } from 'node:crypto'
import { mkdtempSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  CreateBucketCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3'
import S3rver from 's3rver'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { describeFileStore } from './file-store.conformance'
import { createS3FileStore, parseS3Url } from './s3-file-store'

const server = new S3rver({
  ...{ port: 0, address: '127.0.0.1', silent: true },
  directory: mkdtempSync(join(tmpdir(), 'inapp-kyc-s3-')),
})
let endpoint: string
let client: S3Client

beforeAll(async () => {
  const { port } = (await server.run()) as AddressInfo
  endpoint = `http://127.0.0.1:${port}`
  const credentials = { accessKeyId: 'S3RVER', secretAccessKey: 'S3RVER' }
  client = new S3Client({ endpoint, credentials, region: 'us-east-1', forcePathStyle: true })
})
afterAll(async () => {
  client.destroy()
  await server.close()
})

describeFileStore('createS3FileStore', async () => {
  const Bucket = `kyc-${randomBytes(6).toString('hex')}`
  await client.send(new CreateBucketCommand({ Bucket }))
  const url = `s3://S3RVER:S3RVER@${Bucket}/files?endpoint=${endpoint}`
  return {
    store: createS3FileStore({ url, masterKey: randomBytes(32) }),
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

  it.each([
    ['credentials that are refused', () => `s3://wrong:wrong@kyc?endpoint=${endpoint}`],
    ['a bucket that is not there', () => `s3://S3RVER:S3RVER@nowhere?endpoint=${endpoint}`],
    ['a store that is not reachable', () => 's3://a:b@kyc?endpoint=http://127.0.0.1:9'],
  ])('fails, and does not hang, with %s', async (_, url) => {
    const store = createS3FileStore({ url: url(), masterKey: randomBytes(32) })
    await expect(store.write(randomUUID(), 'jpg', content())).rejects.toThrow()
    await expect(Array.fromAsync(store.read(randomUUID(), 'jpg'))).rejects.toThrow()
  })
})

describe('the address of a bucket', () => {
  it('names bucket, prefix, region, endpoint and credentials', () => {
    expect(parseS3Url('s3://key:se%2Fcret@kyc/a/b/?endpoint=https://s3.example&region=eu-central-1')).toEqual({
      ...{ bucket: 'kyc', prefix: 'a/b/', region: 'eu-central-1', endpoint: 'https://s3.example' },
      credentials: { accessKeyId: 'key', secretAccessKey: 'se/cret' },
    })
    expect(parseS3Url('s3://kyc')).toMatchObject({ prefix: '', endpoint: undefined, credentials: undefined })
  })

  it.each(['', 'kyc', 'https://kyc', 's3:///kyc'])('is not %j', (url) => expect(parseS3Url(url)).toBeNull())
})
