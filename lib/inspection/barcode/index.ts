import sharp from 'sharp'
import { z } from 'zod'
import type { Luminance } from '@/lib/capture/luminance'
import { Fault } from '@/lib/contract/errors'
import { MAX_PICTURE_PIXELS } from '@/lib/contract/limits'
import { BARCODE_FORMATS, type Barcode, MOST_BARCODE_TEXT, MOST_BARCODES } from '@/lib/contract/pictures/barcodes'
import { jsonOf } from '../child'
import { type Failure, warmChild } from '../warm-child'
import { parseCard } from './aamva'
import { barDirections } from './bar-direction'

/** All of it, by the clock: on a busy machine it may get a hundredth of the processor. */
export const LONGEST_BARCODES_MS = 600_000
const askReader = warmChild('barcode/barcode-reader.mjs', {
  ...{ processorMs: 15_000, heapMb: 256, renewAboveMb: 300 },
})

/** Told to the operator, where looking for barcodes is given up. */
const FAILURES: Record<Failure, string> = {
  failed: 'The reader of barcodes failed or exceeded its limits',
  late: 'The reader of barcodes gave no answer in time by the clock: it hangs, or gets next to no processor',
  unavailable: 'The reader of barcodes does not run on this system',
}
const EXCEEDED = 'Looking for barcodes took longer than it may'

/** The longest side at which a picture is looked at, and at which the direction of bars is measured, in pixels. */
const LONGEST_SIDE = 2_600
const MEASURED_SIDE = 1_300

/** The reader takes rows that are inclined by two degrees at most, and a card in perspective or curved has rows of several. */
const BESIDE = [0, 1.6, -1.6, 3.2, -3.2] as const
/** How many directions are tried: the strongest may be that of something else. */
const DIRECTIONS = 2

const foundSchema = z.array(
  z.object({
    format: z.enum(BARCODE_FORMATS),
    bytes: z.base64(),
    text: z.string(),
    corners: z.array(z.object({ x: z.number(), y: z.number() })).length(4),
  }),
)
type Found = z.infer<typeof foundSchema>[number]

/**
 * The barcodes of an upright picture of a document (JPEG or PNG), in whatever direction they lie, those of North American
 * cards parsed. Throws when looking did not come to the end: then nothing is known, and another attempt may get there.
 */
export async function readBarcodes(picture: Buffer): Promise<Barcode[]> {
  const until = performance.now() + LONGEST_BARCODES_MS
  const { plane, size } = await planeOf(picture)
  const toPicture = { x: size.width / plane.width, y: size.height / plane.height }
  const others: Barcode[] = []
  for (const turn of await turnsFor(plane)) {
    const { seen, origin } = await turned(plane, turn)
    const found = (await foundIn(seen, until)).map((one) => barcodeOf(one, origin, toPicture))
    if (found.some(({ format }) => format === 'PDF417')) return found.slice(0, MOST_BARCODES)
    // These are found in any direction.
    if (turn === 0) others.push(...found)
  }
  return others.slice(0, MOST_BARCODES)
}

type Size = { readonly width: number; readonly height: number }
type Point = { readonly x: number; readonly y: number }

async function planeOf(picture: Buffer): Promise<{ plane: Luminance; size: Size }> {
  const read = sharp(picture, { limitInputPixels: MAX_PICTURE_PIXELS }).autoOrient()
  const { autoOrient } = await read.metadata()
  const { data, info } = await read
    .flatten({ background: '#fff' })
    .greyscale()
    .resize({ width: LONGEST_SIDE, height: LONGEST_SIDE, fit: 'inside', withoutEnlargement: true })
    .toColourspace('b-w')
    .raw()
    .toBuffer({ resolveWithObject: true })
  return { plane: { data, width: info.width, height: info.height }, size: autoOrient }
}

/** How far the picture is turned, in degrees, look by look: as it is, then so that bars stand upright. */
async function turnsFor(plane: Luminance): Promise<number[]> {
  const scale = Math.min(1, MEASURED_SIDE / Math.max(plane.width, plane.height))
  const { data, info } = await asSharp(plane)
    .resize(Math.round(plane.width * scale))
    .toColourspace('b-w')
    .raw()
    .toBuffer({ resolveWithObject: true })
  const directions = barDirections({ data, width: info.width, height: info.height }, DIRECTIONS)
  // The reader itself looks in all four directions.
  const turns = directions.map((direction) => ((45 - direction + 360) % 90) - 45)
  return [0, ...BESIDE.flatMap((by) => turns.map((turn) => turn + by))]
}

/** The picture turned clockwise, and where a place of that is in the picture itself. */
async function turned(picture: Luminance, turn: number): Promise<{ seen: Luminance; origin: (point: Point) => Point }> {
  if (turn === 0) return { seen: picture, origin: (point) => point }
  const { data, info } = await asSharp(picture)
    .rotate(turn, { background: '#fff' })
    .toColourspace('b-w')
    .raw()
    .toBuffer({ resolveWithObject: true })
  const [cos, sin] = [Math.cos((turn * Math.PI) / 180), Math.sin((turn * Math.PI) / 180)]
  const origin = ({ x, y }: Point): Point => {
    const [dx, dy] = [x - info.width / 2, y - info.height / 2]
    return { x: dx * cos + dy * sin + picture.width / 2, y: dy * cos - dx * sin + picture.height / 2 }
  }
  return { seen: { data, width: info.width, height: info.height }, origin }
}

function asSharp({ data, width, height }: Luminance) {
  return sharp(data, { raw: { width, height, channels: 1 } })
}

async function foundIn({ data, width, height }: Luminance, until: number): Promise<Found[]> {
  const left = Math.round(until - performance.now())
  if (left <= 0) throw new Fault(EXCEEDED)
  const answer = await askReader(Buffer.concat([Buffer.from(`P5\n${width} ${height}\n255\n`), data]), left)
  if (typeof answer === 'string') throw new Fault(FAILURES[answer])
  return foundSchema.parse(jsonOf(answer.bytes))
}

function barcodeOf({ format, bytes, text, corners }: Found, origin: (point: Point) => Point, scale: Point): Barcode {
  const places = corners.map(origin).map(({ x, y }) => ({ x: Math.round(x * scale.x), y: Math.round(y * scale.y) }))
  const parsed = format === 'PDF417' ? parseCard(Buffer.from(bytes, 'base64')) : null
  const card = parsed && 'card' in parsed ? parsed.card : null
  const fault = parsed && 'fault' in parsed ? parsed.fault : null
  return {
    ...{ format, corners: places as Barcode['corners'], card, fault },
    // Of a card only what is needed is kept: not how tall and heavy its holder is, nor whether they give organs.
    text: card || !isText(text) ? null : text.slice(0, MOST_BARCODE_TEXT),
  }
}

/** Anything but bytes that mean nothing to a reader. */
function isText(text: string): boolean {
  return text !== '' && !/[\p{Cn}\p{Co}\p{Cs}\0\uFFFD]/u.test(text)
}
