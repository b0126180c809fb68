import { cropped, percentile } from '../luminance'
import type { Check, View } from './check'

/** In a picture that is not washed out the darkest fiftieth, the print, lies far below this. */
const DARKEST_FIFTIETH = 170
/** Print of a worn receipt is grey; what was exposed for too long is paler still. */
const PALEST_PRINT = 190
/** And only a picture that is bright on the whole is too bright. */
const MEDIAN = 215

/**
 * So bright that the print is gone. A white page with little on it is judged where its print is. The score is the
 * brightness that a fiftieth of the pixels there stay below.
 */
export const checkBrightness: Check = (view) => {
  const score = percentile(view.document, 0.02)
  if (score <= DARKEST_FIFTIETH || percentile(view.document, 0.5) <= MEDIAN) return null
  const inPrint = brightnessOfPrint(view) ?? score
  return inPrint > PALEST_PRINT ? { code: 'TOO_BRIGHT', score: inPrint } : null
}

/** In the middle one of the parts that hold anything; null where none does. */
function brightnessOfPrint({ plane, print: { across, tiles } }: View): number | null {
  const inks = tiles.flatMap((tile, i) => {
    if (tile === 'calm') return []
    const [left, top] = [(i % across) / across, Math.floor(i / across) / across]
    return percentile(cropped(plane, { left, top, right: left + 1 / across, bottom: top + 1 / across }), 0.02)
  })
  return inks.sort((a, b) => a - b)[Math.floor(inks.length / 2)] ?? null
}
