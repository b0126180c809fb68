import sharp from 'sharp'
import type { Luminance } from '@/lib/capture/luminance'
import { Fault } from '@/lib/contract/errors'
import { type Failure, warmChild } from '../warm-child'
import type { Row } from './find-rows'
import { CHARACTERS, type Likelihoods } from './read-cells'
import { sample } from './sample'

// Nobody waits for them: requests go first.
const NICENESS = 10
/** Measured: 130 MB when a reader of rows is loaded, and 250 MB where Tesseract is. Loading them anew takes 0.3 s of processor. */
const LIMITS = { processorMs: 15_000, heapMb: 256, renewAboveMb: 500, niceness: NICENESS }
/** Measured: 0.1 to 0.5 s of processor for a map, 0.1 s for a row. */
const askRows = warmChild('row-recognizer.mjs', LIMITS)
/** Measured: 0.3 s of processor for a zone. */
const askText = warmChild('mrz-recognizer.mjs', LIMITS)

/** The longer side of the picture in which rows are looked for, in pixels. In larger ones long rows fall to pieces. */
const MAP_SIDE = 960
/** The finder wants sides that are multiples of this. */
const MAP_STEP = 32
/** The recognizer reads rows of this height, in pixels; a row's letters fill so much of it. */
const ROW_HEIGHT = 48
const ROW_IN_LETTERS = 1.7
/** What is seen beyond each end of a row, in its heights: its first and last characters may not have been found. */
export const BEYOND_ENDS = 2.5
/** The letters of the block that Tesseract reads, in pixels. */
const BEYOND_BLOCK = 1.2

/** Told to the operator, where a reading is given up. */
const FAILURES: Record<Failure, string> = {
  failed: 'A reader of machine-readable zones failed or exceeded its limits',
  late: 'A reader of machine-readable zones gave no answer in time by the clock: it hangs, or gets next to no processor',
  unavailable:
    'onnxruntime-node, which reads machine-readable zones, does not run on this system: see docs/operators.md',
}

const EXCEEDED = 'Reading a machine-readable zone took more of the processor, or longer, than it may'

/** By the clock, for one request that takes less than a second of processor: only a reader that hangs needs so long. */
const LONGEST_REQUEST_MS = 600_000

/** What a reading may still use: until when, as `performance.now()` counts, and of the readers' processor. */
export type Allowance = { readonly until: number; processorMs: number }

/** Where print is: for each pixel how likely it belongs to print, 0 to 255. */
export async function printMap(picture: Luminance, allowance: Allowance): Promise<Luminance> {
  const scale = Math.min(1, MAP_SIDE / Math.max(picture.width, picture.height))
  const [width, height] = [picture.width, picture.height].map((side) =>
    Math.max(MAP_STEP, Math.round((side * scale) / MAP_STEP) * MAP_STEP),
  ) as [number, number]
  const data = await asSharp(picture).resize(width, height, { fit: 'fill' }).toColourspace('b-w').raw().toBuffer()
  return { width, height, data: await answered(askRows, request('m', { width, height, data }), allowance) }
}

/** What each character of a row is likely to be. `stretch` widens or narrows it: letters that one width loses another has. */
export async function likelihoods(
  picture: Luminance,
  row: Row,
  stretch: number,
  allowance: Allowance,
): Promise<Likelihoods> {
  const box = { ...row, length: row.length + 2 * BEYOND_ENDS * row.height, height: row.height * ROW_IN_LETTERS }
  const width = Math.round((box.length * ROW_HEIGHT * stretch) / box.height)
  const strip = levelled(sample(picture, box, { width, height: ROW_HEIGHT }))
  const answer = await answered(askRows, request('r', strip), allowance)
  const values = new Float32Array(new Uint8Array(answer).buffer)
  return { steps: values.length / CHARACTERS.length, values }
}

/** The text of a zone, given its rows, by Tesseract. `letters` is how high its letters are shown to it, in pixels. */
export async function blockText(
  picture: Luminance,
  rows: readonly Row[],
  letters: number,
  allowance: Allowance,
): Promise<string> {
  const png = await asSharp(blockOf(picture, rows, letters))
    .png()
    .toBuffer()
  return String(await answered(askText, png, allowance))
}

function blockOf(picture: Luminance, rows: readonly Row[], letters: number): Luminance {
  const [first, last] = [rows[0], rows.at(-1)]
  if (!first || !last) throw new Error('A zone has at least one row')
  const [dx, dy] = [last.x - first.x, last.y - first.y]
  const height = Math.max(...rows.map((row) => row.height))
  const box = {
    ...{ x: first.x + dx / 2, y: first.y + dy / 2, angle: first.angle, curve: first.curve },
    ...{
      length: first.length + 2 * BEYOND_BLOCK * height,
      height: Math.hypot(dx, dy) + height * (1 + 2 * BEYOND_BLOCK),
    },
  }
  const scale = letters / height
  const size = { width: Math.round(box.length * scale), height: Math.round(box.height * scale) }
  return sample(picture, box, size)
}

/** The whole range from black to white. */
function levelled({ data, width, height }: Luminance): Luminance {
  let [least, most] = [255, 0]
  for (const value of data) {
    least = Math.min(least, value)
    most = Math.max(most, value)
  }
  const range = Math.max(1, most - least)
  return { width, height, data: data.map((value) => ((value - least) * 255) / range) }
}

function asSharp({ data, width, height }: Luminance) {
  return sharp(data, { raw: { width, height, channels: 1 } })
}

function request(kind: 'm' | 'r', { width, height, data }: Luminance): Buffer {
  const head = Buffer.alloc(5)
  head.write(kind)
  head.writeUInt16BE(width, 1)
  head.writeUInt16BE(height, 3)
  return Buffer.concat([head, data])
}

/** Throws when the reader failed or exceeded its limits: then nothing is known, and another attempt may get there. */
async function answered(ask: ReturnType<typeof warmChild>, bytes: Buffer, allowance: Allowance): Promise<Buffer> {
  const left = Math.round(allowance.until - performance.now())
  if (left <= 0 || allowance.processorMs <= 0) throw new Fault(EXCEEDED)
  const answer = await ask(bytes, Math.min(left, LONGEST_REQUEST_MS))
  if (typeof answer === 'string') throw new Fault(FAILURES[answer])
  allowance.processorMs -= answer.processorMs
  return answer.bytes
}
