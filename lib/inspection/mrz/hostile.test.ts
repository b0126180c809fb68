import { join } from 'node:path'
import sharp, { type OverlayOptions } from 'sharp'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { processorMs } from '@/lib/testing/processes'
import { extractMrz, type MrzReading } from '.'
import { PRINTED } from './accuracy/zones'

const TODAY = '2026-11-21'
const FONT = join(import.meta.dirname, 'accuracy/ocr-b.otf')
const [PITCH, LEADING] = [24, 58]
const PAGE = { width: 1_200, height: 820 }

const HERS = PRINTED.TD3({
  ...{ issuer: 'UTO', nationality: 'UTO', surname: 'MEYER', givenNames: 'ANNA MARIA', number: 'X12345678' },
  ...{ birth: '850304', expiry: '310415', sex: 'F', optional: 'ZE184226B' },
})
const HIS = PRINTED.TD3({
  ...{ issuer: 'UTO', nationality: 'UTO', surname: 'OKONJO', givenNames: 'PAUL', number: 'L898902C3' },
  ...{ birth: '740812', expiry: '280101', sex: 'M', optional: '' },
})

/** Much less than what a reader may use for one request: none of this holds others up. */
const MOST_PROCESSOR_MS = 20_000
let before: number | null

beforeEach(() => {
  before = processorMs()
})
afterEach(() => {
  if (before !== null) expect((processorMs() ?? 0) - before).toBeLessThan(MOST_PROCESSOR_MS)
})

type Zone = { lines: readonly string[]; left?: number; top: number }

/** A page with zones on it, and whatever lies on them. */
async function page(zones: readonly Zone[], over: OverlayOptions[] = []): Promise<Buffer> {
  const rows = zones.flatMap(({ lines, left = 70, top }) =>
    lines.map(async (line, at) => ({ input: await printed(line), left, top: top + at * LEADING })),
  )
  return sharp({ create: { ...PAGE, channels: 3, background: '#e4e6e2' } })
    .composite([...(await Promise.all(rows)), ...over])
    .jpeg({ quality: 92 })
    .toBuffer()
}

/** A row as it is printed, dark on nothing. */
async function printed(line: string): Promise<Buffer> {
  const text = line.replaceAll('<', '&lt;')
  const drawn = sharp({ text: { text, font: 'OCR B 60', fontfile: FONT, dpi: 72, rgba: true } })
  return drawn
    .resize({ width: Math.round(line.length * PITCH * 0.98) })
    .png()
    .toBuffer()
}

const extract = async (picture: Buffer) => extractMrz(picture, TODAY)
const linesOf = (reading: MrzReading) => (reading.outcome === 'read' ? reading.mrz.lines : null)
const isValid = (reading: MrzReading) => reading.outcome === 'read' && reading.mrz.valid
const BELOW = { lines: HERS, top: 640 }

it('reads a zone that is upside down', async () => {
  const reading = await extract(
    await sharp(await page([BELOW]))
      .rotate(180)
      .toBuffer(),
  )
  expect([linesOf(reading), isValid(reading)]).toEqual([HERS, true])
})

it('takes nothing in a mirror for a zone', async () => {
  const reading = await extract(
    await sharp(await page([BELOW]))
      .flop()
      .toBuffer(),
  )
  expect(isValid(reading)).toBe(false)
})

it('reads one of two zones, and no mixture of both', async () => {
  const reading = await extract(await page([{ lines: HIS, top: 200 }, BELOW]))
  expect([HERS, HIS]).toContainEqual(linesOf(reading))
})

it('reads what is there where a row of another person’s zone is pasted over one', async () => {
  const strip = await sharp({ create: { width: 1_160, height: LEADING, channels: 3, background: '#f4f4ee' } })
    .composite([{ input: await printed(HIS[1] ?? ''), left: 52, top: 8 }])
    .png()
    .toBuffer()
  const reading = await extract(await page([BELOW], [{ input: strip, left: 20, top: 640 + LEADING - 8 }]))
  expect(linesOf(reading)).toEqual([HERS[0], HIS[1]])
})

it('calls no zone valid over half of which another one is pasted', async () => {
  const half = await sharp(await page([{ lines: HIS, top: 640 }]))
    .extract({ left: 0, top: 630, width: 500, height: 130 })
    .toBuffer()
  const reading = await extract(await page([BELOW], [{ input: half, left: 0, top: 630 }]))
  expect(isValid(reading)).toBe(false)
})

it('says nothing that is not printed of a zone on a telephone’s screen', async () => {
  const { data, info } = await sharp(await page([BELOW]))
    .greyscale()
    .raw()
    .toBuffer({ resolveWithObject: true })
  const lit = data.map((value, at) => {
    const [x, y] = [at % info.width, Math.floor(at / info.width)]
    return value * (0.84 + 0.16 * Math.sin(2.2 * x + 0.03 * y) * Math.sin(2.4 * y - 0.02 * x))
  })
  const { width, height } = info
  const picture = sharp(lit, { raw: { width, height, channels: 1 } }).rotate(2, { background: '#222' })
  const reading = await extract(await picture.jpeg({ quality: 80 }).toBuffer())
  if (isValid(reading)) expect(linesOf(reading)).toEqual(HERS)
})

it('finds no zone in a very large page full of print, and is through with it soon', async () => {
  const line = 'Rows of a letter that goes on and on, with 1234 numbers &lt;&lt; and signs that zones have, too. '
  const tile = await sharp({ text: { text: Array(60).fill(line.repeat(2)).join('\n'), dpi: 110, rgba: true } })
    .png()
    .toBuffer()
  const whole = sharp({ create: { width: 5_600, height: 7_600, channels: 3, background: '#fff' } })
  const picture = await whole
    .composite([{ input: tile, tile: true }])
    .jpeg()
    .toBuffer()
  expect(isValid(await extract(picture))).toBe(false)
})
