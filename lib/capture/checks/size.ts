import { MIN_PICTURE_SIDES } from '@/lib/contract/limits'
import type { Check } from './check'

/** Whoever makes a picture smaller rounds: a pixel less is not short. */
const ROUNDED = 1

/** Too few pixels to read a document. The score is the longer side. */
export const checkSize: Check = ({ size: { width, height } }) => {
  const [shorter, longer] = width < height ? [width, height] : [height, width]
  if (shorter + ROUNDED >= MIN_PICTURE_SIDES.shorter && longer + ROUNDED >= MIN_PICTURE_SIDES.longer) return null
  return { code: 'TOO_SMALL', score: longer }
}
