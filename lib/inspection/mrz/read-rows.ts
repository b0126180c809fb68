import type { Luminance } from '@/lib/capture/luminance'
import type { Place } from './find-places'
import { around, from, further, type Row } from './find-rows'
import { type Likelihoods, type ReadRow, readCells, type Seen, seenIn, UNKNOWN } from './read-cells'
import { type Allowance, BEYOND_ENDS, likelihoods } from './readers'
import { thirdRows } from './third-row'
import type { ZoneRow } from './zone-row'

/** How many characters the rows of a zone have. */
const COUNTS = [44, 36, 30] as const
/** Fewer characters than this are no row of a zone. */
const FEWEST = 14
/** In print the right way up so many are seen, even where most of its letters are none of a zone's. */
const READABLE = 2
/** Where so many rows have so few of a zone's characters, the others need not be read. */
const ENOUGH_ROWS = 2
const FEW = 8
/** Other print has fewer fillers. */
const FEWEST_FILLERS = 3
/** A character that is not there weighs more than one that is read with little certainty. */
const LEAST_SCORE = -1.2
/** A row that goes on where it was thought to end may be so many characters longer. */
const MORE_CHARACTERS = 8

/**
 * Rows as rows of a zone of one format, and where that zone is, as far as it was seen: it may go on. None where too little
 * of it is seen. Other print is what can be read but is no zone; of what is upside down nothing can.
 */
export type ReadZone = { readonly rows: readonly ZoneRow[]; readonly place: Place } | 'other print' | 'nothing'

/** Those of the rows that can belong to a zone, all of them with as many characters. */
export async function readAsZone(picture: Luminance, rows: readonly Row[], allowance: Allowance): Promise<ReadZone> {
  const read: Found[] = []
  for (const row of rows) {
    const found = await likelihoods(picture, row, 1, allowance)
    const seen = seenIn(found)
    read.push({ row, found, seen, best: seen.count < FEWEST ? undefined : bestOf(found, seen.pitch) })
    if (read.length >= ENOUGH_ROWS && read.every((it) => it.seen.count < FEW)) break
  }
  const whole = read.filter(({ best }) => best)
  const partly = whole.length > 0 ? whole : read.filter(({ seen }) => seen.fillers >= FEWEST_FILLERS)
  const [first] = partly
  if (first === undefined) return read.some(({ seen }) => seen.certain >= READABLE) ? 'other print' : 'nothing'
  const box = around(partly.map(({ row, found, seen }) => withMore(row, found.steps, seen)))
  const all = await withThirdRow(
    picture,
    inOneFormat(whole),
    read.map(({ row }) => row),
    allowance,
  )
  return { rows: all, place: { box, rowHeight: first.row.height } }
}

/** With a card's row that PP-OCR did not take for one: where it is, it is read once more, and by the others. */
async function withThirdRow(
  picture: Luminance,
  rows: readonly ZoneRow[],
  seen: readonly Row[],
  allowance: Allowance,
): Promise<readonly ZoneRow[]> {
  const [first] = rows
  if (!first || BELOW_SHORT.test(first.text)) return rows
  const others = seen.filter((row) => rows.every((it) => Math.abs(from(it, row)[1]) > row.height / 2))
  const all = [...rows]
  for (const row of thirdRows(rows, others)) {
    const text = await readAgain(picture, row, 1, allowance)
    all.push({ ...row, text: text ?? UNKNOWN.repeat(row.count) })
  }
  return all.sort((a, b) => from(first, a)[1] - from(first, b)[1])
}

/** How many characters the first row of a Swiss driving licence has; the others are rows of 30. */
const SHORT = 9
const BELOW_SHORT = /^FACHE/

/** The rows of a zone, with the short one above them where there is one: its print is too little to be found by itself. */
export async function withShortRow(
  picture: Luminance,
  rows: readonly ZoneRow[],
  allowance: Allowance,
): Promise<readonly ZoneRow[]> {
  const [first, second] = rows
  if (!first || !second || !BELOW_SHORT.test(first.text)) return rows
  const length = (first.length * SHORT) / first.count
  const row = { ...first, x: 2 * first.x - second.x, y: 2 * first.y - second.y }
  const above = { ...row, ...further(row, (length - first.length) / 2), length }
  const pitch = length / SHORT
  const cells = Array.from({ length: SHORT }, (_, at) => (at - (SHORT - 1) / 2) * pitch)
  const short = { ...above, text: '', count: SHORT, cells }
  const text = await readAgain(picture, short, 1, allowance)
  return text ? [{ ...short, text }, ...rows] : rows
}

type Best = ReadRow & { count: number }
/** A row with what was seen in it, and as what it is read if it is a whole row. */
type Found = { row: Row; found: Likelihoods; seen: Seen; best: Best | undefined }

function inOneFormat(all: readonly Found[]): ZoneRow[] {
  const count = usual(all.flatMap(({ best }) => best ?? []))
  return all.flatMap(({ row, found, seen, best }) => {
    const cells = best?.count === count ? best : readCells(found, count, seen.pitch)
    return cells && cells.score > LEAST_SCORE ? [zoneRow(row, cells, found.steps, seen.pitch, count)] : []
  })
}

function zoneRow(row: Row, { text, from, to, places }: ReadRow, steps: number, pitch: number, count: number): ZoneRow {
  const step = stepOf(row, steps)
  const cells = places.map((place) => (place - (from + to) / 2) * step)
  return { ...extent(row, from, to, steps, pitch), text, count, cells }
}

/** The text of a row of so many characters, at another width. Null when it cannot be read at this one. */
export async function readAgain(
  picture: Luminance,
  row: ZoneRow,
  stretch: number,
  allowance: Allowance,
): Promise<string | null> {
  const found = await likelihoods(picture, row, stretch, allowance)
  const cell = row.length / row.count / (row.length + 2 * BEYOND_ENDS * row.height)
  return readCells(found, row.count, cell * found.steps)?.text ?? null
}

function bestOf(found: Likelihoods, pitch: number): Best | undefined {
  const [best] = COUNTS.flatMap((count) => {
    const read = readCells(found, count, pitch)
    return read && read.score > LEAST_SCORE ? [{ ...read, count }] : []
  }).toSorted((a, b) => weight(b) - weight(a))
  return best
}

function weight({ count, score }: Best): number {
  return count * (score - LEAST_SCORE)
}

/** The number of characters that fits all rows best. */
function usual(all: readonly Best[]): number {
  const total = (count: number) => all.reduce((sum, best) => sum + (best.count === count ? weight(best) : 0), 0)
  return COUNTS.toSorted((a, b) => total(b) - total(a))[0] ?? COUNTS[0]
}

/** As far as characters were seen, and further where they were seen up to the end. */
function withMore(row: Row, steps: number, { pitch, first, last }: Seen): Row {
  const more = MORE_CHARACTERS * pitch
  const from = first < 1.2 * pitch ? -more : first
  const to = last > steps - 1 - 1.2 * pitch ? steps + more : last
  return extent(row, from, to, steps, pitch)
}

/** From one step to another. */
function extent(row: Row, from: number, to: number, steps: number, pitch: number): Row {
  const step = stepOf(row, steps)
  const along = ((from + to + 1) / 2 - steps / 2) * step
  return { ...row, ...further(row, along), length: (to - from + pitch) * step }
}

/** How long a step of a row is, in pixels. */
function stepOf(row: Row, steps: number): number {
  return (row.length + 2 * BEYOND_ENDS * row.height) / steps
}
