import type { Luminance } from '../luminance'

export type FindingCode = 'TOO_SMALL' | 'TOO_DARK' | 'GLARE' | 'BLUR'
/** What a check found; `score` is its measure, for the reviewer and for calibration. */
export type Finding = { code: FindingCode; score: number }
export type PictureSize = { width: number; height: number }
/** Looks at a picture's luminance and at its true size in pixels; null when all is well. */
export type Check = (plane: Luminance, size: PictureSize) => Finding | null
