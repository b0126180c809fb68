import type { Luminance } from '@/lib/capture/luminance'
import { OCR_B } from './ocr-b.generated'
import { UNKNOWN } from './read-cells'
import { sample } from './sample'
import type { ZoneRow } from './zone-row'

/**
 * A reader that knows nothing but how the characters of OCR-B look (ICAO Doc 9303-3, 4.3): it holds each of them over each
 * place of a row. Where print, light or dirt make two of them about as alike, it says that it does not know.
 */

const { width: WIDTH, height: HEIGHT, characters: CHARACTERS } = OCR_B
const SIZE = WIDTH * HEIGHT

/** How much higher or lower than drawn a row's letters may be, against how far they are apart: cameras look at an angle. */
const HEIGHTS = [0.82, 0.91, 1, 1.1, 1.21]
/** How far from its place a character is looked for, in steps of a cell's sixteenth: along the row, and across it. */
const [ALONG, ACROSS] = [3, 6]
/** Along a curved row a character is at most so much higher or lower than the one before. */
const BEND = 1
/** Every so many steps are enough to see how high the letters are. */
const COARSE = 2
/** Every so many characters are enough to see how high the letters are. */
const SOME = 5
/** A character less alike than this is none, or none that can be told from another that is more alike by less than that. */
const [LEAST, MARGIN] = [0.62, 0.03]

/** The drawn characters with a mean of 0 and a length of 1. */
const GLYPHS = [...CHARACTERS].map((_, at) =>
  normalised(Float32Array.from(Buffer.from(OCR_B.cells, 'base64').subarray(at * SIZE, (at + 1) * SIZE))),
)

/** The text of a row whose characters' places are known, UNKNOWN where it is not certain. */
export function readGlyphs(picture: Luminance, row: ZoneRow): string {
  const strips = HEIGHTS.map((high) => stripOf(picture, row, high))
  const places = row.cells.map((along) => Math.round(((along / row.length) * row.count + row.count / 2 + 1) * WIDTH))
  const [best] = strips
    .map((strip) => ({
      strip,
      ...heightIn(
        strip,
        places.filter((_, at) => at % SOME === 0),
      ),
    }))
    .toSorted((a, b) => b.likeness - a.likeness)
  if (best === undefined) return ''
  let across = best.across
  return places
    .map((place) => {
      const seen = mostAlike(best.strip, place, {
        along: range(-ALONG, ALONG, 1),
        across: range(across - BEND, across + BEND, 1),
      })
      if (seen.likeness > LEAST) across = seen.across
      return seen.likeness > LEAST && seen.likeness - seen.next > MARGIN ? CHARACTERS[seen.character] : UNKNOWN
    })
    .join('')
}

/** A row and one more character at each end, dark as much, each character as wide as a drawn one. */
function stripOf(picture: Luminance, row: ZoneRow, high: number): Luminance {
  const pitch = row.length / row.count
  const height = HEIGHT + 2 * ACROSS
  const box = { ...row, length: row.length + 2 * pitch, height: (height * pitch * high) / WIDTH }
  const strip = sample(picture, box, { width: (row.count + 2) * WIDTH, height })
  return { ...strip, data: strip.data.map((value) => 255 - value) }
}

/** How alike the characters at some places are, and where across the row they are. */
function heightIn(strip: Luminance, places: readonly number[]): { likeness: number; across: number } {
  const seen = places.map((place) =>
    mostAlike(strip, place, { along: range(-COARSE, COARSE, COARSE), across: range(-ACROSS, ACROSS, COARSE) }),
  )
  const sorted = seen.map(({ across }) => across).toSorted((a, b) => a - b)
  return {
    likeness: seen.reduce((sum, { likeness }) => sum + likeness, 0),
    across: sorted[Math.floor(sorted.length / 2)] ?? 0,
  }
}

type Shifts = { along: readonly number[]; across: readonly number[] }
type Seen = { character: number; likeness: number; next: number; across: number }

/** The character most alike at a place, how alike it is, and how alike is the next. */
function mostAlike(strip: Luminance, place: number, shifts: Shifts): Seen {
  const likenesses = new Float32Array(GLYPHS.length).fill(-1)
  let seen: Seen = { character: 0, likeness: -1, next: -1, across: 0 }
  for (const across of shifts.across.filter((shift) => Math.abs(shift) <= ACROSS)) {
    for (const along of shifts.along) {
      const cell = cellAt(strip, place + along - WIDTH / 2, ACROSS + across)
      for (const [character, glyph] of GLYPHS.entries()) {
        const likeness = product(cell, glyph)
        if (likeness > (likenesses[character] ?? 0)) likenesses[character] = likeness
        if (likeness > seen.likeness) seen = { ...seen, character, likeness, across }
      }
    }
  }
  likenesses[seen.character] = -1
  return { ...seen, next: Math.max(...likenesses) }
}

function range(from: number, to: number, step: number): number[] {
  return Array.from({ length: Math.floor((to - from) / step) + 1 }, (_, at) => from + at * step)
}

function cellAt({ data, width }: Luminance, left: number, top: number): Float32Array {
  const cell = new Float32Array(SIZE)
  for (let y = 0; y < HEIGHT; y += 1)
    for (let x = 0; x < WIDTH; x += 1) cell[y * WIDTH + x] = data[(top + y) * width + left + x] ?? 0
  return normalised(cell)
}

function normalised(cell: Float32Array): Float32Array {
  const mean = cell.reduce((sum, value) => sum + value, 0) / SIZE
  const length = Math.sqrt(cell.reduce((sum, value) => sum + (value - mean) ** 2, 0)) || 1
  return cell.map((value) => (value - mean) / length)
}

function product(a: Float32Array, b: Float32Array): number {
  let sum = 0
  for (let at = 0; at < SIZE; at += 1) sum += (a[at] ?? 0) * (b[at] ?? 0)
  return sum
}
