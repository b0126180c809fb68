import type { Box, Luminance } from '../luminance'
import { type Edges, edgesOf, shrink } from './edges'
import { type Line, strongestLines } from './lines'
import type { PrintMap } from './print'

export { type PrintMap, printIn } from './print'

/** A place in a picture: 0 to 1 from its left, and from its top. Beyond that it lies outside. */
export type Point = { readonly x: number; readonly y: number }
/** The four corners of a document, in order around it. `whole`: all of its sides are in the picture. */
export type Outline = { readonly corners: readonly [Point, Point, Point, Point]; readonly whole: boolean }

type Side = Line & { readonly real: boolean }
type Pixel = { readonly x: number; readonly y: number }
type Quad = readonly [Pixel, Pixel, Pixel, Pixel]
type Candidate = { quad: Quad; whole: boolean; score: number }

/** Lines are looked for in a picture of this longer side: a document's sides are long, its print drowns. */
const LOOKED_AT = 240
const LINES = 36
/** A document's sides meet at about a right angle, opposite ones are about parallel: degrees. */
const SKEW = 30
/** Of the picture, the least that a document covers, and the least of its longer side that a side is long. */
const SMALLEST = { area: 0.015, side: 0.09 }
/** Of a side, the part that must show as an edge; the ends are round on cards, and left out. */
const SUPPORT = { each: 0.42, mean: 0.62, meanOfTwo: 0.88, from: 0.1, to: 0.9, samples: 30, ofThird: 0.5 }
/** Of brightness, what lies between a document and its table. */
const STEP = { pixels: 3, least: 7 }
/** Of the picture, the share with print that may lie outside of a document. */
const STRAY_PRINT = 0.04
/** A document that is cut off has to be so much larger than a whole one, to be the one that is meant. */
const CUT_OVER_WHOLE = 1.3
/** A side that is the picture's own edge proves nothing: it counts for this much. */
const UNSEEN = 0.5
/** A side that goes on beyond its corner, by this share of its length, is not that quad's side: it counts less. */
const OVERRUN = { share: 0.12, least: 6, seen: 0.6, penalty: 0.35 }

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

function isInside({ x, y }: Pixel, { width, height }: Luminance): boolean {
  return x > -2 && y > -2 && x < width + 1 && y < height + 1
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

/** Whether a point lies on the same side of all four sides. */
function contains(quad: Quad, { x, y }: Pixel): boolean {
  const turns = quad.map((from, i) => {
    const to = quad[(i + 1) % 4] ?? from
    return (to.x - from.x) * (y - from.y) - (to.y - from.y) * (x - from.x) > 0
  })
  return turns.every((turn) => turn === turns[0])
}

function quadOf(left: Line, top: Line, right: Line, bottom: Line): Quad | null {
  const corners = [crossing(left, top), crossing(top, right), crossing(right, bottom), crossing(bottom, left)]
  const [a, b, c, d] = corners
  return a && b && c && d ? [a, b, c, d] : null
}

function crossing(a: Line, b: Line): Pixel | null {
  const det = Math.sin(b.angle - a.angle)
  if (Math.abs(det) < 0.1) return null
  return {
    x: (a.distance * Math.sin(b.angle) - b.distance * Math.sin(a.angle)) / det,
    y: (b.distance * Math.cos(a.angle) - a.distance * Math.cos(b.angle)) / det,
  }
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

function lengthsOf([a, b, c, d]: Quad): [number, number, number, number] {
  const length = (p: Pixel, q: Pixel) => Math.hypot(p.x - q.x, p.y - q.y)
  return [length(a, b), length(b, c), length(c, d), length(d, a)]
}

function areaOf(quad: Quad): number {
  const twice = quad.reduce((sum, p, i) => {
    const q = quad[(i + 1) % 4] ?? p
    return sum + p.x * q.y - q.x * p.y
  }, 0)
  return Math.abs(twice) / 2
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
    return ((mean * seen.length + unseen) / 4) ** 2 * size * (overrun ? OVERRUN.penalty : 1)
  })
  return Math.max(...scores)
}

type Support = { lighter: number; darker: number }

/** Along one side: the share of it that is an edge, with the inside lighter than the outside, or darker. */
function supportOf(from: Pixel, to: Pixel, centre: Pixel, plane: Luminance, edges: Edges): Support {
  const normal = inwards(from, to, centre)
  const count = { lighter: 0, darker: 0, seen: 0 }
  for (let i = 0; i < SUPPORT.samples; i += 1) {
    const share = SUPPORT.from + ((SUPPORT.to - SUPPORT.from) * i) / (SUPPORT.samples - 1)
    const [x, y] = [from.x + (to.x - from.x) * share, from.y + (to.y - from.y) * share]
    if (x < 2 || y < 2 || x > plane.width - 3 || y > plane.height - 3) continue
    count.seen += 1
    if (!hasEdgeAt(edges, x, y, normal)) continue
    const step =
      brightnessAt(plane, x + STEP.pixels * normal.x, y + STEP.pixels * normal.y) -
      brightnessAt(plane, x - STEP.pixels * normal.x, y - STEP.pixels * normal.y)
    if (step >= STEP.least) count.lighter += 1
    if (step <= -STEP.least) count.darker += 1
  }
  // Of a side that runs out of the picture at least half must be seen.
  const seen = count.seen < SUPPORT.samples / 2 ? Number.POSITIVE_INFINITY : count.seen
  return { lighter: count.lighter / seen, darker: count.darker / seen }
}

function inwards(from: Pixel, to: Pixel, centre: Pixel): Pixel {
  const length = Math.hypot(to.x - from.x, to.y - from.y)
  const turned = { x: (from.y - to.y) / length, y: (to.x - from.x) / length }
  const sign = (centre.x - from.x) * turned.x + (centre.y - from.y) * turned.y > 0 ? 1 : -1
  return { x: turned.x * sign, y: turned.y * sign }
}

function sidesRunThrough(quad: Quad, real: readonly boolean[], plane: Luminance, edges: Edges, centre: Pixel): boolean {
  return quad.every((from, i) => !real[i] || runsThrough(from, quad[(i + 1) % 4] ?? from, centre, plane, edges))
}

/** Whether a side is an edge all along: in each of its thirds. One that stops short of the picture's edge is not cut. */
function runsThrough(from: Pixel, to: Pixel, centre: Pixel, plane: Luminance, edges: Edges): boolean {
  const at = (share: number) => ({ x: from.x + (to.x - from.x) * share, y: from.y + (to.y - from.y) * share })
  return [0, 1, 2].every((third) => {
    const { lighter, darker } = supportOf(at(third / 3), at((third + 1) / 3), centre, plane, edges)
    return (
      Math.max(lighter, darker) >= SUPPORT.ofThird ||
      (lighter === 0 && darker === 0 && isOutside(at((third + 0.5) / 3), plane))
    )
  })
}

function isOutside({ x, y }: Pixel, { width, height }: Luminance): boolean {
  return x < 2 || y < 2 || x > width - 3 || y > height - 3
}

/** Whether a real side goes on as an edge beyond one of its corners. */
function overruns(quad: Quad, real: readonly boolean[], plane: Luminance, edges: Edges, centre: Pixel): boolean {
  return quad.some((from, i) => {
    const to = quad[(i + 1) % 4] ?? from
    return real[i] && (goesOn(from, to, centre, plane, edges) || goesOn(to, from, centre, plane, edges))
  })
}

function goesOn(from: Pixel, to: Pixel, centre: Pixel, plane: Luminance, edges: Edges): boolean {
  const length = Math.hypot(to.x - from.x, to.y - from.y)
  const beyond = (pixels: number) => ({
    x: to.x + ((to.x - from.x) * pixels) / length,
    y: to.y + ((to.y - from.y) * pixels) / length,
  })
  let reach = OVERRUN.share * length
  while (reach >= OVERRUN.least && isOutside(beyond(reach), plane)) reach -= 1
  if (reach < OVERRUN.least) return false
  const { lighter, darker } = supportOf(beyond(2), beyond(reach), centre, plane, edges)
  return Math.max(lighter, darker) > OVERRUN.seen
}

/** An edge within two pixels, across which the normal runs (within 25°). */
function hasEdgeAt({ width, strength, direction }: Edges, x: number, y: number, normal: Pixel): boolean {
  for (let off = -2; off <= 2; off += 1) {
    const i = Math.round(y + off * normal.y) * width + Math.round(x + off * normal.x)
    if ((strength[i] ?? 0) === 0) continue
    const along = Math.cos(direction[i] ?? 0) * normal.x + Math.sin(direction[i] ?? 0) * normal.y
    if (Math.abs(along) > 0.906) return true
  }
  return false
}

function brightnessAt({ width, height, data }: Luminance, x: number, y: number): number {
  const column = Math.min(width - 1, Math.max(0, Math.round(x)))
  const row = Math.min(height - 1, Math.max(0, Math.round(y)))
  return data[row * width + column] ?? 0
}
