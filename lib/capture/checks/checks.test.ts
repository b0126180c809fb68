import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { type Luminance, luminanceOf } from '../luminance'
import { chanceFrom } from '../scenes/chance'
import { drawPaper } from '../scenes/papers'
import { lay, placed } from '../scenes/scene'
import { drawTable } from '../scenes/tables'
import { judge } from '.'
import { SHARP_FROM } from './blur'
import { drawDocument, relit, withField, withReflection } from './drawn-document'

const LARGE = { width: 3_000, height: 2_000 }
const codesOf = (plane: Luminance, size = LARGE) => judge(plane, size).findings.map(({ code }) => code)

async function blurred(plane: Luminance, sigma: number): Promise<Luminance> {
  const { width, height, data } = plane
  const picture = sharp(data, { raw: { width, height, channels: 1 } }).blur(sigma)
  return { width, height, data: await picture.toColourspace('b-w').raw().toBuffer() }
}

async function enlarged({ width, height, data }: Luminance, factor: number): Promise<Luminance> {
  const size = { width: Math.round(width * factor), height: Math.round(height * factor) }
  const picture = sharp(data, { raw: { width, height, channels: 1 } }).resize({ ...size, fit: 'fill' })
  return { ...size, data: await picture.toColourspace('b-w').raw().toBuffer() }
}

/** With the noise of a camera in poor light: up to `strength` more or less, the same at every run. */
function noisy(plane: Luminance, strength: number): Luminance {
  let state = 1
  return relit(plane, ({ value }) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0
    return value + ((state >>> 16) % (2 * strength + 1)) - strength
  })
}

const darker = (plane: Luminance, factor: number) => relit(plane, ({ value }) => value * factor)

/** A white bill as a lamp lights it: `centre` of the full brightness in the middle, `fall` of that lost to the edges. */
function billUnderLamp(centre: number, fall: number): Luminance {
  const bill = drawDocument({ width: 1_130, height: 1_600, margin: 60, paper: 255, ink: 60, blank: 0.4 })
  return relit(bill, ({ x, y, value }) => value * centre * (1 - fall * Math.min(1, 1.6 * Math.hypot(x - 0.5, y - 0.5))))
}

describe('judge', () => {
  const card = drawDocument()

  it.each([
    ['a card on a table', card],
    ['a card with faint print', drawDocument({ ink: 150 })],
    ['a card in poor but sufficient light', darker(card, 0.45)],
    ['a picture with noise', noisy(card, 8)],
    [
      'a white scan with a large blank',
      drawDocument({ width: 1_130, height: 1_600, margin: 0, paper: 255, blank: 0.4 }),
    ],
    ['a white bill on a table', drawDocument({ width: 1_130, height: 1_600, paper: 255, blank: 0.4 })],
    ['a white bill on a white table', drawDocument({ width: 1_130, height: 1_600, paper: 255, table: 255 })],
    ['a card with an empty white field', withField(drawDocument({ paper: 225, blank: 0.5 }))],
    [
      'a white page with an address alone',
      drawDocument({ width: 1_130, height: 1_600, margin: 0, paper: 255, blank: 0.86 }),
    ],
    ['a white bill under a soft lamp', billUnderLamp(1, 0.1)],
    ['a white bill under a hard lamp', billUnderLamp(1, 0.4)],
  ])('finds nothing wrong with %s', (_name, plane) => {
    expect(judge(plane, LARGE).findings).toEqual([])
  })

  it('takes a slight softness, and finds blur that loses small print', async () => {
    expect(codesOf(await blurred(card, 1.5))).toEqual([])
    expect(codesOf(await blurred(card, 3))).toEqual(['BLUR'])
  })

  it('takes grey print on grey paper, and finds its blur', async () => {
    const grey = drawDocument({ paper: 165, ink: 120, table: 100 })
    expect(codesOf(await blurred(grey, 1.5))).toEqual([])
    expect(codesOf(await blurred(grey, 3))).toEqual(['BLUR'])
  })

  it('takes a soft scan of large print, which has its rows still, and finds blur in a softer one', async () => {
    const large = await enlarged(drawDocument({ width: 500, height: 350, margin: 0, paper: 195 }), 3.2)
    const soft = noisy(await blurred(large, 2.2), 2)
    expect(judge(soft, LARGE).sharpness).toBeLessThan(SHARP_FROM)
    expect(codesOf(soft)).toEqual([])
    expect(codesOf(noisy(await blurred(large, 3), 2))).toEqual(['BLUR'])
  })

  it('takes the grey print of a worn receipt, and finds print that the light has washed away', () => {
    const receipt = (ink: number) => noisy(drawDocument({ width: 800, height: 1_600, margin: 0, paper: 242, ink }), 3)
    expect(codesOf(receipt(178))).toEqual([])
    expect(codesOf(receipt(212))).toEqual(['TOO_BRIGHT'])
  })

  it.each([
    ['A4', 1_131, []],
    ['Letter', 1_236, []],
    ['a tablet', 1_200, ['SCREENSHOT']],
    ['another tablet', 1_115, ['SCREENSHOT']],
  ])('takes tinted paper for paper where the picture has its very shape: %s', (_name, width, codes) => {
    const page = drawDocument({ width, height: 1_600, margin: 0, paper: 232, blank: 0.4 })
    expect(codesOf(page, { width, height: 1_600 })).toEqual(codes)
  })

  it.each([3, 6])('is not misled about blur by noise of %i', async (strength) => {
    expect(codesOf(noisy(await blurred(card, 3), strength))).toEqual(['BLUR'])
  })

  it('takes a page whose corner lies at the border of its picture, but not one that lacks a part', () => {
    const at = (right: number, turn: number) => {
      const chance = chanceFrom(5)
      const paper = drawPaper('passport', chance)
      const size = { width: 1_280, height: 960 }
      const shift = { x: right, y: 0 }
      const corners = placed(paper, size, { fill: 0.8, turn, tilt: { x: 0, y: 0 }, shift })
      return codesOf(lay(paper, drawTable('plain', 1_280, 960, 80, chance), corners), size)
    }
    expect(at(0.075, 6)).toEqual([])
    expect(at(0.3, 6)).toContain('CUT_OFF')
  })

  it('finds darkness, and says nothing of blur in the dark', async () => {
    expect(codesOf(darker(card, 0.25))).toEqual(['TOO_DARK'])
    expect(codesOf(darker(await blurred(card, 4), 0.25))).toEqual(['TOO_DARK'])
  })

  it.each([0.15, 0.2, 0.3, 0.4])('finds a reflection of radius %d', (radius) => {
    expect(codesOf(withReflection(card, radius))).toEqual(['GLARE'])
    expect(codesOf(noisy(withReflection(card, radius), 5))).toEqual(['GLARE'])
  })

  it('takes what is as white as most of the paper for paper', () => {
    const receipt = drawDocument({ width: 800, height: 2_000, margin: 0, paper: 255, blank: 0.7 })
    // Creased around its middle, where nothing is printed, and white up to the border above and below.
    const creased = relit(receipt, ({ x, y, value }) => {
      const off = Math.max(Math.abs(x - 0.5) / 0.4, Math.abs(y - 0.5) / 0.08)
      return value - 30 * Math.max(0, 1 - Math.abs(off - 1.15) / 0.4)
    })
    expect(codesOf(creased)).toEqual([])
  })

  it('lets a spot pass that hides next to nothing', () => {
    expect(codesOf(withReflection(card, 0.08))).toEqual([])
  })

  it.each([
    { width: 375, height: 590, codes: [] },
    { width: 600, height: 378, codes: [] },
    { width: 589, height: 374, codes: [] },
    { width: 373, height: 4_000, codes: ['TOO_SMALL'] },
    { width: 588, height: 588, codes: ['TOO_SMALL'] },
  ])('measures the true size: $width × $height gives $codes', ({ width, height, codes }) => {
    expect(codesOf(card, { width, height })).toEqual(codes)
  })

  it('says the most important first', async () => {
    const reflection = withReflection(await blurred(card, 4), 0.3)
    expect(codesOf(reflection, { width: 300, height: 200 })).toEqual(['TOO_SMALL', 'GLARE', 'BLUR'])
  })

  it('judges a picture of any size and content without failing', () => {
    const side = fc.integer({ min: 1, max: 40 })
    fc.assert(
      fc.property(side, side, fc.integer({ min: 0, max: 255 }), (width, height, value) => {
        const { findings } = judge({ width, height, data: new Uint8Array(width * height).fill(value) }, LARGE)
        expect(findings.every(({ score }) => Number.isFinite(score))).toBe(true)
      }),
    )
  })
})

describe('luminanceOf', () => {
  it('weighs the colours as an eye does, and leaves transparency aside', () => {
    const pixels = [
      [0, 0, 0],
      [255, 255, 255],
      [255, 0, 0],
      [0, 255, 0],
      [0, 0, 255],
    ].flatMap((rgb) => [...rgb, 255])
    const { data } = luminanceOf({ width: 5, height: 1, data: new Uint8ClampedArray(pixels) })
    expect([...data]).toEqual([0, 255, 76, 149, 28])
  })
})

const samples = fileURLToPath(new URL('../../../../shared/samples/', import.meta.url))

describe.skipIf(!existsSync(samples))('judge, on real pictures', () => {
  async function planeOf(name: string, sigma?: number) {
    const upright = await sharp(`${samples}${name}`)
      .autoOrient()
      .flatten({ background: '#fff' })
      .toBuffer({ resolveWithObject: true })
    const picture = sharp(upright.data)
    const { data, info } = await (sigma === undefined ? picture : picture.blur(sigma))
      .greyscale()
      .resize({ width: 1_600, height: 1_600, fit: 'inside', withoutEnlargement: true })
      .toColourspace('b-w')
      .raw()
      .toBuffer({ resolveWithObject: true })
    return { plane: { data, width: info.width, height: info.height }, size: upright.info }
  }

  it.each([
    '03_dl_westvirginia_cartoon.png',
    '04_passport_malaysia_cartoon_mrz.png',
    '05_idcard_italy_cartoon_front_back_mrz.png',
  ])('finds nothing wrong with %s, and blur when it is blurred', async (name) => {
    const { plane, size } = await planeOf(name)
    expect(judge(plane, size).findings).toEqual([])
    expect(codesOf((await planeOf(name, 3)).plane)).toEqual(['BLUR'])
  })

  it.each([
    ['15_not_an_id_paper_strip.png', 'NO_DOCUMENT'],
    ['21_exif_orientation6.jpg', 'NO_DOCUMENT'],
    ['22_exif_gps.jpg', 'NO_DOCUMENT'],
  ])('finds no document in %s', async (name, code) => {
    const { plane, size } = await planeOf(name)
    expect(codesOf(plane, size)).toContain(code)
  })

  it.each([
    '01_dl_washington_cartoon_JPEGbytes.png',
    '02_passport_canada_cartoon_JPEGbytes.png',
    '09_icao_utopia_td3_lowres_275x184.jpg',
  ])('finds %s too small', async (name) => {
    const { plane, size } = await planeOf(name)
    expect(codesOf(plane, size)).toEqual(['TOO_SMALL'])
  })
})
