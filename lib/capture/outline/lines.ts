import type { Edges } from './edges'

/** A straight line: the points with x·cos(angle) + y·sin(angle) = distance, in pixels of the small picture. */
export type Line = { readonly angle: number; readonly distance: number }

const DEGREE = Math.PI / 180
/** How far an edge's own direction may be off, in degrees. */
const TOLERANCE = 3
/** Lines closer than this to a stronger one are the same line: degrees, and pixels. */
const SAME = { degrees: 5, pixels: 4 }

/** Lines of print all run one way: no more than so many of them, or they crowd out the sides that cross them. */
const OF_ONE_WAY = 13

/**
 * The `count` straight lines along which the most edges lie (Hough transform, Duda and Hart 1972), each edge voting
 * only for lines that run along it.
 */
export function strongestLines(edges: Edges, count: number): Line[] {
  const { width, height } = edges
  const reach = Math.ceil(Math.hypot(width, height))
  const columns = 2 * reach + 1
  const votes = new Uint16Array(180 * columns)
  castVotes(edges, votes, reach)
  const least = Math.max(8, Math.min(width, height) / 10)
  const ranked: number[] = []
  for (let cell = 0; cell < votes.length; cell += 1) if ((votes[cell] ?? 0) >= least) ranked.push(cell)
  ranked.sort((a, b) => (votes[b] ?? 0) - (votes[a] ?? 0))
  const found: { degrees: number; distance: number }[] = []
  for (const cell of ranked) {
    const line = { degrees: Math.floor(cell / columns), distance: (cell % columns) - reach }
    if (
      found.some((other) => isSame(line, other)) ||
      found.filter((other) => turnBetween(line, other) < 15).length >= OF_ONE_WAY
    )
      continue
    found.push(line)
    if (found.length === count) break
  }
  return found.map(({ degrees, distance }) => ({ angle: degrees * DEGREE, distance }))
}

function castVotes({ width, height, strength, direction }: Edges, votes: Uint16Array, reach: number): void {
  const columns = 2 * reach + 1
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const i = y * width + x
      if (strength[i] === 0) continue
      const own = Math.round((direction[i] ?? 0) / DEGREE)
      for (let degrees = own - TOLERANCE; degrees <= own + TOLERANCE; degrees += 1) {
        const bin = ((degrees % 180) + 180) % 180
        const distance = Math.round(x * Math.cos(bin * DEGREE) + y * Math.sin(bin * DEGREE))
        const cell = bin * columns + distance + reach
        votes[cell] = (votes[cell] ?? 0) + 1
      }
    }
  }
}

/** Angles go round at 180°, where the distance changes its sign. */
function turnBetween(a: { degrees: number }, b: { degrees: number }): number {
  const apart = Math.abs(a.degrees - b.degrees)
  return apart > 90 ? 180 - apart : apart
}

function isSame(a: { degrees: number; distance: number }, b: { degrees: number; distance: number }): boolean {
  const apart = Math.abs(a.degrees - b.degrees)
  const turned = apart > 90
  const degrees = turned ? 180 - apart : apart
  const pixels = Math.abs(a.distance - (turned ? -b.distance : b.distance))
  return degrees <= SAME.degrees && pixels <= SAME.pixels
}
