import type { Luminance } from '../luminance'

/** A picture in tiles of equal size, row by row: busy where anything is on them, print where it has sharp strokes. */
export type PrintMap = { readonly across: number; readonly tiles: readonly ('calm' | 'busy' | 'print')[] }

const TILES = 12
/** Print makes dark strokes on a light ground: a tile of it varies at least so much, in steps at least so steep. */
const PRINT = { deviation: 14, steps: 0.035, step: 26 }

/** Where in a picture there is print. At its own size: made small, print is grey. */
export function printIn(plane: Luminance): PrintMap {
  const tiles = Array.from({ length: TILES * TILES }, (_, i) => kindOf(plane, i % TILES, Math.floor(i / TILES)))
  return { across: TILES, tiles }
}

function kindOf({ width, height, data }: Luminance, column: number, row: number): PrintMap['tiles'][number] {
  const [left, right] = [Math.floor((column * width) / TILES), Math.floor(((column + 1) * width) / TILES) - 2]
  const [top, bottom] = [Math.floor((row * height) / TILES), Math.floor(((row + 1) * height) / TILES) - 2]
  const count = Math.max(1, (right - left) * (bottom - top))
  let sum = 0
  let squares = 0
  let steps = 0
  for (let y = top; y < bottom; y += 1) {
    for (let i = y * width + left, end = y * width + right; i < end; i += 1) {
      const value = data[i] ?? 0
      sum += value
      squares += value * value
      if (Math.abs(value - (data[i + 2] ?? 0)) > PRINT.step) steps += 1
    }
  }
  const deviation = Math.sqrt(Math.max(0, squares / count - (sum / count) ** 2))
  if (deviation <= PRINT.deviation) return 'calm'
  return steps / count > PRINT.steps ? 'print' : 'busy'
}
