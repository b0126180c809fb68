import type { Luminance } from '@/lib/capture/luminance'

/** Weaker differences are noise and paper. */
const WEAKEST = 24
/** How far apart two directions are, in degrees, to be two. */
const APART = 8
const BINS = 180

/**
 * In which directions brightness changes most, in degrees from 0 up to 180, clockwise, the strongest first: across the bars
 * of a barcode, of which nothing else in a picture has as many. Pure.
 */
export function barDirections(picture: Luminance, count: number): number[] {
  const strength = smoothed(strengths(picture))
  const found: number[] = []
  const ranked = [...strength.keys()].sort((one, other) => (strength[other] ?? 0) - (strength[one] ?? 0))
  for (const bin of ranked) {
    if (found.length === count) break
    if (found.every((other) => apart(bin, other) > APART)) found.push(centreAround(strength, bin))
  }
  return found
}

/** How much brightness changes in each direction, of whole degrees. */
function strengths({ data, width, height }: Luminance): Float64Array {
  const bins = new Float64Array(BINS)
  for (let y = 1; y < height - 1; y += 1)
    for (let x = 1; x < width - 1; x += 1) {
      const at = y * width + x
      const [above, below] = [at - width, at + width]
      const p = (place: number) => data[place] ?? 0
      const right = p(above + 1) + 2 * p(at + 1) + p(below + 1) - p(above - 1) - 2 * p(at - 1) - p(below - 1)
      const down = p(below - 1) + 2 * p(below) + p(below + 1) - p(above - 1) - 2 * p(above) - p(above + 1)
      const size = Math.hypot(right, down)
      if (size < 4 * WEAKEST) continue
      const bin = Math.round((Math.atan2(down, right) * 180) / Math.PI + 2 * BINS) % BINS
      bins[bin] = (bins[bin] ?? 0) + size
    }
  return bins
}

function smoothed(bins: Float64Array): Float64Array {
  return bins.map((_, at) => [-2, -1, 0, 1, 2].reduce((sum, by) => sum + (3 - Math.abs(by)) * around(bins, at + by), 0))
}

function around(bins: Float64Array, at: number): number {
  return bins[(at + BINS) % BINS] ?? 0
}

/** Between whole degrees: the top of the parabola through a bin and its neighbours. */
function centreAround(bins: Float64Array, at: number): number {
  const [before, top, after] = [around(bins, at - 1), around(bins, at), around(bins, at + 1)]
  const bend = before - 2 * top + after
  return bend === 0 ? at : at + (before - after) / (2 * bend)
}

function apart(one: number, other: number): number {
  const between = Math.abs(one - other) % BINS
  return Math.min(between, BINS - between)
}
