import type { Luminance } from '../luminance'

/** Where brightness changes, and which way it grows. `strength` is 0 wherever there is no edge. */
export type Edges = {
  readonly width: number
  readonly height: number
  readonly strength: Float32Array
  /** Direction in which it gets brighter, in radians. */
  readonly direction: Float32Array
}

/** An edge is at least this strong (Sobel; a step of 1 gives 4), however flat the picture. */
const WEAKEST = 22
/** Of all pixels, the share that may be edges: the rest of a busy table is left aside. */
const MOST = 0.3

/** A picture made smaller by averaging, to at most `side` pixels on its longer side. */
export function shrink({ width, height, data }: Luminance, side: number): Luminance {
  const factor = Math.max(1, Math.max(width, height) / side)
  const small = { width: Math.max(1, Math.floor(width / factor)), height: Math.max(1, Math.floor(height / factor)) }
  const mean = new Uint8Array(small.width * small.height)
  for (let y = 0; y < small.height; y += 1) {
    const [top, bottom] = [Math.floor(y * factor), Math.max(Math.floor(y * factor) + 1, Math.floor((y + 1) * factor))]
    for (let x = 0; x < small.width; x += 1) {
      const [left, right] = [Math.floor(x * factor), Math.max(Math.floor(x * factor) + 1, Math.floor((x + 1) * factor))]
      let sum = 0
      for (let row = top; row < bottom; row += 1)
        for (let i = row * width + left, end = row * width + right; i < end; i += 1) sum += data[i] ?? 0
      mean[y * small.width + x] = sum / ((bottom - top) * (right - left))
    }
  }
  return { ...small, data: mean }
}

/** The edges of a small picture: Sobel, thinned to the crest across the edge. */
export function edgesOf(plane: Luminance): Edges {
  const { width, height } = plane
  const { steepness, direction } = gradient(plane)
  const threshold = Math.max(WEAKEST, quantile(steepness, 1 - MOST))
  const strength = new Float32Array(width * height)
  for (let y = 2; y < height - 2; y += 1) {
    for (let i = y * width + 2, end = (y + 1) * width - 2; i < end; i += 1) {
      const here = steepness[i] ?? 0
      if (here < threshold) continue
      const across = stepAlong(direction[i] ?? 0, width)
      if (here >= (steepness[i + across] ?? 0) && here >= (steepness[i - across] ?? 0)) strength[i] = here
    }
  }
  return { width, height, strength, direction }
}

function gradient({ width, height, data }: Luminance) {
  const steepness = new Float32Array(width * height)
  const direction = new Float32Array(width * height)
  const at = (i: number) => data[i] ?? 0
  for (let y = 1; y < height - 1; y += 1) {
    for (let i = y * width + 1, end = (y + 1) * width - 1; i < end; i += 1) {
      const [above, below] = [i - width, i + width]
      const down = at(below - 1) + 2 * at(below) + at(below + 1) - at(above - 1) - 2 * at(above) - at(above + 1)
      const right = at(above + 1) + 2 * at(i + 1) + at(below + 1) - at(above - 1) - 2 * at(i - 1) - at(below - 1)
      steepness[i] = Math.hypot(right, down)
      direction[i] = Math.atan2(down, right)
    }
  }
  return { steepness, direction }
}

/** The neighbour (of eight) that lies in a direction, as a step in the row-by-row array. */
function stepAlong(direction: number, width: number): number {
  return Math.round(Math.cos(direction)) + Math.round(Math.sin(direction)) * width
}

function quantile(values: Float32Array, share: number): number {
  const sorted = Float32Array.from(values).sort()
  return sorted[Math.floor(share * (sorted.length - 1))] ?? 0
}
