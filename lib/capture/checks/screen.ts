import { SHAPES } from '../document-shape'
import type { Luminance } from '../luminance'
import type { Outline } from '../outline'
import { areEnough } from '../rows'
import type { Check } from './check'

const BLOCK = 8
/** A picture of a screen is made of areas of one value each: at least this share of it. */
const FLAT = 0.25
/** One of these values is not white: a bar, a side, a dark ground. Paper that a scanner whitened has white alone. */
const TINTED = { below: 252, share: 0.03 }
/**
 * Pages, upright and lying, have these shapes; a screen is narrower, or wider. Width over height. Windows have the shape of
 * a lying page too, but their bars go out to the border, where what is printed from a file has white margins.
 */
const PAGES = { upright: { from: 0.62, to: 0.85 }, lying: { from: 1.25, to: 1.46, bars: 0.1 } }
/** What is printed to a picture has exactly the shape of its paper, which no screen has: ISO A4 and US Letter, upright. */
const PAPERS = { shapes: [SHAPES.page, 8.5 / 11], tolerance: 0.004 }
/** No document is so many times as wide as it is tall; what is cut out of a screen may be. */
const STRIP = 3.5
/** A screen without a bar has more rows than a card or a passport, wide as it is. */
const WIDE = { from: 1.66, rows: 8, strokes: 200 }
/** What a line between two areas spans of a screen. */
const SPAN = 0.5
/**
 * One tone of a picture without noise that covers so much of it is the ground of a screen, where it goes out to the
 * border, and more of it is anywhere that a line parts it from something. Cameras and scanners have none but black and
 * white, what is printed from a file has white margins, and the paper of a scanned receipt has no line.
 */
const GROUND = { from: 4, below: 254, share: 0.15, border: 0.25, much: 0.3 }

/** No card or page is so many times as long as it is wide; a telephone is, with its frame. */
const SLIM = 1.7

/**
 * A picture of a screen, taken by the device that shows it, and not of a document: large areas without the slightest
 * noise, of several values, parted by lines as straight as pixels are. The score is the share of such areas.
 */
export const checkScreen: Check = ({ plane, size, outline, rows }) => {
  // Something lies on something: that is a photo, or drawn as one.
  if (outline?.whole && slimnessOf(outline, plane) < SLIM) return null
  const { flat, tinted, ground, border } = flatnessOf(plane)
  if (flat < FLAT) return null
  const ratio = size.width / size.height
  if (PAPERS.shapes.some((shape) => Math.abs(ratio / shape - 1) < PAPERS.tolerance) && areEnough(rows(), outline))
    return null
  const isParted = hasLongLine(plane)
  if ((ground >= GROUND.much && isParted) || (ground >= GROUND.share && border >= GROUND.border))
    return { code: 'SCREENSHOT', score: flat }
  if (outline?.whole) return null
  if (isPage(ratio, border)) return null
  const parted = ratio >= STRIP || (tinted >= TINTED.share && isParted)
  const full = ratio >= WIDE.from && rows().count >= WIDE.rows && rows().strokes >= WIDE.strokes
  return parted || full ? { code: 'SCREENSHOT', score: flat } : null
}

/** Whether a picture has the shape of a page, and no bars of a window. */
function isPage(ratio: number, border: number): boolean {
  const { upright, lying } = PAGES
  const lies = ratio >= lying.from && ratio <= lying.to
  return (ratio >= upright.from && ratio <= upright.to) || (lies && border < lying.bars)
}

/** How many times as long as it is wide an outline is. */
function slimnessOf({ corners }: Outline, { width, height }: Luminance): number {
  const [a, b, c] = corners
  const sides = [[a, b] as const, [b, c] as const].map(([p, q]) =>
    Math.hypot((p.x - q.x) * width, (p.y - q.y) * height),
  )
  return Math.max(...sides) / Math.max(1, Math.min(...sides))
}

type Flatness = {
  /** The share of blocks that have one value each. */
  flat: number
  /** The largest share that has the same one, other than white. */
  tinted: number
  /** The same, other than black too. */
  ground: number
  /** The share of blocks along the border that have one value, neither black nor white. */
  border: number
}

function flatnessOf({ width, height, data }: Luminance): Flatness {
  const levels = new Uint32Array(256)
  const [across, down] = [Math.floor(width / BLOCK), Math.floor(height / BLOCK)]
  let [flat, edge, tintedEdge] = [0, 0, 0]
  for (let row = 0; row < down; row += 1) {
    for (let column = 0; column < across; column += 1) {
      const value = levelOf(data, row * BLOCK * width + column * BLOCK, width)
      // The outermost blocks are often those of a frame, or of rounded corners.
      const isEdge = Math.min(row, column, down - 1 - row, across - 1 - column) === 1
      if (isEdge) edge += 1
      if (value === null) continue
      flat += 1
      levels[value] = (levels[value] ?? 0) + 1
      if (isEdge && value >= GROUND.from && value < GROUND.below) tintedEdge += 1
    }
  }
  const blocks = Math.max(1, across * down)
  const most = (from: number, below: number) => Math.max(...levels.subarray(from, below)) / blocks
  return {
    ...{ flat: flat / blocks, tinted: most(0, TINTED.below), ground: most(GROUND.from, GROUND.below) },
    border: tintedEdge / Math.max(1, edge),
  }
}

/** The one value of a block, give or take 1; null where there are several. */
function levelOf(data: Uint8Array, start: number, width: number): number | null {
  const value = data[start] ?? 0
  for (let y = 0; y < BLOCK; y += 1)
    for (let i = start + y * width, end = i + BLOCK; i < end; i += 1)
      if (Math.abs((data[i] ?? 0) - value) > 1) return null
  return value
}

/** Whether a line parts two areas over half of the picture, across or down. */
function hasLongLine({ width, height, data }: Luminance): boolean {
  const longest = (lines: number, length: number, line: number, step: number): boolean => {
    for (let k = 1; k < lines; k += 1) {
      let run = 0
      for (let i = k * line + step, n = 1; n < length; n += 1, i += step) {
        const [here, before] = [data[i] ?? 0, data[i - line] ?? 0]
        const isEdge = Math.abs(here - before) >= 5 && here === data[i - step] && before === data[i - line - step]
        run = isEdge ? run + 1 : 0
        if (run > SPAN * length) return true
      }
    }
    return false
  }
  return longest(height, width, width, 1) || longest(width, height, 1, width)
}
