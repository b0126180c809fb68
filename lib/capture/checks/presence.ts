import type { Check } from './check'

/** A picture without an outline shows a document when at least this share of it is busy. */
const LEAST = 0.1

/**
 * Whether there is a document at all: an outline, or something on most of it, as in a scan
 * without a table around it. The score is the
 * share of the picture that is busy.
 */
export const checkPresence: Check = ({ outline, print }) => {
  if (outline) return null
  const score = print.tiles.filter((tile) => tile !== 'calm').length / print.tiles.length
  return score < LEAST ? { code: 'NO_DOCUMENT', score } : null
}
