import type { FindingCode } from '@/lib/contract/pictures/findings'
import type { Luminance } from '../luminance'
import type { Outline, PrintMap } from '../outline'
import type { Rows } from '../rows'

/** What a check found; `score` is its measure, for the reviewer and for calibration. */
export type Finding<Code extends string = FindingCode> = { code: Code; score: number }
export type PictureSize = { width: number; height: number }
/** A picture as the checks see it. */
export type View = {
  plane: Luminance
  /** Its true size in pixels; the plane may be smaller. */
  size: PictureSize
  /** Where the document lies; null where none stands out, as in a scan. */
  outline: Outline | null
  /** Where there is print. */
  print: PrintMap
  /** The rows of print; they are looked for at the first call. */
  rows: () => Rows
  /** The part of the plane around the outline; the whole plane where there is none. */
  document: Luminance
  /** Of the document; see `legibilityOf`. */
  sharpness: number
}
/** Null when all is well. */
export type Check = (view: View) => Finding | null
