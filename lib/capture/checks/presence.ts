import { areEnough } from '../rows'
import { SHARP_FROM } from './blur'
import type { Check } from './check'

/** A picture without an outline shows a document when at least this share of it is busy. */
const LEAST = 0.1
/** So many rows are left of a document that is blurred. */
const TRACE = 2

/**
 * Whether there is a document at all: rows of print, as every document has, and a garden, a face or an empty table has
 * not. The score is how much speaks for print: the strokes of its letters, as far as they lie in rows.
 */
export const checkPresence: Check = ({ outline, print, sharpness, rows }) => {
  const busy = print.tiles.filter((tile) => tile !== 'calm').length / print.tiles.length
  if (!outline && busy < LEAST) return { code: 'NO_DOCUMENT', score: busy }
  const blurred = sharpness < SHARP_FROM
  // What lies there and is blurred may well be a document: that it is blurred is said instead.
  if (outline && blurred) return null
  const found = rows()
  const present = blurred ? found.count >= TRACE : areEnough(found, outline)
  return present ? null : { code: 'NO_DOCUMENT', score: found.strokes * found.pure }
}
