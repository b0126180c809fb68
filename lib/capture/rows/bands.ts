import type { Ink } from './ink'

/** Strokes that stand beside one another, as the letters of a row do, in pixels of the picture that was looked at. */
export type Band = {
  /** Its centre. */
  readonly x: number
  readonly y: number
  readonly length: number
  readonly height: number
  /** From the horizontal, in radians. */
  readonly angle: number
  /** The part of its box (0 to 1) that letters and the gaps between them fill. */
  readonly full: number
  /** The part of that which is ink. */
  readonly ink: number
  /** How many strokes a line through it crosses. */
  readonly strokes: number
}

/** What lies apart by no more is one row; what is shorter is a letter's tail; what has no gap for so long is a rule. */
const GAP = 9
const SHORTEST = 14
const LONGEST_STROKE = 64

type Sums = {
  n: number
  x: number
  y: number
  xx: number
  xy: number
  yy: number
  ink: number
  strokes: number
  lines: number
  last: number
}
type Run = { from: number; to: number; band: number }

/** The bands in the strokes of a picture. */
export function bandsOf({ width, height, data }: Ink): Band[] {
  const sums: Sums[] = []
  const parent: number[] = []
  const rootOf = (band: number): number => {
    let at = band
    while (parent[at] !== at) at = parent[at] ?? at
    return at
  }
  let above: Run[] = []
  for (let y = 0; y < height; y += 1) {
    const line: Run[] = []
    let first = 0
    for (const run of runsOf(data, y * width, width)) {
      while (first < above.length && (above[first]?.to ?? 0) < run.from) first += 1
      let band = -1
      for (let k = first; k < above.length && (above[k]?.from ?? 0) <= run.to; k += 1) {
        const root = rootOf(above[k]?.band ?? 0)
        if (band === -1) band = root
        else if (root !== band) {
          join(sums[band], sums[root])
          parent[root] = band
        }
      }
      if (band === -1) {
        band = sums.length
        parent.push(band)
        sums.push({ n: 0, x: 0, y: 0, xx: 0, xy: 0, yy: 0, ink: 0, strokes: 0, lines: 0, last: -1 })
      }
      count(sums[band], run, y)
      line.push({ from: run.from, to: run.to, band })
    }
    above = line
  }
  return sums.flatMap((sum, i) => (parent[i] === i ? [bandOf(sum)] : []))
}

type Found = { from: number; to: number; ink: number; strokes: number }

function runsOf(data: Uint8Array, offset: number, width: number): Found[] {
  const runs: Found[] = []
  let current: Found | null = null
  const close = () => {
    if (current && current.to - current.from >= SHORTEST && current.strokes > 1) runs.push(current)
    current = null
  }
  let x = 0
  while (x < width) {
    if (data[offset + x] !== 1) {
      x += 1
      continue
    }
    const from = x
    while (x < width && data[offset + x] === 1) x += 1
    if (x - from > LONGEST_STROKE) {
      close()
      continue
    }
    if (current && from - current.to > GAP) close()
    if (current) {
      current.to = x
      current.ink += x - from
      current.strokes += 1
    } else current = { from, to: x, ink: x - from, strokes: 1 }
  }
  close()
  return runs
}

function count(sums: Sums | undefined, { from, to, ink, strokes }: Found, y: number): void {
  if (!sums) return
  const n = to - from
  const middle = (from + to - 1) / 2
  sums.n += n
  sums.x += n * middle
  sums.xx += n * middle * middle + (n * (n * n - 1)) / 12
  sums.y += n * y
  sums.yy += n * y * y
  sums.xy += n * middle * y
  sums.ink += ink
  sums.strokes += strokes
  if (sums.last !== y) sums.lines += 1
  sums.last = y
}

function join(into: Sums | undefined, from: Sums | undefined): void {
  if (!into || !from) return
  for (const key of ['n', 'x', 'y', 'xx', 'xy', 'yy', 'ink', 'strokes'] as const) into[key] += from[key]
  into.lines = Math.max(into.lines, from.lines)
}

function bandOf({ n, x, y, xx, xy, yy, ink, strokes }: Sums): Band {
  const [cx, cy] = [x / n, y / n]
  const [vx, vy, vxy] = [xx / n - cx * cx, yy / n - cy * cy, xy / n - cx * cy]
  const angle = Math.atan2(2 * vxy, vx - vy) / 2
  const spread = Math.hypot(vx - vy, 2 * vxy)
  const length = Math.sqrt(6 * (vx + vy + spread)) + 1
  const height = Math.sqrt(Math.max(0, 6 * (vx + vy - spread))) + 1
  return { x: cx, y: cy, length, height, angle, full: n / (length * height), ink: ink / n, strokes: strokes / height }
}
