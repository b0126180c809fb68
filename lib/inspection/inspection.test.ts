import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import sharp, { type Sharp } from 'sharp'
import { describe, expect, it, vi } from 'vitest'
import { drawDocument, relit, withReflection } from '@/lib/capture/checks/drawn-document'
import type { Luminance } from '@/lib/capture/luminance'
import { MAX_FILE_BYTES } from '@/lib/contract/limits'
import { drawPdf } from '@/lib/testing/drawn-pdf'
import { pngChunk } from '@/lib/testing/drawn-png'
import { inspectFile } from '.'
import { cleanPdf } from './clean-pdf'

/** Rendered before importing `inspection`, which blocks sharp's SVG loader. */
const FACE = await vi.hoisted(async () => {
  const { default: painter } = await import('sharp')
  const { drawnFace } = await import('@/lib/capture/face/drawn-face')
  return painter(Buffer.from(drawnFace({ width: 960, height: 720 })))
    .png()
    .toBuffer()
})

async function* partsOf(...parts: Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* parts
}

const inspect = (name: string, content: Uint8Array, acceptQuality = false) =>
  inspectFile({ name, bytes: partsOf(content), acceptQuality, whose: 'ada' })

const pictureOf = ({ data, width, height }: Luminance): Sharp => sharp(data, { raw: { width, height, channels: 1 } })
const CARD = drawDocument()
const jpeg = (plane: Luminance = CARD) => pictureOf(plane).jpeg({ quality: 85 }).toBuffer()
const png = (plane: Luminance = CARD) => pictureOf(plane).png().toBuffer()

/** The PNG with another size in its header. */
function claiming(picture: Buffer, width: number, height: number): Buffer {
  const header = Buffer.from(picture.subarray(16, 29))
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  return Buffer.concat([picture.subarray(0, 8), pngChunk('IHDR', header), picture.subarray(33)])
}

describe('inspectFile', () => {
  describe('size and type', () => {
    it('refuses a file as soon as it exceeds the limit, without reading the rest', async () => {
      let sent = 0
      async function* endless() {
        for (;;) {
          sent += 1 << 20
          yield new Uint8Array(1 << 20)
        }
      }
      const refused = inspectFile({ name: 'a.jpg', bytes: endless(), acceptQuality: false, whose: 'ada' })
      await expect(refused).rejects.toMatchObject({ code: 'FILE_TOO_LARGE' })
      expect(sent).toBe(MAX_FILE_BYTES + (1 << 20))
    })

    it.each(['a.jpg', 'a.pdf', 'blob', ''])('refuses %j of 0 bytes', async (name) => {
      await expect(inspect(name, Buffer.alloc(0))).rejects.toMatchObject({ code: 'FILE_EMPTY' })
    })

    it.each(['photo.jpg', 'PHOTO.JPEG', 'blob', '', 'scan of 12.2026', 'photo.jfif'])(
      'takes a JPEG named %j',
      async (name) => {
        expect(await inspect(name, await jpeg())).toMatchObject({ contentType: 'image/jpeg', extension: 'jpg' })
      },
    )

    it('takes a picture with the name of another picture for what it is', async () => {
      for (const name of ['photo.png', 'photo.heic', 'photo.hif'])
        expect(await inspect(name, await jpeg())).toMatchObject({ contentType: 'image/jpeg', extension: 'jpg' })
      for (const name of ['photo.jpeg', 'photo.JPG', 'photo.heif'])
        expect(await inspect(name, await png())).toMatchObject({ contentType: 'image/png', extension: 'png' })
    })

    it.each(['photo.pdf', 'photo.gif', 'photo.exe', 'photo.jpg.zip'])('refuses a JPEG named %j', async (name) => {
      await expect(inspect(name, await jpeg())).rejects.toMatchObject({ code: 'FILE_TYPE_MISMATCH' })
    })

    it('refuses text, HTML and a program named like a picture', async () => {
      for (const content of ['notes', '<svg xmlns="http://www.w3.org/2000/svg"/>', '<!doctype html>', 'MZ\x90\0'])
        await expect(inspect('a.jpg', Buffer.from(content))).rejects.toMatchObject({ code: 'FILE_TYPE_MISMATCH' })
    })

    it.each([
      ['a.gif', Buffer.from('R0lGODlhAQABAIAAAHh4eAAAACwAAAAAAQABAAACAkQBADs=', 'base64')],
      ['a.svg', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>')],
      ['a.zip', Buffer.from('504b0506000000000000000000000000000000000000', 'hex')],
      ['a.txt', Buffer.from('notes')],
    ])('refuses %s: its type matches its name, but is not accepted', async (name, content) => {
      await expect(inspect(name, content)).rejects.toMatchObject({ code: 'FILE_TYPE_NOT_ALLOWED' })
    })
  })

  describe('pictures', () => {
    it('keeps a clean picture byte by byte', async () => {
      for (const [name, content] of [
        ['a.jpg', await jpeg()],
        ['a.png', await png()],
      ] as const) {
        const file = await inspect(name, content)
        expect(file).toMatchObject({ width: 1_200, height: 850, pages: null, quality: { findings: [] } })
        expect(file.bytes.equals(content)).toBe(true)
      }
    })

    it('stores a picture upright', async () => {
      const content = await pictureOf(CARD).jpeg().withMetadata({ orientation: 6 }).toBuffer()
      const file = await inspect('a.jpg', content)
      expect(file).toMatchObject({ width: 850, height: 1_200 })
      const stored = await sharp(file.bytes).metadata()
      expect([stored.width, stored.height, stored.orientation]).toEqual([850, 1_200, undefined])
    })

    it('removes location, device and history, from JPEG and PNG', async () => {
      const tagged = pictureOf(CARD)
        .withExif({ IFD0: { Make: 'Phonemaker' }, IFD3: { GPSLatitude: '48/1 51/1 24/1' } })
        .withXmp('<x:xmpmeta xmlns:x="adobe:ns:meta/">Edited in Paris</x:xmpmeta>')
      for (const [name, content] of [
        ['a.jpg', await tagged.clone().jpeg().toBuffer()],
        ['a.png', await tagged.clone().png().toBuffer()],
      ] as const) {
        const before = await sharp(content).metadata()
        expect([before.exif, before.xmp], name).toEqual([expect.any(Buffer), expect.any(Buffer)])
        const { exif, xmp } = await sharp((await inspect(name, content)).bytes).metadata()
        expect([exif, xmp], name).toEqual([undefined, undefined])
      }
    })

    it('keeps only the first picture of an animated PNG', async () => {
      const still = await png()
      const animated = [
        still.subarray(0, 33),
        pngChunk('acTL', Buffer.from([0, 0, 0, 1, 0, 0, 0, 0])),
        still.subarray(33),
      ]
      const file = await inspect('a.png', Buffer.concat(animated))
      expect(file).toMatchObject({ contentType: 'image/png', width: 1_200, height: 850 })
      expect(file.bytes.includes('acTL')).toBe(false)
    })

    it('refuses 60,000 by 60,000 pixels from the header alone', async () => {
      const enormous = claiming(await png(), 60_000, 60_000)
      const withoutPicture = enormous.subarray(0, enormous.indexOf('IDAT') + 4)
      for (const content of [enormous, withoutPicture])
        await expect(inspect('a.png', content)).rejects.toMatchObject({ code: 'PICTURE_TOO_LARGE' })
    })

    it.each([
      ['16 bits a colour, interlaced', 5_000, { progressive: true }, true],
      ['16 bits a colour', 7_500, {}, true],
      ['8 bits a colour, interlaced', 7_500, { progressive: true }, false],
      ['8 bits and see-through', 9_000, {}, false],
    ] as const)('refuses what a decoder would have to hold too much of: %s', async (_, side, options, isDeep) => {
      const picture = sharp(await png()).ensureAlpha(isDeep ? 0.5 : 1)
      const small = await (isDeep ? picture.toColourspace('rgb16') : picture).png(options).toBuffer()
      const refused = inspect('a.png', claiming(small, side, side))
      await expect(refused).rejects.toMatchObject({ code: 'PICTURE_TOO_LARGE' })
    })

    it('takes a photo of 50 million pixels, progressive too', async () => {
      const photo = sharp({ create: { width: 8_160, height: 6_144, channels: 3, background: '#999' } })
      const content = await photo.jpeg({ progressive: true }).toBuffer()
      await expect(inspect('a.jpg', content)).rejects.toMatchObject({ code: 'DOCUMENT_QUALITY_LOW' })
    })

    it.each(['jpeg', 'progressive', 'png'] as const)('refuses a truncated %s picture', async (kind) => {
      const picture = pictureOf(CARD)
      const content = await (kind === 'png' ? picture.png() : picture.jpeg({ progressive: kind !== 'jpeg' })).toBuffer()
      for (const share of [0.05, 0.3, 0.7, 0.97]) {
        const refused = inspect('blob', content.subarray(0, Math.floor(content.length * share)))
        await expect(refused, String(share)).rejects.toMatchObject({ code: 'FILE_CORRUPTED' })
      }
    })

    it('answers any damage with a known error code', async () => {
      const [first, second] = [await jpeg(), await png()]
      const known = /^(FILE_|PICTURE_TOO_LARGE|DOCUMENT_QUALITY_LOW)/
      await fc.assert(
        fc.asyncProperty(
          fc.constantFrom(first, second),
          fc.double({ min: 0, max: 1, noNaN: true }),
          fc.nat(255),
          async (whole, place, byte) => {
            const touched = Buffer.from(whole)
            touched.writeUInt8(byte, Math.floor(place * (whole.length - 1)))
            const code = await inspect('blob', touched).then(
              () => 'FILE_TAKEN',
              (error: { code?: string }) => error.code,
            )
            expect(code).toMatch(known)
          },
        ),
        { numRuns: 60 },
      )
    })
  })

  describe('quality', () => {
    const dark = relit(CARD, ({ value }) => value * 0.2)

    it('refuses a dark picture, with suggestions for just that', async () => {
      await expect(inspect('a.jpg', await jpeg(dark))).rejects.toMatchObject({
        code: 'DOCUMENT_QUALITY_LOW',
        details: { reason: 'TOO_DARK', suggestions: ['Use better lighting', 'Ensure all text is readable'] },
      })
    })

    it('refuses a blurred picture, and one with a reflection', async () => {
      const blurred = await pictureOf(CARD).blur(4).jpeg().toBuffer()
      await expect(inspect('a.jpg', blurred)).rejects.toMatchObject({ details: { reason: 'BLUR' } })
      const reflection = await jpeg(withReflection(CARD, 0.3))
      await expect(inspect('a.jpg', reflection)).rejects.toMatchObject({ details: { reason: 'GLARE' } })
    })

    it('accepts it when the person insists, and keeps the findings for the reviewer', async () => {
      const { quality } = await inspect('a.jpg', await jpeg(dark), true)
      expect(quality?.findings).toEqual([{ code: 'TOO_DARK', score: expect.any(Number) }])
    })

    it('refuses a picture that is too small, even if the person insists', async () => {
      const small = await jpeg(drawDocument({ width: 500, height: 390 }))
      for (const acceptQuality of [false, true])
        await expect(inspect('a.jpg', small, acceptQuality)).rejects.toMatchObject({
          code: 'DOCUMENT_QUALITY_LOW',
          details: { reason: 'TOO_SMALL' },
        })
    })
  })

  it('counts the pages of a PDF, and keeps these alone', async () => {
    const file = await inspect('bill.pdf', drawPdf())
    expect(file).toMatchObject({ contentType: 'application/pdf', extension: 'pdf', pages: 2, quality: null })
    expect(file.bytes.equals((await cleanPdf(drawPdf())).bytes)).toBe(true)
  })

  it.each([
    ['an empty line', '\n'],
    ['a byte order mark', '\ufeff'],
    ['the headers of its answer', 'HTTP/1.1 200 OK\r\nContent-Type: application/pdf\r\n\r\n'],
    ['the envelope of a web service', '<?xml version="1.0"?>\n<document>\n'],
    ['1,023 bytes', ' '.repeat(1_023)],
  ])('takes a PDF behind %s, without these', async (_what, before) => {
    const { bytes } = await cleanPdf(drawPdf())
    for (const name of ['bill.pdf', 'blob']) {
      const file = await inspect(name, Buffer.concat([Buffer.from(before), drawPdf()]))
      expect(file).toMatchObject({ contentType: 'application/pdf', pages: 2 })
      expect(file.bytes.equals(bytes)).toBe(true)
    }
  })

  it('takes a PDF with lines behind its end', async () => {
    for (const behind of ['\n\n\0\0', '<!-- served by proxy -->'.repeat(100)])
      expect(await inspect('bill.pdf', Buffer.concat([drawPdf(), Buffer.from(behind)]))).toMatchObject({ pages: 2 })
  })

  it('takes nothing for a PDF that begins later, or is a picture or a program first', async () => {
    const late = Buffer.concat([Buffer.alloc(1_024, ' '), drawPdf()])
    await expect(inspect('bill.pdf', late)).rejects.toMatchObject({ code: 'FILE_TYPE_MISMATCH' })
    const program = Buffer.concat([Buffer.from('MZ\x90\0'), drawPdf()])
    await expect(inspect('bill.pdf', program)).rejects.toMatchObject({ code: 'FILE_TYPE_MISMATCH' })
  })

  it('gives each of many concurrent calls its own result', async () => {
    const [good, bad] = [await jpeg(), (await jpeg()).subarray(0, 20_000)]
    const answers = await Promise.allSettled(
      Array.from({ length: 12 }, (_, i) =>
        i % 3 === 0 ? inspect('a.jpg', bad) : i % 3 === 1 ? inspect('a.jpg', good) : inspect('a.pdf', drawPdf()),
      ),
    )
    expect(answers.map(({ status }) => status)).toEqual(
      Array.from({ length: 12 }, (_, i) => (i % 3 === 0 ? 'rejected' : 'fulfilled')),
    )
  })
})

const samples = fileURLToPath(new URL('../../../shared/samples/', import.meta.url))

describe.skipIf(!existsSync(samples))('inspectFile, on real files', () => {
  const sample = (name: string) => inspect(name, readFileSync(`${samples}${name}`))

  it.each([
    ['03_dl_westvirginia_cartoon.png', { width: 759, height: 463 }],
    ['04_passport_malaysia_cartoon_mrz.png', { width: 1_200, height: 893 }],
    ['05_idcard_italy_cartoon_front_back_mrz.png', { width: 1_200, height: 893 }],
    ['16_energy_bill_fr_2pages_stained.pdf', { pages: 2 }],
    ['23_minimal.pdf', { pages: 1 }],
  ])('takes %s', async (name, facts) => {
    const file = await sample(name)
    expect(file).toMatchObject({ ...facts, ...('pages' in facts ? { quality: null } : { quality: { findings: [] } }) })
    expect(file.bytes.includes('Exif\0')).toBe(false)
  })

  it.each([
    ['01_dl_washington_cartoon_JPEGbytes.png', 'DOCUMENT_QUALITY_LOW'],
    ['02_passport_canada_cartoon_JPEGbytes.png', 'DOCUMENT_QUALITY_LOW'],
    ['09_icao_utopia_td3_lowres_275x184.jpg', 'DOCUMENT_QUALITY_LOW'],
  ])('refuses %s: %s', async (name, code) => {
    await expect(sample(name)).rejects.toMatchObject({ code })
  })

  it.each([
    ['15_not_an_id_paper_strip.png', { width: 2_000, height: 470 }],
    ['19_photo_town.heic', { contentType: 'image/jpeg', extension: 'jpg', width: 1_280, height: 854 }],
    ['21_exif_orientation6.jpg', { width: 1_200, height: 1_800 }],
    ['22_exif_gps.jpg', { width: 640, height: 480 }],
  ])('finds no document in %s, and takes it only when the person insists', async (name, facts) => {
    await expect(sample(name)).rejects.toMatchObject({ details: { reason: 'NO_DOCUMENT' } })
    const file = await inspect(name, readFileSync(`${samples}${name}`), true)
    expect(file).toMatchObject({ ...facts, quality: { findings: [{ code: 'NO_DOCUMENT' }] } })
    expect(file.bytes.includes('Exif\0')).toBe(false)
  })
})

describe('a selfie', () => {
  const face = () => sharp(FACE).jpeg().toBuffer()
  const inspectFace = async (content: Uint8Array, acceptQuality = false) =>
    inspectFile({ name: 'me.jpg', bytes: partsOf(content), acceptQuality, shows: 'face', whose: 'ada' })

  it('is checked as a face, not as a document', async () => {
    expect((await inspectFace(await face())).quality).toMatchObject({ faces: 1, findings: [] })
  })

  it('is refused without a face, and accepted when the person insists', async () => {
    const wall = await sharp({ create: { width: 800, height: 800, channels: 3, background: '#9ab' } })
      .jpeg()
      .toBuffer()
    await expect(inspectFace(wall)).rejects.toMatchObject({
      code: 'DOCUMENT_QUALITY_LOW',
      details: { reason: 'NO_FACE' },
    })
    expect((await inspectFace(wall, true)).quality).toMatchObject({ faces: 0, findings: [{ code: 'NO_FACE' }] })
  })

  it('cannot be a PDF', async () => {
    await expect(
      inspectFile({ name: 'me.pdf', bytes: partsOf(drawPdf()), acceptQuality: true, shows: 'face', whose: 'ada' }),
    ).rejects.toMatchObject({
      code: 'FILE_TYPE_NOT_ALLOWED',
    })
  })
})
