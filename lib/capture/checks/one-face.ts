import { MIN_PICTURE_SIDES } from '@/lib/contract/limits'
import type { FaceFindingCode } from '@/lib/contract/pictures/findings'
import { type Box, cropped, type Luminance, percentile } from '../luminance'
import { shrink } from '../outline/edges'
import { sharpnessOf } from './blur'
import type { Finding, PictureSize } from './check'

/** In enough light the brightest tenth of a face of any skin, its forehead and cheeks, lies above this. */
const BRIGHTEST_TENTH = 50
/** And its darkest tenth, eyes and brows, far below this. */
const DARKEST_TENTH = 215
/** At this size sharp faces score above 6, those blurred by a fiftieth of their width below 1. */
const FACE_SIDE = 200
const SHARP_FROM = 1.5

/**
 * What is wrong with a selfie, the most important first, and how sharp the face is.
 * @param plane its luminance.
 * @param size its true size in pixels.
 * @param faces where faces were found; null where nobody could look.
 */
export function judgeFace(plane: Luminance, size: PictureSize, faces: readonly Box[] | null) {
  const [face] = faces ?? []
  const seen = face ? cropped(plane, face) : plane
  const sharpness = sharpnessOf(shrink(seen, FACE_SIDE))
  const light = lightOf(seen).filter(({ code }) => face || code === 'TOO_DARK')
  const shorter = Math.min(size.width, size.height)
  const findings: Finding<FaceFindingCode>[] = [
    ...(shorter < MIN_PICTURE_SIDES.shorter ? [{ code: 'TOO_SMALL' as const, score: shorter }] : []),
    ...light,
    // In the dark nobody would be found.
    ...(faces?.length === 0 && light.length === 0 ? [{ code: 'NO_FACE' as const, score: 0 }] : []),
    ...(faces && faces.length > 1 ? [{ code: 'SEVERAL_FACES' as const, score: faces.length }] : []),
  ]
  // Without light, or among several, nothing can be said of a face's sharpness.
  const blurred = face && findings.length === 0 && sharpness < SHARP_FROM
  return { findings: blurred ? [{ code: 'BLUR' as const, score: sharpness }] : findings, sharpness }
}

/** Whether a face has too little light or too much. */
export function lightOf(face: Luminance): Finding<'TOO_DARK' | 'TOO_BRIGHT'>[] {
  const [bright, dark] = [percentile(face, 0.9), percentile(face, 0.1)]
  if (bright < BRIGHTEST_TENTH) return [{ code: 'TOO_DARK', score: bright }]
  return dark > DARKEST_TENTH ? [{ code: 'TOO_BRIGHT', score: dark }] : []
}
