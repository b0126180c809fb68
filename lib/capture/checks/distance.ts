import { MIN_PICTURE_SIDES } from '@/lib/contract/limits'
import { boxOf } from '../outline'
import type { Check } from './check'

/** A document that spans so much of its picture, across or down, is as near as it can be. */
const NEAR = 0.55

/** The document lies in the picture, but small: too few pixels of it. The score is its longer side in pixels. */
export const checkDistance: Check = ({ outline, size }) => {
  if (!outline?.whole) return null
  const { left, right, top, bottom } = boxOf(outline)
  if (right - left >= NEAR || bottom - top >= NEAR) return null
  const score = Math.max((right - left) * size.width, (bottom - top) * size.height)
  return score >= MIN_PICTURE_SIDES.longer ? null : { code: 'TOO_FAR', score }
}
