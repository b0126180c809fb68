import type { FindingCode } from '@/lib/contract/pictures/findings'
import { cropped, type Luminance } from '../luminance'
import { boxOf, findOutline, type Outline, printIn } from '../outline'
import { checkBlur, sharpnessOf } from './blur'
import { checkBrightness } from './brightness'
import type { Check, Finding, PictureSize } from './check'
import { checkCutOff } from './cut-off'
import { checkDarkness } from './darkness'
import { checkDistance } from './distance'
import { checkGlare } from './glare'
import { checkPresence } from './presence'
import { checkSize } from './size'

export type { Finding } from './check'
export { judgeFace } from './one-face'

/** In the order in which they are said. */
const CHECKS: readonly Check[] = [
  checkSize,
  checkDarkness,
  checkBrightness,
  checkPresence,
  checkCutOff,
  checkDistance,
  checkGlare,
  checkBlur,
]

/** What hides other findings: in the dark everything looks blurred, and without a document nothing can be said of it. */
const HIDES: Partial<Record<FindingCode, readonly FindingCode[]>> = {
  TOO_DARK: ['TOO_BRIGHT', 'NO_DOCUMENT', 'CUT_OFF', 'TOO_FAR', 'BLUR'],
  TOO_BRIGHT: ['NO_DOCUMENT', 'CUT_OFF', 'TOO_FAR', 'GLARE', 'BLUR'],
  NO_DOCUMENT: ['GLARE', 'BLUR'],
  TOO_FAR: ['GLARE', 'BLUR'],
}

/** What is wrong with a picture, the most important first; where its document lies; and how sharp it is. */
export type Judgement = { findings: Finding[]; outline: Outline | null; sharpness: number }

/**
 * Judges a picture of a document.
 * @param plane its luminance, at least 480 px wide: a smaller one hides blur.
 * @param size its true size in pixels.
 */
export function judge(plane: Luminance, size: PictureSize): Judgement {
  const print = printIn(plane)
  const outline = findOutline(plane, print)
  const document = outline ? cropped(plane, boxOf(outline)) : plane
  const sharpness = sharpnessOf(document)
  const view = { plane, size, outline, print, document, sharpness }
  const found = CHECKS.map((check) => check(view)).filter((finding) => finding !== null)
  const hidden = new Set(found.flatMap(({ code }) => HIDES[code] ?? []))
  return { findings: found.filter(({ code }) => !hidden.has(code)), outline, sharpness }
}
