import type { Suggestion } from './suggestions'

/** The findings of the quality checks in a picture of a document. */
export const FINDING_CODES = [
  'TOO_SMALL',
  'TOO_DARK',
  'TOO_BRIGHT',
  'NO_DOCUMENT',
  'SCREENSHOT',
  'CUT_OFF',
  'TOO_FAR',
  'GLARE',
  'BLUR',
] as const
export type FindingCode = (typeof FINDING_CODES)[number]

/** The findings of the quality checks in a picture of a face. */
export const FACE_FINDING_CODES = ['TOO_SMALL', 'NO_FACE', 'SEVERAL_FACES', 'TOO_DARK', 'TOO_BRIGHT', 'BLUR'] as const
export type FaceFindingCode = (typeof FACE_FINDING_CODES)[number]

/** Reasons to doubt a file. The person is warned, but may send it anyway. */
export const RECOGNITIONS = ['SAME_SIDES', 'PREVIOUSLY_REJECTED', 'DUPLICATE', 'SCREENSHOT'] as const
export type Recognition = (typeof RECOGNITIONS)[number]

/** Everything that a person may be warned about. QUALITY_LOW is for servers that give no details. */
export const CONCERNS = [...FINDING_CODES, ...FACE_FINDING_CODES, ...RECOGNITIONS, 'QUALITY_LOW'] as const
export type Concern = (typeof CONCERNS)[number]

/** The suggestions for each, best first. */
export const SUGGESTED = {
  TOO_SMALL: ['original'],
  TOO_DARK: ['light', 'readable'],
  TOO_BRIGHT: ['soft', 'readable'],
  NO_DOCUMENT: ['plain', 'whole'],
  CUT_OFF: ['whole', 'plain'],
  TOO_FAR: ['closer'],
  GLARE: ['glare', 'readable'],
  BLUR: ['sharp', 'readable'],
  NO_FACE: ['face'],
  SEVERAL_FACES: ['alone'],
  SAME_SIDES: ['turn'],
  PREVIOUSLY_REJECTED: ['fresh'],
  DUPLICATE: ['different'],
  SCREENSHOT: ['itself'],
  QUALITY_LOW: ['light', 'readable', 'sharp'],
} as const satisfies Record<Concern, readonly [Suggestion, ...Suggestion[]]>
