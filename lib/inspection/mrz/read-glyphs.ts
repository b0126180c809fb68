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

/** The drawn characters, one after the other, each with a mean of 0 and a length of 1. */
const GLYPHS = Float64Array.from(
  [...CHARACTERS].flatMap((_, at) =>
    normalised(Buffer.from(OCR_B.cells, 'base64').subarray(at * SIZE, (at + 1) * SIZE)),
  ),
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
  const likenesses = new Float64Array(CHARACTERS.length).fill(-1)
  const cell = new Float64Array(SIZE)
  let [character, most, where] = [0, -1, 0]
  for (const across of shifts.across.filter((shift) => Math.abs(shift) <= ACROSS)) {
    for (const along of shifts.along) {
      const contrast = fill(cell, strip, place + along - WIDTH / 2, ACROSS + across)
      for (let other = 0; other < CHARACTERS.length; other += 1) {
        const likeness = product(cell, other * SIZE) / contrast
        if (likeness > (likenesses[other] ?? 0)) likenesses[other] = likeness
        if (likeness > most) [character, most, where] = [other, likeness, across]
      }
    }
  }
  likenesses[character] = -1
  return { character, likeness: most, next: Math.max(...likenesses), across: where }
}

function range(from: number, to: number, step: number): number[] {
  return Array.from({ length: Math.floor((to - from) / step) + 1 }, (_, at) => from + at * step)
}

/** Fills a cell with what is at a place of the strip. Returns how much it differs from its mean, as a length. */
function fill(cell: Float64Array, { data, width }: Luminance, left: number, top: number): number {
  let [sum, squares] = [0, 0]
  for (let y = 0; y < HEIGHT; y += 1) {
    const from = (top + y) * width + left
    for (let x = 0; x < WIDTH; x += 1) {
      const value = data[from + x] ?? 0
      cell[y * WIDTH + x] = value
      sum += value
      squares += value * value
    }
  }
  return Math.sqrt(squares - sum ** 2 / SIZE) || 1
}

function normalised(cell: Uint8Array): number[] {
  const mean = cell.reduce((sum, value) => sum + value, 0) / SIZE
  const length = Math.hypot(...[...cell].map((value) => value - mean)) || 1
  return [...cell].map((value) => (value - mean) / length)
}

/** Of a cell with the glyph that begins at a place; in four sums, which a processor adds to at the same time. */
function product(cell: Float64Array, glyph: number): number {
  let [a, b, c, d] = [0, 0, 0, 0]
  for (let at = 0; at < SIZE; at += 4) {
    a += (cell[at] ?? 0) * (GLYPHS[glyph + at] ?? 0)
    b += (cell[at + 1] ?? 0) * (GLYPHS[glyph + at + 1] ?? 0)
    c += (cell[at + 2] ?? 0) * (GLYPHS[glyph + at + 2] ?? 0)
    d += (cell[at + 3] ?? 0) * (GLYPHS[glyph + at + 3] ?? 0)
  }
  return a + b + c + d
}
