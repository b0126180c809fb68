import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { ReadableStream as WebStream } from 'node:stream/web'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { KycError } from '@/lib/contract/errors'
import { MAX_FILE_BYTES, PART_BYTES } from '@/lib/contract/limits'
import { createDiskFileStore } from './disk'
import { createKeyring } from './keys'
import { createUploads } from './uploads'

const ADA = { brand: 'acme', customer_id: 'ada' }
const BOB = { brand: 'acme', customer_id: 'bob' }

function open() {
  const directory = mkdtempSync(join(tmpdir(), 'inapp-kyc-'))
  const store = createDiskFileStore({ directory, keyring: createKeyring([randomBytes(32)]) })
  return { uploads: createUploads({ store, clock: () => new Date() }), directory }
}

function partsOf(file: Buffer): Buffer[] {
  return Array.from({ length: Math.ceil(file.length / PART_BYTES) }, (_, index) =>
    file.subarray(index * PART_BYTES, (index + 1) * PART_BYTES),
  )
}

const wholeOf = (file: Buffer) => ({
  ...{ name: 'passport.jpg', file_size: file.length, accept_quality: false },
  checksum: createHash('sha256').update(file).digest('hex'),
})

async function sendAll(uploads: ReturnType<typeof open>['uploads'], uploadId: string, file: Buffer) {
  for (const [index, part] of partsOf(file).entries()) await uploads.keepPart(ADA, uploadId, index, part)
}

describe('uploads', () => {
  it('assembles the parts, and removes them', async () => {
    const { uploads, directory } = open()
    const file = randomBytes(2 * PART_BYTES + 77)
    const id = randomUUID()
    await sendAll(uploads, id, file)
    const taken = await uploads.finish(ADA, id, wholeOf(file), async (bytes) =>
      (await buffer(bytes)).toString('base64'),
    )
    expect(Buffer.from(taken, 'base64').equals(file)).toBe(true)
    expect(await uploads.read(ADA, id)).toEqual({ parts: 0, finished: true })
    expect(readdirSync(directory)).toHaveLength(1)
  })

  it('stores parts encrypted', async () => {
    const { uploads, directory } = open()
    await uploads.keepPart(ADA, randomUUID(), 0, Buffer.alloc(1_000, 'Ada Example '))
    const [name = ''] = readdirSync(directory)
    expect(readFileSync(join(directory, name)).includes('Ada')).toBe(false)
  })

  it('counts the parts that have arrived, however often each was sent', async () => {
    const { uploads } = open()
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 20 }), fc.integer({ min: 1, max: 3 }), async (parts, times) => {
        const id = randomUUID()
        for (let index = 0; index < parts; index += 1)
          for (let time = 0; time < times; time += 1) await uploads.keepPart(ADA, id, index, Buffer.from([index]))
        expect(await uploads.read(ADA, id)).toEqual({ parts, finished: false })
      }),
      { numRuns: 10 },
    )
  })

  it('keeps uploads of different people apart, even with the same id', async () => {
    const { uploads } = open()
    const id = randomUUID()
    await uploads.keepPart(ADA, id, 0, Buffer.from('mine'))
    expect(await uploads.read(BOB, id)).toEqual({ parts: 0, finished: false })
  })

  it('refuses a part whose predecessor is missing, and a part that is too large', async () => {
    const { uploads } = open()
    await expect(uploads.keepPart(ADA, randomUUID(), 1, Buffer.from('x'))).rejects.toMatchObject({
      code: 'UPLOAD_INCOMPLETE',
    })
    await expect(uploads.keepPart(ADA, randomUUID(), 0, Buffer.alloc(PART_BYTES + 1))).rejects.toMatchObject({
      code: 'BODY_TOO_LARGE',
    })
  })

  it('does not finish with missing parts or other content than was announced', async () => {
    const { uploads } = open()
    const file = randomBytes(PART_BYTES + 5)
    const id = randomUUID()
    const [first = Buffer.alloc(0)] = partsOf(file)
    await uploads.keepPart(ADA, id, 0, first)
    const finish = () => uploads.finish(ADA, id, wholeOf(file), async () => 'taken')
    await expect(finish()).rejects.toMatchObject({ code: 'UPLOAD_INCOMPLETE' })
    await uploads.keepPart(ADA, id, 1, Buffer.from('other'))
    await expect(finish()).rejects.toMatchObject({ code: 'CHECKSUM_MISMATCH' })
    expect(await uploads.read(ADA, id)).toEqual({ parts: 0, finished: false })
  })

  it('passes the file on once, however often it is finished', async () => {
    const { uploads } = open()
    const file = randomBytes(900)
    const id = randomUUID()
    await sendAll(uploads, id, file)
    let taken = 0
    const finish = () =>
      uploads.finish(ADA, id, wholeOf(file), async (bytes) => ({ size: (await buffer(bytes)).length, taken: ++taken }))
    const answers = [...(await Promise.all([finish(), finish()])), await finish()]
    expect(answers).toEqual(Array(3).fill({ size: 900, taken: 1 }))
  })

  it('keeps the parts of a refused file, so that it can be finished again without sending them', async () => {
    const { uploads } = open()
    const file = randomBytes(900)
    const id = randomUUID()
    await sendAll(uploads, id, file)
    const refused = uploads.finish(ADA, id, wholeOf(file), async () => Promise.reject(new Error('blurred')))
    await expect(refused).rejects.toThrow('blurred')
    expect(await uploads.finish(ADA, id, wholeOf(file), async () => 'taken')).toBe('taken')
  })

  it('removes a cancelled upload', async () => {
    const { uploads, directory } = open()
    const id = randomUUID()
    await sendAll(uploads, id, randomBytes(2 * PART_BYTES))
    await uploads.cancel(ADA, id)
    expect(readdirSync(directory)).toEqual([])
  })
})

describe('a file that comes in one piece', () => {
  /** In chunks as a network brings them. `breaksOff` after the last one. */
  async function* arriving(file: Buffer, breaksOff = false) {
    for (let at = 0; at < file.length; at += 60_000) yield file.subarray(at, at + 60_000)
    if (breaksOff) throw new KycError('UPLOAD_FAILED')
  }
  const streamOf = (chunks: AsyncIterable<Uint8Array>) => WebStream.from(chunks) as ReadableStream<Uint8Array>

  it.each([0, 1, PART_BYTES, PART_BYTES + 1, 3 * PART_BYTES + 77])(
    'is passed on as it was, and kept nowhere: %i bytes',
    async (size) => {
      const { uploads, directory } = open()
      const file = randomBytes(size)
      const taken = await uploads.receive(streamOf(arriving(file)), async (bytes) => {
        for (const name of readdirSync(directory))
          expect(readFileSync(join(directory, name)).includes(file)).toBe(size === 0)
        return buffer(bytes)
      })
      expect(taken.equals(file)).toBe(true)
      expect(readdirSync(directory)).toEqual([])
    },
  )

  it('is passed to nobody before all of it is there', async () => {
    const { uploads, directory } = open()
    const taken: unknown[] = []
    const broken = uploads.receive(streamOf(arriving(randomBytes(PART_BYTES * 2), true)), async (it) => taken.push(it))
    await expect(broken).rejects.toMatchObject({ code: 'UPLOAD_FAILED' })
    expect([taken, readdirSync(directory)]).toEqual([[], []])
  })

  it('is refused as soon as it is too large, and read no further', async () => {
    const { uploads, directory } = open()
    let sent = 0
    async function* endless() {
      for (;;) {
        sent += PART_BYTES
        yield new Uint8Array(PART_BYTES)
      }
    }
    await expect(uploads.receive(streamOf(endless()), async () => {})).rejects.toMatchObject({ code: 'FILE_TOO_LARGE' })
    expect(sent).toBeLessThan(MAX_FILE_BYTES + 10 * PART_BYTES)
    expect(readdirSync(directory)).toEqual([])
  })

  it('leaves nothing where it is refused', async () => {
    const { uploads, directory } = open()
    const refused = uploads.receive(streamOf(arriving(randomBytes(PART_BYTES))), () => Promise.reject(new Error('no')))
    await expect(refused).rejects.toThrow('no')
    expect(readdirSync(directory)).toEqual([])
  })
})
