import { Readable } from 'node:stream'
import { deflateSync } from 'node:zlib'
import sharp, { type Sharp } from 'sharp'
import { beforeAll, describe, expect, it } from 'vitest'
import { drawDocument } from '@/lib/capture/checks/drawn-document'
import { pngChunk } from '@/lib/testing/drawn-png'
import { inspectFile } from '.'

/** Stands for a place, a name, a serial number: whatever must not be stored. */
const PLANTED = 'Rue de la Paix 12, Paris'
const CARD = drawDocument({ width: 760, height: 540 })
const card = (): Sharp => sharp(CARD.data, { raw: { width: CARD.width, height: CARD.height, channels: 1 } })

async function store(content: Buffer): Promise<Buffer> {
  const { bytes } = await inspectFile({
    name: 'blob',
    bytes: Readable.from([content]),
    acceptQuality: true,
    whose: 'ada',
  })
  return bytes
}

const pixelsOf = (content: Buffer) => sharp(content).raw().toBuffer()

function segment(marker: number, data: string | Buffer): Buffer {
  const body = Buffer.from(data as string, 'latin1')
  const head = Buffer.from([0xff, marker, 0, 0])
  head.writeUInt16BE(body.length + 2, 2)
  return Buffer.concat([head, body])
}

const exif = (text: string) =>
  sharp({ create: { width: 8, height: 8, channels: 3, background: '#fff' } })
    .withExif({ IFD0: { ImageDescription: text, Make: text }, IFD3: { GPSLatitude: '48/1 51/1 24/1' } })
    .jpeg()
    .toBuffer()

describe('a JPEG is stored with its pixels and without', () => {
  let plain: Buffer
  let second: Buffer
  beforeAll(async () => {
    plain = await card().toColourspace('srgb').jpeg({ progressive: true }).toBuffer()
    second = await exif(PLANTED)
  })
  const behindStart = (...segments: Buffer[]) => Buffer.concat([plain.subarray(0, 2), ...segments, plain.subarray(2)])
  const beforeEnd = (...parts: Buffer[]) => Buffer.concat([plain.subarray(0, -2), ...parts, plain.subarray(-2)])

  it.each<[string, () => Buffer]>([
    ['content credentials (APP11)', () => behindStart(segment(0xeb, `JP\0\0jumbf c2pa ${PLANTED}`))],
    ['comments', () => behindStart(segment(0xfe, PLANTED), segment(0xfe, PLANTED))],
    [
      'comments between its scans',
      () => {
        const scan = plain.lastIndexOf(Buffer.from([0xff, 0xc4]))
        return Buffer.concat([plain.subarray(0, scan), segment(0xfe, PLANTED), plain.subarray(scan)])
      },
    ],
    ['comments before its end', () => beforeEnd(segment(0xfe, PLANTED))],
    ['IPTC (APP13)', () => behindStart(segment(0xed, `Photoshop 3.0\x008BIM\x04\x04\0\0\0\0\0${PLANTED}`))],
    [
      'XMP (APP1), and what goes on in more segments',
      () =>
        behindStart(
          segment(0xe1, `http://ns.adobe.com/xap/1.0/\0<x:xmpmeta>${PLANTED}</x:xmpmeta>`),
          segment(0xe1, `http://ns.adobe.com/xmp/extension/\0${'0'.repeat(40)}${PLANTED}`),
        ),
    ],
    ['Exif that no reader understands', () => behindStart(segment(0xe1, `Exif\0\0${PLANTED}`))],
    [
      'a list of pictures behind it, and these (APP2)',
      () => Buffer.concat([behindStart(segment(0xe2, `MPF\0${PLANTED}`)), second]),
    ],
    ['a picture behind it that has a place', () => Buffer.concat([plain, second])],
    ['text behind it', () => Buffer.concat([plain, Buffer.from(PLANTED)])],
    ['thumbnails (APP0)', () => behindStart(segment(0xe0, `JFXX\0\x10${PLANTED}`))],
    ['a thumbnail in its header', () => behindStart(segment(0xe0, `JFIF\0\x01\x02\0\0\x01\0\x01\x02\x04${PLANTED}`))],
    ['more than belongs into an Adobe segment', () => behindStart(segment(0xee, `Adobe\0\x64\0\0\0\0\x01${PLANTED}`))],
    ['segments of applications that nobody knows', () => behindStart(segment(0xef, PLANTED), segment(0xe5, PLANTED))],
  ])('%s', async (_, make) => {
    const content = make()
    expect(content.includes(PLANTED)).toBe(true)
    const stored = await store(content)
    expect(stored.includes(PLANTED)).toBe(false)
    expect(stored.includes('c2pa')).toBe(false)
    expect(stored.indexOf(Buffer.from([0xff, 0xd8, 0xff]), 1)).toBe(-1)
    expect((await pixelsOf(stored)).equals(await pixelsOf(plain))).toBe(true)
  })

  it.each<[string, () => Buffer]>([
    ['a profile of colours that is none', () => behindStart(segment(0xe2, `ICC_PROFILE\0\x01\x01${PLANTED}`))],
    ['bytes that belong to no pixel', () => beforeEnd(Buffer.from(PLANTED))],
    [
      'bytes between its segments',
      () => {
        const at = 4 + plain.readUInt16BE(4)
        return Buffer.concat([plain.subarray(0, at), Buffer.from(PLANTED), plain.subarray(at)])
      },
    ],
  ])('%s: it is drawn anew', async (_, make) => {
    const content = make()
    const stored = await store(content)
    expect(stored.includes(PLANTED)).toBe(false)
    expect(await sharp(stored).metadata()).toMatchObject({ format: 'jpeg', width: CARD.width, height: CARD.height })
  })

  it('keeps the colours that a profile gives it', async () => {
    const content = await card().toColourspace('srgb').withIccProfile('p3').jpeg().toBuffer()
    const stored = await store(Buffer.concat([content, Buffer.from(PLANTED)]))
    expect(stored.equals(content)).toBe(true)
    expect((await sharp(stored).metadata()).icc).toBeInstanceOf(Buffer)
  })

  it('keeps the colours that an Adobe segment gives it', async () => {
    const cmyk = await card().toColourspace('cmyk').jpeg().toBuffer()
    const stored = await store(Buffer.concat([cmyk, Buffer.from(PLANTED)]))
    expect([stored.includes('Adobe'), (await sharp(stored).metadata()).space]).toEqual([true, 'cmyk'])
    expect((await pixelsOf(stored)).equals(await pixelsOf(cmyk))).toBe(true)
  })

  it('turns a picture as its Exif says, which goes', async () => {
    const content = await card()
      .jpeg()
      .withExif({ IFD0: { Artist: PLANTED } })
      .withMetadata({ orientation: 6 })
      .toBuffer()
    const stored = await store(Buffer.concat([content, Buffer.from(PLANTED)]))
    expect(await sharp(stored).metadata()).toMatchObject({ width: CARD.height, height: CARD.width })
    expect([stored.includes('Exif'), stored.includes(PLANTED)]).toEqual([false, false])
  })
})

describe('a PNG is stored with its pixels and without', () => {
  let plain: Buffer
  beforeAll(async () => {
    plain = await card().png().toBuffer()
  })
  const data = () => plain.indexOf('IDAT') - 4
  const end = () => plain.indexOf('IEND') - 4
  const beforePixels = (...chunks: Buffer[]) =>
    Buffer.concat([plain.subarray(0, data()), ...chunks, plain.subarray(data())])
  const behindPixels = (...chunks: Buffer[]) =>
    Buffer.concat([plain.subarray(0, end()), ...chunks, plain.subarray(end())])
  const text = (start = '') => Buffer.from(`${start}${PLANTED}`, 'latin1')

  it.each<[string, () => Buffer]>([
    ['text behind its pixels', () => behindPixels(pngChunk('tEXt', text('Comment\0')))],
    ['text before its pixels', () => beforePixels(pngChunk('tEXt', text('Comment\0')))],
    ['text in other languages, and XMP', () => behindPixels(pngChunk('iTXt', text('XML:com.adobe.xmp\0\0\0\0\0')))],
    ['packed text', () => behindPixels(pngChunk('zTXt', Buffer.concat([text('\0\0'), deflateSync(text())])))],
    ['Exif behind its pixels', () => behindPixels(pngChunk('eXIf', text('MM\0\x2a\0\0\0\x08\0\0')))],
    ['its time', () => behindPixels(pngChunk('tIME', text()))],
    ['content credentials', () => beforePixels(pngChunk('caBX', text()))],
    ['sizes that are none', () => beforePixels(pngChunk('pHYs', text()))],
    ['chunks that nobody knows', () => behindPixels(pngChunk('prIv', text()))],
    ['bytes behind its end', () => Buffer.concat([plain, text()])],
    ['bytes in its end', () => Buffer.concat([plain.subarray(0, end()), pngChunk('IEND', text())])],
  ])('%s', async (_, make) => {
    const content = make()
    expect(content.includes(PLANTED)).toBe(true)
    const stored = await store(content)
    expect(stored.includes(PLANTED)).toBe(false)
    expect(stored.equals(plain) || (await pixelsOf(stored)).equals(await pixelsOf(plain))).toBe(true)
  })

  it('bytes behind its packed pixels', async () => {
    const stored = await store(behindPixels(pngChunk('IDAT', text())))
    expect(stored.includes(PLANTED)).toBe(false)
    expect((await pixelsOf(stored)).equals(await pixelsOf(plain))).toBe(true)
  })

  it('the name of its profile of colours, whose colours stay', async () => {
    const content = await card().toColourspace('srgb').withIccProfile('p3').png().toBuffer()
    const { icc } = await sharp(content).metadata()
    const named = pngChunk('iCCP', Buffer.concat([text(), Buffer.from([0, 0]), deflateSync(icc ?? Buffer.alloc(0))]))
    const at = content.indexOf('iCCP') - 4
    const renamed = Buffer.concat([
      content.subarray(0, at),
      named,
      content.subarray(at + 12 + content.readUInt32BE(at)),
    ])
    const stored = await store(renamed)
    expect(stored.includes(PLANTED)).toBe(false)
    expect((await sharp(stored).metadata()).icc?.equals(icc ?? Buffer.alloc(0))).toBe(true)
  })
})
