import type { Check } from './check'

/** A side or a corner of the document lies outside of the picture. The score is how far out its farthest corner is. */
export const checkCutOff: Check = ({ outline }) => {
  if (!outline || outline.whole) return null
  const out = outline.corners.map(({ x, y }) => Math.max(-x, x - 1, -y, y - 1, 0))
  return { code: 'CUT_OFF', score: Math.max(...out) }
}
