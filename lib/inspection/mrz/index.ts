import sharp from 'sharp'
import { z } from 'zod'
import { planeOfGrey } from '@/lib/capture/luminance'
import { findOutline, type Outline, printIn } from '@/lib/capture/outline'
import { MAX_PICTURE_PIXELS } from '@/lib/contract/limits'
import type { Mrz } from '@/lib/contract/records'
import { ENDING, jsonOf, runInChild } from '../child'
import { limitConcurrency } from '../concurrency-limit'
import { parseMrz, resemblesMrz } from './parse'

/** Extraction takes 1 to 2 s of processor; anything that takes much longer is not an MRZ. Nobody waits: requests go first. */
const LIMITS = { processorMs: 40_000, heapMb: 256, niceness: 10 }
/** All of it, by the clock: on a busy machine it gets little of the processor. */
export const LONGEST_READING_MS = 300_000
/** OCR runs at each of these widths, in pixels: a character misread at one is often right at another. */
const OCR_WIDTHS = [900, 1_000, 1_100, 1_200, 1_350] as const
/** Before that, a look at this width tells whether there are fillers at all. Other print costs far more at any larger. */
const FIRST_WIDTH = 700
/** The MRZ is in the lower part of a document: this fraction of its height. */
const LOWER_FRACTION = 0.48
const oneAtATime = limitConcurrency(1)

/** What came of reading a picture to its end: the zone, that there is none, or that the one there is could not be read. */
export type MrzReading = { outcome: 'read'; mrz: Mrz } | { outcome: 'none' } | { outcome: 'unreadable' }

/**
 * Extracts the machine-readable zone from a picture of a document (JPEG or PNG). Throws when it did not come to the end:
 * then nothing is known, and another attempt may get there.
 * @param today ISO date.
 */
export async function extractMrz(picture: Buffer, today: string): Promise<MrzReading> {
  const until = performance.now() + LONGEST_READING_MS
  const upright = await sharp(picture, { limitInputPixels: MAX_PICTURE_PIXELS })
    .autoOrient()
    .flatten({ background: '#fff' })
    .greyscale()
    .resize({ width: 2_000, height: 2_000, fit: 'inside', withoutEnlargement: true })
    .png()
    .toBuffer()
  const flat = await straightened(upright)
  let isThere = false
  // Most documents are upright. The other orientations are tried only if that fails.
  for (const turns of [[0], [180, 90, 270]]) {
    const first = await recognize(await Promise.all(turns.map((turn) => lowerPart(flat, turn, FIRST_WIDTH))), until)
    for (const [index, text] of first.entries()) {
      const turn = turns[index]
      if (turn === undefined || !resemblesMrz(text)) continue
      isThere = true
      const texts = await recognize(await Promise.all(OCR_WIDTHS.map((width) => lowerPart(flat, turn, width))), until)
      const mrz = parseMrz(texts, today)
      if (mrz) return { outcome: 'read', mrz }
    }
  }
  return { outcome: isThere ? 'unreadable' : 'none' }
}

/**
 * The text of each picture. Throws when recognition failed, or exceeded its limits: then nothing is known of them.
 * @param until When all of the reading has to end, as `performance.now()` counts.
 */
async function recognize(pictures: readonly Buffer[], until: number): Promise<string[]> {
  const answer = await oneAtATime(() => {
    const longestMs = Math.max(1, Math.round(until - performance.now()))
    return runInChild('mrz-recognizer.mjs', lengthPrefixed(pictures), { ...LIMITS, longestMs, signal: ENDING })
  })
  const texts = z.array(z.string()).safeParse(jsonOf(answer))
  if (!texts.success) throw new Error('The recognizer of machine-readable zones failed or exceeded its limits')
  return texts.data
}

/** Crops the picture to the document and levels it. Returns the picture as it is when no document outline is found. */
async function straightened(picture: Buffer): Promise<Buffer> {
  const { data, info } = await sharp(picture).toColourspace('b-w').raw().toBuffer({ resolveWithObject: true })
  const plane = planeOfGrey(data, info.width, info.height)
  const outline = findOutline(plane, printIn(plane))
  if (!outline?.whole) return picture
  const degrees = tiltOf(outline, info)
  const turned = sharp(picture).rotate(-degrees, { background: '#808080' })
  const { data: rotated, info: size } = await turned.png().toBuffer({ resolveWithObject: true })
  const box = turnedBox(outline, info, size, degrees)
  return sharp(rotated).extract(box).png().toBuffer()
}

/** By how many degrees the document is rotated, from -45 to 45. */
function tiltOf({ corners }: Outline, { width, height }: { width: number; height: number }): number {
  const angles = corners.map((from, i) => {
    const to = corners[(i + 1) % 4] ?? from
    const degrees = (Math.atan2((to.y - from.y) * height, (to.x - from.x) * width) * 180) / Math.PI
    return ((((degrees + 45) % 90) + 90) % 90) - 45
  })
  return angles.reduce((sum, angle) => sum + angle, 0) / angles.length
}

type Size = { width: number; height: number }

/** The bounding box of the corners after the picture was rotated about its centre. */
function turnedBox({ corners }: Outline, before: Size, after: Size, degrees: number) {
  const [cos, sin] = [Math.cos((-degrees * Math.PI) / 180), Math.sin((-degrees * Math.PI) / 180)]
  const points = corners.map(({ x, y }) => {
    const [dx, dy] = [(x - 0.5) * before.width, (y - 0.5) * before.height]
    return { x: dx * cos - dy * sin + after.width / 2, y: dx * sin + dy * cos + after.height / 2 }
  })
  const edge = (values: number[], limit: number) => {
    const from = Math.max(0, Math.floor(Math.min(...values)) - 4)
    return { from, length: Math.max(1, Math.min(limit, Math.ceil(Math.max(...values)) + 4) - from) }
  }
  const [across, down] = [
    edge(
      points.map(({ x }) => x),
      after.width,
    ),
    edge(
      points.map(({ y }) => y),
      after.height,
    ),
  ]
  return { left: across.from, top: down.from, width: across.length, height: down.length }
}

async function lowerPart(document: Buffer, turn: number, width: number): Promise<Buffer> {
  const { data, info } = await sharp(document).rotate(turn).png().toBuffer({ resolveWithObject: true })
  const top = Math.floor(info.height * (1 - LOWER_FRACTION))
  return sharp(data)
    .extract({ left: 0, top, width: info.width, height: info.height - top })
    .resize({ width })
    .normalise()
    .extend({ top: 20, bottom: 20, left: 20, right: 20, background: '#fff' })
    .png()
    .toBuffer()
}

/** The pictures concatenated, each preceded by its length. */
function lengthPrefixed(pictures: readonly Buffer[]): Buffer {
  const length = (size: number) => {
    const bytes = Buffer.alloc(4)
    bytes.writeUInt32BE(size)
    return bytes
  }
  return Buffer.concat(pictures.flatMap((picture) => [length(picture.length), picture]))
}
