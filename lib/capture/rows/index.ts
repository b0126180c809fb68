import type { Box, Luminance } from '../luminance'
import { boxOf, type Outline } from '../outline'
import { shrink } from '../outline/edges'
import { type Band, bandsOf } from './bands'
import { inkOf } from './ink'

/** The rows of print that were found. */
export type Rows = {
  /** How many lie one below another. */
  readonly count: number
  /** How many strokes their letters have. */
  readonly strokes: number
  /** The part (0 to 1) of all that looks like strokes around them: of print nearly all, of leaves or fur next to none. */
  readonly pure: number
}

/** A row is seen at the size at which its letters are 5 to 26 pixels tall: in one of these pictures. */
const SIDES = [640, 1_280, 320] as const
/** What a row of print is like. Strokes: how many there are in a piece that is as long as the row is tall. */
const ROW = {
  height: { from: 5, to: 26 },
  length: 30,
  ratio: 3,
  /** Of the picture: bricks and windows go on from border to border. */
  span: 0.94,
  full: 0.68,
  ink: { from: 0.35, to: 0.8 },
  strokes: { from: 0.75, to: 2.4 },
  /** Small letters run together. */
  small: { below: 8, from: 0.5 },
  angle: 0.26,
}
/** Rows of one document run the same way, in radians; short ones are measured less well. */
const PARALLEL = 0.06
/** So much print is enough, and is looked for no further. */
const ENOUGH = { count: 4, strokes: 50, pure: 0.24, both: 20 }
/**
 * Where nothing stands out from its surroundings, a few words on the backs of books are no document either; and much print
 * fills what it stands on, so many rows among as many other strokes are a wall's.
 */
const ALONE = { both: 32, many: 18, pure: 0.38 }

/** Rows of one way, and how far apart they are as a rule, in their heights. */
type Stack = Rows & { readonly leading: number }

const NONE: Rows = { count: 0, strokes: 0, pure: 0 }
/** Of the rows that say most, what those the other way say in a grid: clearly, where they are mixed with much else. */
const GRID = { clear: 0.65, mixed: 0.28, pure: 0.5 }
/** So close together, and with so little of the strokes in them, rows are a wall’s. */
const WALL = { leading: 1.6, pure: 0.68 }

/** Whether rows make a document: a few letters, or many scattered ones, do not. */
export function areEnough({ count, strokes, pure }: Rows, outline: Outline | null): boolean {
  if (count < ENOUGH.count || strokes < ENOUGH.strokes || pure < ENOUGH.pure) return false
  if (outline) return strokes * pure >= ENOUGH.both
  return strokes * pure >= ALONE.both && (count < ALONE.many || pure >= ALONE.pure)
}

/** The rows of print in a picture, across or down: of the size, and in the part of it, that say most. */
export function rowsIn(plane: Luminance, outline: Outline | null): Rows {
  let best = NONE
  for (const side of SIDES) {
    const small = shrink(plane, Math.min(side, (side / 1_280) * Math.max(plane.width, plane.height)))
    const across = rowsAcross(small, outline ? boxOf(outline) : null)
    const down = rowsAcross(transposed(small), outline ? turned(boxOf(outline)) : null)
    const [more, less] = weightOf(across) < weightOf(down) ? [down, across] : [across, down]
    if (!isGrid(more, less) && !isWall(more) && weightOf(more) > weightOf(best)) best = more
    if (areEnough(best, outline)) return best
  }
  return best
}

/** The rows of a picture, or of the part in which something lies: those that say more. */
function rowsAcross(small: Luminance, part: Box | null): Stack {
  const bands = bandsOf(inkOf(small))
  const all = rowsOf(bands, small.width)
  if (!part) return all
  const [left, right] = [part.left * small.width, part.right * small.width]
  const [top, bottom] = [part.top * small.height, part.bottom * small.height]
  const inside = rowsOf(
    bands.filter(({ x, y }) => x > left && x < right && y > top && y < bottom),
    small.width,
  )
  return weightOf(inside) > weightOf(all) ? inside : all
}

/** How much speaks for print. */
function weightOf({ strokes, pure }: Rows): number {
  return strokes * pure
}

/** Courses of bricks lie closer together than rows of print, and are rough where paper is plain. */
function isWall({ leading, pure }: Stack): boolean {
  return leading < WALL.leading && pure < WALL.pure
}

/** Windows, keys, leaves and pebbles lie in rows across and down alike. Print runs one way. */
function isGrid(more: Rows, less: Rows): boolean {
  return weightOf(less) > weightOf(more) * (more.pure < GRID.pure ? GRID.mixed : GRID.clear)
}

function turned({ left, top, right, bottom }: Box): Box {
  return { left: top, top: left, right: bottom, bottom: right }
}

function rowsOf(inside: readonly Band[], width: number): Stack {
  const like = inside.filter((band) => isLikePrint(band) && band.length < ROW.span * width)
  const angle = middleOf(like)
  const rows = like.filter((band) => Math.abs(band.angle - angle) < PARALLEL + (0.5 * band.height) / band.length)
  const strokes = rows.reduce((sum, band) => sum + band.strokes, 0)
  const all = inside.reduce((sum, band) => sum + areaOf(band), 0)
  const pure = rows.reduce((sum, band) => sum + areaOf(band), 0) / Math.max(1, all)
  return { ...stackOf(rows, angle), strokes, pure }
}

/** A band's weight: its strokes times how tall they are. What is smaller than any letter has none. */
function areaOf({ length, height, strokes }: Band): number {
  return length >= 20 && height >= 3 ? strokes * height : 0
}

function isLikePrint({ length, height, angle, full, ink, strokes }: Band): boolean {
  const dense = (strokes * height) / length
  return (
    height >= ROW.height.from &&
    height <= ROW.height.to &&
    length >= Math.max(ROW.length, ROW.ratio * height) &&
    full >= ROW.full &&
    ink >= ROW.ink.from &&
    ink <= ROW.ink.to &&
    dense >= (height < ROW.small.below ? ROW.small.from : ROW.strokes.from) &&
    dense <= ROW.strokes.to &&
    Math.abs(angle) < ROW.angle
  )
}

/** The angle that half of the rows, by their length, lie below. */
function middleOf(rows: readonly Band[]): number {
  const sorted = rows.toSorted((a, b) => a.angle - b.angle)
  let left = sorted.reduce((sum, { length }) => sum + length, 0) / 2
  for (const { length, angle } of sorted) {
    left -= length
    if (left <= 0) return angle
  }
  return 0
}

/** How many of them lie one below another, not side by side, and how far apart they are as a rule, in their heights. */
function stackOf(rows: readonly Band[], angle: number): Pick<Stack, 'count' | 'leading'> {
  const places = rows.map(({ x, y, height }) => ({ y: y - x * Math.tan(angle), height })).sort((a, b) => a.y - b.y)
  const leadings: number[] = []
  let last = Number.NEGATIVE_INFINITY
  for (const { y, height } of places) {
    if (y - last <= 0.7 * height) continue
    leadings.push((y - last) / height)
    last = y
  }
  return { count: leadings.length, leading: leadings.sort((a, b) => a - b)[Math.floor(leadings.length / 2)] ?? 0 }
}

function transposed({ width, height, data }: Luminance): Luminance {
  const turned = new Uint8Array(data.length)
  for (let y = 0; y < height; y += 1)
    for (let x = 0, i = y * width; x < width; x += 1, i += 1) turned[x * height + y] = data[i] ?? 0
  return { width: height, height: width, data: turned }
}
