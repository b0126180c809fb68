import type { Luminance } from '../luminance'

/** Dark strokes on a lighter ground: 1 where a pixel is part of one. */
export type Ink = { readonly width: number; readonly height: number; readonly data: Uint8Array }

const TILE = 8
/** Ink is darker than what lies around it, within about three of its heights, by this share and by this much. */
const DARKER = { share: 0.12, least: 14 }
/** No stroke of a row is taller: hair, shadows and the lines of a table are. */
const TALLEST = 28

/** The strokes of print in a picture, under any light that changes slowly. */
export function inkOf({ width, height, data }: Luminance): Ink {
  const { across, means } = groundOf({ width, height, data })
  const ink = new Uint8Array(width * height)
  for (let y = 0; y < height; y += 1) {
    const tiles = (y >> 3) * across
    for (let x = 0, i = y * width; x < width; x += 1, i += 1) {
      if ((data[i] ?? 0) < (means[tiles + (x >> 3)] ?? 0)) ink[i] = 1
    }
  }
  withoutTall(ink, width, height)
  return { width, height, data: ink }
}

/** Tile by tile, what a pixel must be darker than: the mean of the tiles around. */
function groundOf({ width, height, data }: Luminance): { across: number; means: Float32Array } {
  const [across, down] = [Math.ceil(width / TILE), Math.ceil(height / TILE)]
  const sums = new Float32Array(across * down)
  const counts = new Float32Array(across * down)
  for (let y = 0; y < height; y += 2) {
    const tiles = (y >> 3) * across
    for (let x = 0, i = y * width; x < width; x += 2, i += 2) {
      const tile = tiles + (x >> 3)
      sums[tile] = (sums[tile] ?? 0) + (data[i] ?? 0)
      counts[tile] = (counts[tile] ?? 0) + 1
    }
  }
  const means = new Float32Array(across * down)
  for (let row = 0; row < down; row += 1) {
    for (let column = 0; column < across; column += 1) {
      let [sum, count] = [0, 0]
      for (let r = Math.max(0, row - 1); r <= Math.min(down - 1, row + 1); r += 1)
        for (let c = Math.max(0, column - 1); c <= Math.min(across - 1, column + 1); c += 1) {
          sum += sums[r * across + c] ?? 0
          count += counts[r * across + c] ?? 0
        }
      const mean = sum / Math.max(1, count)
      means[row * across + column] = mean - Math.max(DARKER.least, DARKER.share * mean)
    }
  }
  return { across, means }
}

/** Takes away what goes on downwards for longer than a letter is tall. */
function withoutTall(ink: Uint8Array, width: number, height: number): void {
  const run = new Uint16Array(width)
  for (let y = 0; y <= height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const i = y * width + x
      if (y < height && ink[i] === 1) {
        run[x] = (run[x] ?? 0) + 1
        continue
      }
      const tall = run[x] ?? 0
      if (tall > TALLEST) for (let up = i - width, n = 0; n < tall; n += 1, up -= width) ink[up] = 0
      run[x] = 0
    }
  }
}
