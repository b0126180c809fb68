import type { Luminance } from '../luminance'
import type { Edges } from './edges'
import { isOutside, type Pixel, type Quad } from './quad'

/** What speaks for a line being a document's side: an edge along it that parts one brightness from another. */

/** Where along a side it is looked at; its ends are round on cards, and left out. `ofThird`: what each third must show. */
const LOOK = { from: 0.1, to: 0.9, samples: 30, ofThird: 0.5 }
/** Of brightness, what lies between a document and its table. */
const STEP = { pixels: 3, least: 7 }
/** A side that goes on beyond its corner, by this share of its length, is not that quad's side: it counts less. */
const OVERRUN = { share: 0.12, least: 6, seen: 0.6 }

type Support = { lighter: number; darker: number }

/** Along one side: the share of it that is an edge, with the inside lighter than the outside, or darker. */
export function supportOf(from: Pixel, to: Pixel, centre: Pixel, plane: Luminance, edges: Edges): Support {
  const normal = inwards(from, to, centre)
  const count = { lighter: 0, darker: 0, seen: 0 }
  for (let i = 0; i < LOOK.samples; i += 1) {
    const share = LOOK.from + ((LOOK.to - LOOK.from) * i) / (LOOK.samples - 1)
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
  const seen = count.seen < LOOK.samples / 2 ? Number.POSITIVE_INFINITY : count.seen
  return { lighter: count.lighter / seen, darker: count.darker / seen }
}

function inwards(from: Pixel, to: Pixel, centre: Pixel): Pixel {
  const length = Math.hypot(to.x - from.x, to.y - from.y)
  const turned = { x: (from.y - to.y) / length, y: (to.x - from.x) / length }
  const sign = (centre.x - from.x) * turned.x + (centre.y - from.y) * turned.y > 0 ? 1 : -1
  return { x: turned.x * sign, y: turned.y * sign }
}

export function sidesRunThrough(
  quad: Quad,
  real: readonly boolean[],
  plane: Luminance,
  edges: Edges,
  centre: Pixel,
): boolean {
  return quad.every((from, i) => !real[i] || runsThrough(from, quad[(i + 1) % 4] ?? from, centre, plane, edges))
}

/** Whether a side is an edge all along: in each of its thirds. One that stops short of the picture's edge is not cut. */
function runsThrough(from: Pixel, to: Pixel, centre: Pixel, plane: Luminance, edges: Edges): boolean {
  const at = (share: number) => ({ x: from.x + (to.x - from.x) * share, y: from.y + (to.y - from.y) * share })
  return [0, 1, 2].every((third) => {
    const { lighter, darker } = supportOf(at(third / 3), at((third + 1) / 3), centre, plane, edges)
    return (
      Math.max(lighter, darker) >= LOOK.ofThird ||
      (lighter === 0 && darker === 0 && isOutside(at((third + 0.5) / 3), plane))
    )
  })
}

/** Whether a real side goes on as an edge beyond one of its corners. */
export function overruns(quad: Quad, real: readonly boolean[], plane: Luminance, edges: Edges, centre: Pixel): boolean {
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
