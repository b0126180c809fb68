import { execFileSync } from 'node:child_process'
import { Readable } from 'node:stream'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { drawDocument } from '@/lib/capture/checks/drawn-document'
import { drawHeic } from '@/lib/testing/drawn-heic'
import { inspectFile } from '.'
import { jpegOfHeic } from './heic'

const decoder = fileURLToPath(new URL('heic-decoder.mjs', import.meta.url))

const CARD = drawDocument({ width: 1_216, height: 864 })
const BLOCK = drawDocument({ width: 32, height: 32, margin: 0 })
const square = (side: number) => ({ width: side, height: side })

async function sizeOf(jpeg: Buffer): Promise<[string, number, number]> {
  const { format, width, height } = await sharp(jpeg).metadata()
  return [format, width, height]
}

describe('jpegOfHeic', () => {
  it('keeps the picture', async () => {
    const jpeg = await jpegOfHeic('ada', drawHeic({ picture: CARD }))
    expect(await sizeOf(jpeg)).toEqual(['jpeg', 1_216, 864])
    const plane = await sharp(jpeg).greyscale().toColourspace('b-w').raw().toBuffer()
    const away = plane.reduce((sum, value, i) => sum + Math.abs(value - (CARD.data[i] ?? 0)), 0) / plane.length
    // The samples are coded in video range and shown in full range: 16 to 235 becomes 0 to 255.
    expect(away).toBeLessThan(20)
  })

  it('applies the rotation that the file asks for', async () => {
    expect(await sizeOf(await jpegOfHeic('ada', drawHeic({ picture: CARD, turns: 1 })))).toEqual(['jpeg', 864, 1_216])
  })

  it('decodes the whole picture, not the tiles stored before it', async () => {
    const tiled = drawHeic({ picture: CARD, grid: { columns: 2, rows: 2 } })
    expect(await sizeOf(await jpegOfHeic('ada', tiled))).toEqual(['jpeg', 2_432, 1_728])
  })

  it('scales a large photo down', async () => {
    const large = drawHeic({ picture: CARD, grid: { columns: 5, rows: 5 } })
    expect(await sizeOf(await jpegOfHeic('ada', large))).toEqual(['jpeg', 4_000, 2_842])
  })

  it.each([60_000, 8_192])('refuses %i pixels a side from the header alone', async (side) => {
    const claiming = drawHeic({ picture: BLOCK, claimed: square(side) })
    const withoutPicture = claiming.subarray(0, claiming.indexOf('mdat') + 4)
    for (const content of [claiming, withoutPicture])
      await expect(jpegOfHeic('ada', content)).rejects.toMatchObject({ code: 'PICTURE_TOO_LARGE' })
  })

  const whole = drawHeic({ picture: CARD })
  it.each([
    ['only a signature', Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic')],
    ['noise behind its signature', Buffer.concat([whole.subarray(0, 24), Buffer.alloc(50_000, 'q7#')])],
    ['a header that claims more than there is', drawHeic({ picture: BLOCK, claimed: square(7_000) })],
    ['a header that claims less than the picture behind it', drawHeic({ picture: BLOCK, coded: square(16_384) })],
    ['tiles larger than they claim', drawHeic({ picture: BLOCK, coded: square(8_192), grid: { columns: 8, rows: 8 } })],
    ['more tiles than any photo', drawHeic({ picture: BLOCK, grid: { columns: 40, rows: 40 } })],
    ...[0.0005, 0.3, 0.7, 0.999].map((share): [string, Buffer] => [
      `${share} of its bytes`,
      whole.subarray(0, Math.floor(whole.length * share)),
    ]),
  ])('refuses a HEIC with %s', async (_what, content) => {
    await expect(jpegOfHeic('ada', content)).rejects.toMatchObject({ code: 'FILE_CORRUPTED' })
  })

  it('answers any damage with a picture or an error code', async () => {
    const small = drawHeic({ picture: BLOCK })
    const boxes = fc.array(fc.tuple(fc.nat(small.length - 1), fc.nat(255)), { minLength: 1, maxLength: 4 })
    await fc.assert(
      fc.asyncProperty(boxes, async (changes) => {
        const touched = Buffer.from(small)
        for (const [at, byte] of changes) touched.writeUInt8(byte, at)
        const code = await jpegOfHeic('ada', touched).then(
          () => 'TAKEN',
          (error: { code?: string }) => error.code,
        )
        expect(code).toMatch(/^(TAKEN|FILE_CORRUPTED|PICTURE_TOO_LARGE)$/)
      }),
      { numRuns: 15 },
    )
  })

  it('kills the decoder at its memory limit, and uses no memory of the parent', async () => {
    const bomb = drawHeic({ picture: BLOCK, coded: square(9_984), claimed: square(9_984) })
    expect(bomb.length).toBeLessThan(3_000)
    const decodeIt = () => execFileSync(process.execPath, [decoder, '100000000'], { input: bomb, stdio: 'pipe' })
    const before = process.memoryUsage.rss()
    expect(decodeIt).toThrow(expect.objectContaining({ signal: 'SIGKILL' }))
    expect(process.memoryUsage.rss() - before).toBeLessThan(50 << 20)
  })

  it('decodes one at a time, and gives each caller its own result', async () => {
    const answers = await Promise.allSettled(
      [whole, whole.subarray(0, 9_000), whole].map((content) => jpegOfHeic('ada', content)),
    )
    expect(answers.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
  })
})

describe('inspectFile, given a HEIC', () => {
  const inspect = (name: string, content: Buffer) =>
    inspectFile({ name, bytes: Readable.from([content]), acceptQuality: false, whose: 'ada' })

  it.each(['IMG_0001.HEIC', 'photo.heif', 'photo.hif', 'photo.jpg', 'blob', ''])(
    'stores one named %j as a JPEG',
    async (name) => {
      const file = await inspect(name, drawHeic({ picture: CARD }))
      expect(file).toMatchObject({ contentType: 'image/jpeg', extension: 'jpg', width: 1_216, height: 864 })
      const stored = await sharp(file.bytes).metadata()
      expect([stored.format, stored.width, stored.exif]).toEqual(['jpeg', 1_216, undefined])
    },
  )

  it.each(['heic', 'heix', 'mif1'])('recognizes the brand %s', async (brand) => {
    expect(await inspect('blob', drawHeic({ picture: CARD, brand }))).toMatchObject({ contentType: 'image/jpeg' })
  })

  it.each([
    ['photo.heic', Buffer.from('notes'), 'FILE_TYPE_MISMATCH'],
    ['photo.heic', drawHeic({ picture: CARD }).subarray(0, 9_000), 'FILE_CORRUPTED'],
    ['photo.heic', drawHeic({ picture: CARD, claimed: { width: 60_000, height: 60_000 } }), 'PICTURE_TOO_LARGE'],
    ['photo.heic', drawHeic({ picture: drawDocument({ width: 512, height: 384 }) }), 'DOCUMENT_QUALITY_LOW'],
  ])('refuses %s with other content than it should have', async (name, content, code) => {
    await expect(inspect(name, content)).rejects.toMatchObject({ code })
  })
})
