import type { Luminance } from '../luminance'
import { checkBlur } from './blur'
import type { Check, Finding, PictureSize } from './check'
import { checkDarkness } from './darkness'
import { checkGlare } from './glare'
import { checkSize } from './size'

export type { Finding } from './check'

/** In the order in which they are said. Darkness comes before blur, because it lowers the Laplacian too. */
const CHECKS: readonly Check[] = [checkSize, checkDarkness, checkGlare, checkBlur]

/**
 * Judges a picture of a document.
 * @param plane its luminance, at least 480 px wide: a smaller one hides blur.
 * @param size its true size in pixels.
 * @returns what is wrong, the most important first; in a dark picture blur is not judged.
 */
export function judge(plane: Luminance, size: PictureSize): Finding[] {
  const findings = CHECKS.map((check) => check(plane, size)).filter((finding) => finding !== null)
  const dark = findings.some(({ code }) => code === 'TOO_DARK')
  return findings.filter(({ code }) => !(dark && code === 'BLUR'))
}
