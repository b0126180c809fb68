import type { FindingCode } from '@/lib/contract/pictures/findings'
import { cropped, type Luminance } from '../luminance'
import { boxOf, findOutline, type Outline, printIn } from '../outline'
import { type Rows, rowsIn } from '../rows'
import { checkBlur, legibilityOf } from './blur'
import { checkBrightness } from './brightness'
import type { Check, Finding, PictureSize, View } from './check'
import { checkCutOff } from './cut-off'
import { checkDarkness } from './darkness'
import { checkDistance } from './distance'
import { checkGlare } from './glare'
import { checkPresence } from './presence'
import { checkScreen } from './screen'
import { checkSize } from './size'

export type { Finding, View } from './check'
export { judgeFace } from './one-face'

/** In the order in which they are said. */
const CHECKS: readonly Check[] = [
  checkSize,
  checkDarkness,
  checkBrightness,
  checkPresence,
  checkScreen,
  checkCutOff,
  checkDistance,
  checkGlare,
  checkBlur,
]

/**
 * What hides other findings: in the dark everything looks blurred, from afar print cannot be seen, and without a
 * document nothing can be said of it.
 */
const HIDES: Partial<Record<FindingCode, readonly FindingCode[]>> = {
  TOO_DARK: ['TOO_BRIGHT', 'NO_DOCUMENT', 'SCREENSHOT', 'CUT_OFF', 'TOO_FAR', 'BLUR'],
  TOO_BRIGHT: ['NO_DOCUMENT', 'SCREENSHOT', 'CUT_OFF', 'TOO_FAR', 'GLARE', 'BLUR'],
  NO_DOCUMENT: ['CUT_OFF', 'GLARE'],
  TOO_FAR: ['NO_DOCUMENT', 'GLARE', 'BLUR'],
}

/** What is wrong with a picture, the most important first; where its document lies; and how sharp it is. */
export type Judgement = { findings: Finding[]; outline: Outline | null; sharpness: number }

/**
 * Judges a picture of a document.
 * @param plane its luminance, at least 480 px wide: a smaller one hides blur.
 * @param size its true size in pixels.
 */
export function judge(plane: Luminance, size: PictureSize): Judgement {
  const view = viewOf(plane, size)
  return { findings: findingsIn(view), outline: view.outline, sharpness: view.sharpness }
}

/** A picture as the checks see it. */
export function viewOf(plane: Luminance, size: PictureSize): View {
  const print = printIn(plane)
  const outline = findOutline(plane, print)
  const document = outline ? cropped(plane, boxOf(outline)) : plane
  let seen: Rows | null = null
  const rows = () => {
    seen ??= rowsIn(plane, outline)
    return seen
  }
  return { plane, size, outline, print, rows, document, sharpness: legibilityOf(document) }
}

/** What all checks find, the most important first. */
export function findingsIn(view: View): Finding[] {
  const found = CHECKS.map((check) => check(view)).filter((finding) => finding !== null)
  const hidden = new Set(found.flatMap(({ code }) => HIDES[code] ?? []))
  return found.filter(({ code }) => !hidden.has(code))
}

/** Whether there is too little light, or too much: quickly found, and the first thing to mend. */
export function lightIn(view: View): Finding | null {
  return checkDarkness(view) ?? checkBrightness(view)
}
