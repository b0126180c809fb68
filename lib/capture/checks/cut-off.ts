import { SHAPES } from '../document-shape'
import type { Outline, Point } from '../outline'
import type { Check, PictureSize } from './check'

/** So little of the picture's side may a corner lie outside: it is at the border, or an estimate that is a little off. */
const MARGIN = 0.03
/** A side that is so near the border lies on it. */
const ON_BORDER = 0.01
/** A document whose side lies on the border is all there when its shape is right, by this share. */
const SHAPE = 0.08

/** A part of the document lies outside of the picture. The score is how far out its farthest corner is. */
export const checkCutOff: Check = ({ outline, size }) => {
  if (!outline || outline.whole) return null
  const out = Math.max(...outline.corners.map(({ x, y }) => Math.max(-x, x - 1, -y, y - 1, 0)))
  const whole = out <= MARGIN && (!hasSideOnBorder(outline) || isShapedRight(outline, size))
  return whole ? null : { code: 'CUT_OFF', score: out }
}

function hasSideOnBorder({ corners }: Outline): boolean {
  const borders = [
    ({ x }: Point) => x < ON_BORDER,
    ({ x }: Point) => x > 1 - ON_BORDER,
    ({ y }: Point) => y < ON_BORDER,
    ({ y }: Point) => y > 1 - ON_BORDER,
  ]
  return corners.some((from, i) => borders.some((isOn) => isOn(from) && isOn(corners[(i + 1) % 4] ?? from)))
}

/** Whether its sides are to one another as a card's, a passport page's or a page's are. */
function isShapedRight({ corners }: Outline, { width, height }: PictureSize): boolean {
  const [a, b, c, d] = corners.map((from, i) => {
    const to = corners[(i + 1) % 4] ?? from
    return Math.hypot((to.x - from.x) * width, (to.y - from.y) * height)
  }) as [number, number, number, number]
  const ratio = (a + c) / (b + d)
  const upright = Math.max(ratio, 1 / ratio)
  return Object.values(SHAPES).some((shape) => Math.abs(upright / Math.max(shape, 1 / shape) - 1) <= SHAPE)
}
