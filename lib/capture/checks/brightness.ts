import { percentile } from '../luminance'
import type { Check } from './check'

/** In a picture that is not washed out the darkest fiftieth, the print, lies far below this. */
const DARKEST_FIFTIETH = 170
/** And only a picture that is bright on the whole is too bright. */
const MEDIAN = 215

/** So bright that the print is gone. The score is the brightness that a fiftieth of the pixels stay below. */
export const checkBrightness: Check = ({ document }) => {
  const score = percentile(document, 0.02)
  return score > DARKEST_FIFTIETH && percentile(document, 0.5) > MEDIAN ? { code: 'TOO_BRIGHT', score } : null
}
