import type { Box, Luminance } from '../luminance'
import { type Edges, edgesOf, shrink } from './edges'
import { type Line, strongestLines } from './lines'
import type { PrintMap } from './print'
import { areaOf, contains, isInside, lengthsOf, type Quad, quadOf } from './quad'
import { overruns, sidesRunThrough, supportOf } from './support'

export { type PrintMap, printIn } from './print'

/** A place in a picture: 0 to 1 from its left, and from its top. Beyond that it lies outside. */
export type Point = { readonly x: number; readonly y: number }
/** The four corners of a document, in order around it. `whole`: all of its sides are in the picture. */
export type Outline = { readonly corners: readonly [Point, Point, Point, Point]; readonly whole: boolean }

type Side = Line & { readonly real: boolean }
type Candidate = { quad: Quad; whole: boolean; score: number }

/** Lines are looked for in a picture of this longer side: a document's sides are long, its print drowns. */
const LOOKED_AT = 240
const LINES = 36
/** A document's sides meet at about a right angle, opposite ones are about parallel: degrees. */
const SKEW = 30
/** Of the picture, the least that a document covers, and the least of its longer side that a side is long. */
const SMALLEST = { area: 0.015, side: 0.09 }
/** The part of a side that must show as an edge: of each, in the mean, and where only two are in the picture. */
const SUPPORT = { each: 0.42, mean: 0.62, meanOfTwo: 0.88 }
/** Of the picture, the share with print that may lie outside of a document. */
const STRAY_PRINT = 0.04
/** A document that is cut off has to be so much larger than a whole one, to be the one that is meant. */
const CUT_OVER_WHOLE = 1.3
/** A side that is the picture's own edge proves nothing: it counts for this much. */
const UNSEEN = 0.5
/** A quad with a side that goes on beyond its corner counts for this much. */
const OVERRUN = 0.35

/**
 * Looks for a document: four straight sides, about at right angles, that part one brightness inside from another
 * outside. A picture's own edge may stand for one or two sides: such a document is cut off. `null` when there is
 * none, as in a scan that the paper fills.
 */
export function findOutline(plane: Luminance, print: PrintMap): Outline | null {
  const small = shrink(plane, LOOKED_AT)
  const edges = edgesOf(small)
  const { width, height } = small
  const lines: Side[] = strongestLines(edges, LINES).map((line) => ({ ...line, real: true }))
  const best = bestCandidate(pairsOf([...lines, ...bordersOf(width, height)]), small, edges, print)
  if (!best) return null
  const [a, b, c, d] = best.quad.map(({ x, y }) => ({ x: x / width, y: y / height }))
  if (!a || !b || !c || !d) return null
  return { corners: [a, b, c, d], whole: best.whole }
}

/** The smallest upright box around an outline. */
export function boxOf({ corners }: Outline): Box {
  const [xs, ys] = [corners.map(({ x }) => x), corners.map(({ y }) => y)]
  return { left: Math.min(...xs), right: Math.max(...xs), top: Math.min(...ys), bottom: Math.max(...ys) }
}

function bordersOf(width: number, height: number): Side[] {
  const sides: Line[] = [
    { angle: 0, distance: 0 },
    { angle: 0, distance: width - 1 },
    { angle: Math.PI / 2, distance: 0 },
    { angle: Math.PI / 2, distance: height - 1 },
  ]
  return sides.map((side) => ({ ...side, real: false }))
}

function pairsOf(sides: readonly Side[]): [Side, Side][] {
  return sides.flatMap((first, i) =>
    sides.slice(i + 1).flatMap((second): [Side, Side][] => {
      if (!first.real && !second.real) return []
      return between(first, second) <= SKEW ? [[first, second]] : []
    }),
  )
}

/** Degrees between two lines, 0 to 90. */
function between(a: Line, b: Line): number {
  const apart = (Math.abs(a.angle - b.angle) * 180) / Math.PI
  return apart > 90 ? 180 - apart : apart
}

function bestCandidate(
  pairs: readonly [Side, Side][],
  plane: Luminance,
  edges: Edges,
  print: PrintMap,
): Candidate | null {
  let whole: Candidate | null = null
  let cut: Candidate | null = null
  for (const [i, [left, right]] of pairs.entries()) {
    for (const [top, bottom] of pairs.slice(i + 1)) {
      if (between(left, top) < 90 - SKEW) continue
      const quad = quadOf(left, top, right, bottom)
      if (!quad || !isPlausible(quad, plane)) continue
      const real = [top.real, right.real, bottom.real, left.real]
      const isWhole = real.every(Boolean) && quad.every((corner) => isInside(corner, plane))
      const best: Candidate | null = isWhole ? whole : cut
      const score = scoreOf(quad, real, plane, edges, best?.score ?? 0)
      if (score <= (best?.score ?? 0) || strayPrint(quad, plane, print) > STRAY_PRINT) continue
      if (isWhole) whole = { quad, whole: true, score }
      else cut = { quad, whole: false, score }
    }
  }
  return cut && cut.score > CUT_OVER_WHOLE * (whole?.score ?? 0) ? cut : whole
}

/** The share of the picture that carries print and lies wholly outside of a quad. */
function strayPrint(quad: Quad, { width, height }: Luminance, { across, tiles }: PrintMap): number {
  const at = (column: number, row: number) => ({ x: (column * width) / across, y: (row * height) / across })
  const outside = tiles.filter((tile, i) => {
    if (tile !== 'print') return false
    const [column, row] = [i % across, Math.floor(i / across)]
    const corners = [at(column, row), at(column + 1, row), at(column + 1, row + 1), at(column, row + 1)]
    return !corners.some((corner) => contains(quad, corner))
  })
  return outside.length / tiles.length
}

/** Large enough, no narrower than a page is, and not far outside of the picture. */
function isPlausible(quad: Quad, { width, height }: Luminance): boolean {
  const [across, down, back, up] = lengthsOf(quad)
  const [longer, shorter] = [Math.max(across, down, back, up), Math.min(across, down, back, up)]
  const side = Math.max(width, height)
  if (shorter < SMALLEST.side * side || areaOf(quad) < SMALLEST.area * width * height) return false
  if (shorter / longer < 0.34 || Math.min(across / back, back / across, down / up, up / down) < 0.55) return false
  return quad.every(({ x, y }) => x > -0.25 * width && x < 1.25 * width && y > -0.25 * height && y < 1.25 * height)
}

/** How much speaks for a quad, 0 when too little does: the share of its sides that is edge, and its size. */
function scoreOf(quad: Quad, real: readonly boolean[], plane: Luminance, edges: Edges, toBeat: number): number {
  const size = Math.sqrt(Math.min(1, areaOf(quad) / (plane.width * plane.height)))
  if (size <= toBeat) return 0
  const centre = { x: quad.reduce((sum, p) => sum + p.x, 0) / 4, y: quad.reduce((sum, p) => sum + p.y, 0) / 4 }
  const supports = quad.map((from, i) => {
    const to = quad[(i + 1) % 4] ?? from
    return real[i] ? supportOf(from, to, centre, plane, edges) : null
  })
  const scores = (['lighter', 'darker'] as const).map((sign) => {
    const seen = supports.filter((support) => support !== null).map((support) => support[sign])
    const mean = seen.reduce((sum, share) => sum + share, 0) / seen.length
    if (seen.length < 2 || Math.min(...seen) < SUPPORT.each || mean < SUPPORT.mean) return 0
    if (seen.length === 2 && mean < SUPPORT.meanOfTwo) return 0
    if (seen.length < 4 && !sidesRunThrough(quad, real, plane, edges, centre)) return 0
    const unseen = (4 - seen.length) * UNSEEN
    const overrun = overruns(quad, real, plane, edges, centre)
    return ((mean * seen.length + unseen) / 4) ** 2 * size * (overrun ? OVERRUN : 1)
  })
  return Math.max(...scores)
}
