import { percentile } from '../luminance'
import type { Check } from './check'

/** In a picture with enough light the brightest tenth, the paper, lies far above this. */
const BRIGHTEST_TENTH = 85

/** Too dark to read. The score is the brightness that a tenth of the pixels pass. */
export const checkDarkness: Check = ({ document }) => {
  const score = percentile(document, 0.9)
  return score < BRIGHTEST_TENTH ? { code: 'TOO_DARK', score } : null
}
