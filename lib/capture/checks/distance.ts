import { MIN_PICTURE_SIDES } from '@/lib/contract/documents'
import type { Point } from '../outline'
import type { Check } from './check'

/** A document that fills so much of its picture is near enough, whatever the camera. */
const NEAR = 0.5

/** The document lies in the picture, but small: too few pixels of it. The score is its longer side in pixels. */
export const checkDistance: Check = ({ outline, size }) => {
  if (!outline?.whole) return null
  const pixels = outline.corners.map(({ x, y }) => ({ x: x * size.width, y: y * size.height }))
  const score = Math.max(...pixels.map((corner, i) => apart(corner, pixels[(i + 1) % 4] ?? corner)))
  const near = score > NEAR * Math.max(size.width, size.height)
  return near || score >= MIN_PICTURE_SIDES.longer ? null : { code: 'TOO_FAR', score }
}

function apart(a: Point, b: Point): number {
  return Math.hypot(a.x - b.x, a.y - b.y)
}
