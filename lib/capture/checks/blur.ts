import { type Luminance, percentile } from '../luminance'
import type { Check } from './check'

const TILES = 8
/**
 * Calibrated on drawn and real documents, 750 to 2,000 px wide, with and without sensor noise. Sharp ones score above
 * 19 in half the light; blurred with a sigma of 3 px, or shaken by 14 px, where small print is lost, below 8.
 */
export const SHARP_FROM = 11
/** Below this brightness range a tile holds nothing that could be sharp. */
const EMPTY_DEVIATION = 6

/**
 * From the dark of its print to the bright of its paper a document spans more than this. One of grey print on grey paper
 * spans less, and the same edges bend less: what it scores is brought to this, as far as `most`. Beyond that nothing is
 * left but noise.
 */
const CONTRAST = { full: 110, most: 4 }
const EVERY = 7

/** Every second row says as much, in half the time. */
const ROWS = 2

type Plane = { width: number; height: number; data: ArrayLike<number> }

/** A soft scan scores between these and has rows of print all the same, clear and many, where a blurred photo has few. */
const SOFT = { from: 8, strokes: 200, pure: 0.75 }

/** Too blurred to read. The score is the sharpness. */
export const checkBlur: Check = ({ sharpness, rows }) => {
  if (sharpness >= SHARP_FROM) return null
  const isLegible = sharpness >= SOFT.from && rows().strokes >= SOFT.strokes && rows().pure >= SOFT.pure
  return isLegible ? null : { code: 'BLUR', score: sharpness }
}

/** How sharp a document is, whatever its contrast. */
export function legibilityOf(document: Luminance): number {
  const few = someOf(document)
  const span = Math.max(1, percentile(few, 0.97) - percentile(few, 0.01))
  return sharpnessOf(document) * Math.min(CONTRAST.most, Math.max(1, (CONTRAST.full / span) ** 2))
}

/** So many pixels say as much of the brightness, sooner. */
function someOf({ data }: Luminance): Luminance {
  const some = new Uint8Array(Math.ceil(data.length / EVERY))
  for (let i = 0; i < some.length; i += 1) some[i] = data[i * EVERY] ?? 0
  return { width: some.length, height: 1, data: some }
}

/**
 * How sharp a picture is: the variance of the second derivative (after Pech-Pacheco et al. 2000), tile by tile. A
 * document has empty parts, so its best fifth of tiles counts. Of four directions the least sharp one counts: a shaken picture
 * is sharp across its path. The picture is slightly smoothed before: the noise of a camera in poor light looks sharp,
 * and hid every blur.
 */
export function sharpnessOf(document: Luminance): number {
  const smooth = smoothed(document)
  const tiles = Array.from({ length: TILES * TILES }, (_, i) => sharpnessAt(smooth, i % TILES, Math.floor(i / TILES)))
  const ranked = tiles.filter((tile) => tile !== null).sort((a, b) => b - a)
  return ranked[Math.floor(ranked.length / 5)] ?? 0
}

/** Weighted 1-2-1 across, then down. The outermost pixels stay 0; they are not looked at. */
function smoothed({ width, height, data }: Luminance): Plane {
  const across = new Float32Array(data.length)
  const both = new Float32Array(data.length)
  for (let i = 1; i < data.length - 1; i += 1)
    across[i] = ((data[i - 1] ?? 0) + 2 * (data[i] ?? 0) + (data[i + 1] ?? 0)) / 4
  for (let i = width; i < data.length - width; i += 1)
    both[i] = ((across[i - width] ?? 0) + 2 * (across[i] ?? 0) + (across[i + width] ?? 0)) / 4
  return { width, height, data: both }
}

function sharpnessAt({ data, width, height }: Plane, column: number, row: number): number | null {
  const left = Math.max(2, Math.floor((column * width) / TILES))
  const right = Math.min(width - 2, Math.floor(((column + 1) * width) / TILES))
  const top = Math.max(2, Math.floor((row * height) / TILES))
  const bottom = Math.min(height - 2, Math.floor(((row + 1) * height) / TILES))
  const directions = [1, width, width + 1, width - 1]
  const bent = directions.map(() => 0)
  const light = { sum: 0, squares: 0 }
  for (let y = top; y < bottom; y += ROWS) {
    for (let i = y * width + left, end = y * width + right; i < end; i += 1) {
      const here = data[i] ?? 0
      light.sum += here
      light.squares += here * here
      for (let d = 0; d < 4; d += 1) {
        const step = directions[d] ?? 1
        const bend = (data[i - step] ?? 0) + (data[i + step] ?? 0) - 2 * here
        bent[d] = (bent[d] ?? 0) + bend * bend
      }
    }
  }
  const count = Math.max(1, (right - left) * Math.ceil((bottom - top) / ROWS))
  const deviation = Math.sqrt(Math.max(0, light.squares / count - (light.sum / count) ** 2))
  return deviation < EMPTY_DEVIATION ? null : Math.min(...bent) / count
}
