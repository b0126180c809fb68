import { createHash, randomUUID } from 'node:crypto'
import { existsSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterEach, describe, expect, it } from 'vitest'
import { drawDocument, relit } from '@/lib/capture/checks/drawn-document'
import { createDiskFileStore } from '@/lib/files/disk'
import { openTestManager } from '@/lib/testing/manager'

const NOW = new Date('2026-11-20T12:00:00Z')
const ADA = { brand: 'acme', customer_id: randomUUID() }
const UPLOADER = { ...ADA, uploaded_by: 'customer' }
const STAFF = { brand: 'acme', customer_id: null }

const opened: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of opened.splice(0)) await close()
})

async function openFiles() {
  const folder = mkdtempSync(join(tmpdir(), 'inapp-kyc-'))
  const { manager, db, keyring } = await openTestManager({ directory: folder, clock: () => NOW })
  opened.push(() => manager.close())
  const directory = join(folder, 'storage')
  return { db, directory, store: createDiskFileStore({ directory, keyring }), files: manager.files }
}

const CARD = drawDocument()

function jpegOf({ data, width, height } = CARD): Promise<Buffer> {
  return sharp(data, { raw: { width, height, channels: 1 } })
    .jpeg({ quality: 85 })
    .toBuffer()
}

function incoming(name: string, content: Uint8Array, acceptQuality = false) {
  async function* bytes() {
    yield content
  }
  return { name, bytes: bytes(), acceptQuality }
}

const contentOf = async (bytes: ReadableStream<Uint8Array>) => Buffer.from(await new Response(bytes).arrayBuffer())
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

describe('stored files', () => {
  it('stores a file encrypted, and returns the same bytes', async () => {
    const { files, directory } = await openFiles()
    const content = await jpegOf()
    const stored = await files.store(incoming('passport.jpg', content), UPLOADER)
    expect(stored).toEqual({
      ...{ file_id: expect.any(String), content_type: 'image/jpeg', file_size: content.length },
      checksum: sha256(content),
    })
    expect(readdirSync(directory)).toEqual([`${stored.file_id}.jpg`])
    expect(readFileSync(join(directory, `${stored.file_id}.jpg`)).includes(content.subarray(200, 260))).toBe(false)
    const out = await files.read(stored.file_id, ADA)
    expect(out).toMatchObject({ content_type: 'image/jpeg', file_size: content.length })
    expect((await contentOf(out.bytes)).equals(content)).toBe(true)
  })

  it('records size and checksum of the stored file, not of the upload', async () => {
    const { files } = await openFiles()
    const content = await sharp(await jpegOf())
      .withExif({ IFD0: { Make: 'Phonemaker' } })
      .toBuffer()
    const stored = await files.store(incoming('photo.jpg', content), UPLOADER)
    const kept = await contentOf((await files.read(stored.file_id, ADA)).bytes)
    expect(stored).toMatchObject({ file_size: kept.length, checksum: sha256(kept) })
    expect(stored.checksum).not.toBe(sha256(content))
  })

  it('stores nothing of a refused file', async () => {
    const { files, db, directory } = await openFiles()
    const content = await jpegOf()
    for (const [name, bytes, code] of [
      ['a.jpg', Buffer.alloc(0), 'FILE_EMPTY'],
      ['a.pdf', content, 'FILE_TYPE_MISMATCH'],
      ['a.jpg', content.subarray(0, 9_000), 'FILE_CORRUPTED'],
      ['a.jpg', await jpegOf(relit(CARD, ({ value }) => value / 5)), 'DOCUMENT_QUALITY_LOW'],
    ] as const)
      await expect(files.store(incoming(name, bytes), UPLOADER)).rejects.toMatchObject({ code })
    expect(readdirSync(directory)).toEqual([])
    expect(await db.selectFrom('files').selectAll().execute()).toEqual([])
    expect(await db.selectFrom('audit').selectAll().where('entity', '=', 'file').execute()).toEqual([])
  })

  it('removes the file when its record cannot be written', async () => {
    const { files, db, directory } = await openFiles()
    await db.schema.dropTable('audit').execute()
    await expect(files.store(incoming('a.jpg', await jpegOf()), UPLOADER)).rejects.toThrow()
    expect(readdirSync(directory)).toEqual([])
    expect(await db.selectFrom('files').selectAll().execute()).toEqual([])
  })

  it('records the findings when the person sent the picture anyway', async () => {
    const { files, db } = await openFiles()
    await files.store(incoming('a.jpg', await jpegOf(relit(CARD, ({ value }) => value / 5)), true), UPLOADER)
    const row = await db.selectFrom('files').selectAll().executeTakeFirstOrThrow()
    expect(row).toMatchObject({ width: 1_200, height: 850, pages: null, extension: 'jpg' })
    expect(JSON.parse(row.quality).findings).toEqual([{ code: 'TOO_DARK', score: expect.any(Number) }])
  })

  it('writes one audit row for each file', async () => {
    const { files, db } = await openFiles()
    const { file_id } = await files.store(incoming('a.jpg', await jpegOf()), UPLOADER)
    const [row, ...more] = await db.selectFrom('audit').selectAll().where('entity', '=', 'file').execute()
    expect(more).toEqual([])
    expect(row).toMatchObject({
      ...{ entity: 'file', entity_id: file_id, action: 'UploadFile', at: NOW.toISOString() },
      ...{ brand: 'acme', customer_id: ADA.customer_id, actor: 'customer', role: 'customer' },
    })
  })

  it('lets only its owner and staff of its brand read a file', async () => {
    const { files } = await openFiles()
    const { file_id } = await files.store(incoming('a.jpg', await jpegOf()), UPLOADER)
    for (const owner of [ADA, STAFF]) expect((await files.read(file_id, owner)).file_size).toBeGreaterThan(0)
    for (const stranger of [
      { brand: 'acme', customer_id: randomUUID() },
      { brand: 'other', customer_id: ADA.customer_id },
      { brand: 'other', customer_id: null },
    ])
      await expect(files.read(file_id, stranger)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(files.read(randomUUID(), ADA)).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })

  it('hides files uploaded by staff from customers', async () => {
    const { files } = await openFiles()
    const { file_id } = await files.store(incoming('a.jpg', await jpegOf()), { ...STAFF, uploaded_by: 'Jo' })
    await expect(files.read(file_id, ADA)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    expect((await files.read(file_id, STAFF)).content_type).toBe('image/jpeg')
  })

  it('throws NOT_FOUND when the content is missing', async () => {
    const { files, store, directory } = await openFiles()
    const { file_id } = await files.store(incoming('a.jpg', await jpegOf()), UPLOADER)
    await store.remove(file_id, 'jpg')
    expect(existsSync(join(directory, `${file_id}.jpg`))).toBe(false)
    await expect(files.read(file_id, ADA)).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })

  it.each([
    ['../../etc/passport.jpg', 'passport.jpg'],
    ['C:\\Users\\Ada\\pass\u0000port\u202egpj.jpg', 'passportgpj.jpg'],
    ['  Führerschein 护照.jpg ', 'Führerschein 护照.jpg'],
    [`${'x'.repeat(300)}.jpg`, `${'x'.repeat(116)}.jpg`],
    ['', 'document.jpg'],
    ['\u0007/', 'document.jpg'],
  ])('stores the name %j as %j', async (name, kept) => {
    const { files, db } = await openFiles()
    await files.store(incoming(name, await jpegOf()), UPLOADER)
    expect(await db.selectFrom('files').select('name').execute()).toEqual([{ name: kept }])
  })
})
