import type { Luminance } from '@/lib/capture/luminance'
import type { Place } from './find-places'
import type { Row } from './find-rows'
import { sample } from './sample'

/** The zone is looked at in this many pixels along its rows. */
const WIDTH = 1_000
/** How far beyond the box, in its rows' heights, further rows are looked for. */
const BEYOND = 7
/** The rows may be inclined to the box by so much (as a slope), in steps. */
const SLOPES = Array.from({ length: 17 }, (_, at) => (at - 8) * 0.004)
/** The page may be bent, so that a row's middle is so far off its ends, against its length. */
const BENDS = Array.from({ length: 17 }, (_, at) => (at - 8) * 0.005).toSorted((a, b) => Math.abs(a) - Math.abs(b))
/** How many pieces of the zone, side by side, are moved against one another to see that. */
const PIECES = 40

/** A zone's rows are so many times as long as they are high: 30 to 44 characters, and what lies around them. */
const LENGTHS = { least: 14, most: 70 }
/** Of this many rows and more none is left out by chance, and reading them costs. */
const MOST_ROWS = 5

/**
 * The rows of print in and around a place, by where dark strokes are, in reading order. All are as long as the place is.
 */
export function rowsAround(picture: Luminance, { box, rowHeight }: Place): Row[] {
  const tall = { ...box, height: box.height + 2 * BEYOND * rowHeight }
  const scale = WIDTH / tall.length
  const size = { width: WIDTH, height: Math.max(8, Math.round(tall.height * scale)) }
  const strokes = strokesIn(sample(picture, tall, size), rowHeight * scale)
  const pieces = piecesOf(strokes)
  let best: Profile | undefined
  for (const bend of BENDS)
    for (const slope of SLOPES) {
      const profile = profileOf(pieces, slope, bend)
      if (best === undefined || profile.spread > best.spread) best = profile
    }
  if (best === undefined) return []
  const { slope } = best
  const curve = (4 * best.bend) / box.length
  const [cos, sin] = [Math.cos(box.angle), Math.sin(box.angle)]
  return bandsIn(best.profile, rowHeight * scale)
    .map(({ from, to }) => {
      const across = (from + to) / 2 / scale - tall.height / 2
      return {
        ...{ x: tall.x - across * sin, y: tall.y + across * cos, length: box.length },
        ...{ height: (to - from) / scale, angle: box.angle + Math.atan(slope), curve },
      }
    })
    .filter(({ length, height }) => length > LENGTHS.least * height && length < LENGTHS.most * height)
    .toSorted((a, b) => distanceTo(box, a) - distanceTo(box, b))
    .slice(0, MOST_ROWS)
    .toSorted((a, b) => acrossFrom(box, a) - acrossFrom(box, b))
}

function acrossFrom(box: Row, row: Row): number {
  return (row.y - box.y) * Math.cos(box.angle) - (row.x - box.x) * Math.sin(box.angle)
}

function distanceTo(box: Row, row: Row): number {
  return Math.abs(acrossFrom(box, row))
}

/** What is not so much darker than its surroundings is paper; what is darker than so much counts no more. */
const [PAPER, DARKEST] = [8, 60]

/** How much darker each pixel is than what is around it, where there are strokes across the row. */
function strokesIn(plane: Luminance, rowHeight: number): Luminance {
  const { width, height, data } = plane
  const reach = Math.max(3, Math.round(rowHeight * 1.2))
  const strokes = new Uint8Array(data.length)
  for (let y = 0; y < height; y += 1) {
    let sum = 0
    const at = y * width
    for (let x = -reach; x < width; x += 1) {
      if (x + reach < width) sum += data[at + x + reach] ?? 0
      if (x - reach - 1 >= 0) sum -= data[at + x - reach - 1] ?? 0
      if (x < 0) continue
      const count = Math.min(width - 1, x + reach) - Math.max(0, x - reach) + 1
      const darker = sum / count - (data[at + x] ?? 0)
      strokes[at + x] = Math.max(0, Math.min(DARKEST, darker - PAPER))
    }
  }
  return { width, height, data: strokes }
}

/** The mean of each line of each piece, from left to right. */
function piecesOf({ width, height, data }: Luminance): Float64Array[] {
  const wide = width / PIECES
  return Array.from({ length: PIECES }, (_, piece) => {
    const [from, to] = [Math.round(piece * wide), Math.round((piece + 1) * wide)]
    const means = new Float64Array(height)
    for (let y = 0; y < height; y += 1) {
      let sum = 0
      for (let x = from; x < to; x += 1) sum += data[y * width + x] ?? 0
      means[y] = sum / (to - from)
    }
    return means
  })
}

type Profile = { slope: number; bend: number; profile: Float64Array; spread: number }

/** The sum of each line's pieces, along a slope and a bend, and how much the lines differ from the next. */
function profileOf(pieces: readonly Float64Array[], slope: number, bend: number): Profile {
  const height = pieces[0]?.length ?? 0
  const profile = new Float64Array(height)
  for (const [at, piece] of pieces.entries()) {
    const along = (at + 0.5) / PIECES - 0.5
    const shift = Math.round(WIDTH * (along * slope + 4 * bend * along ** 2))
    for (let y = Math.max(0, -shift); y < Math.min(height, height - shift); y += 1)
      profile[y] = (profile[y] ?? 0) + (piece[y + shift] ?? 0)
  }
  return { slope, bend, profile, spread: spread(profile) }
}

function spread(profile: Float64Array): number {
  let sum = 0
  for (let y = 1; y < profile.length; y += 1) sum += ((profile[y] ?? 0) - (profile[y - 1] ?? 0)) ** 2
  return sum
}

/** So many of the lines, by how dark they are, are certainly empty, and so many print; what stands out is nearer to print. */
const [EMPTY, PRINT, STANDS_OUT] = [0.2, 0.95, 0.35]

/** The lines of a profile that stand out of the empty ones between rows. */
function bandsIn(profile: Float64Array, rowHeight: number): { from: number; to: number }[] {
  const bands: { from: number; to: number }[] = []
  const sorted = [...profile].toSorted((a, b) => a - b)
  const empty = sorted[Math.floor(sorted.length * EMPTY)] ?? 0
  const full = sorted[Math.floor(sorted.length * PRINT)] ?? 0
  const limit = empty + (full - empty) * STANDS_OUT
  for (let y = 0; y < profile.length; y += 1) {
    if ((profile[y] ?? 0) < limit) continue
    let to = y
    while (to < profile.length && (profile[to] ?? 0) >= limit) to += 1
    bands.push({ from: y, to })
    y = to
  }
  return bands.filter(({ from, to }) => to - from > rowHeight * 0.6 && to - from < rowHeight * 3)
}
