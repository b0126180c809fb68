import type { Box } from '../luminance'

/** One face in a picture, as the detector sees it. */
export type Face = {
  box: Box
  /**
   * Where the nose's tip lies between the eyes, in distances of their outer corners: 0 straight on, positive towards
   * the right of the picture, which is the person's left.
   */
  turn: number
  /** How wide the mouth is, in the same measure: about 0.55 at rest, from 0.65 on a smile. */
  smile: number
}

type Point = readonly (number | undefined)[]

/** Points of the 468 of MediaPipe's face mesh. */
const NOSE_TIP = 1
const [EYE_RIGHT, EYE_LEFT] = [33, 263]
const [MOUTH_RIGHT, MOUTH_LEFT] = [61, 291]

/** A face by its mesh: points in any one unit. */
export function faceOf(box: Box, mesh: readonly Point[]): Face {
  const at = (index: number): [number, number] => [mesh[index]?.[0] ?? 0, mesh[index]?.[1] ?? 0]
  const distance = (a: number, b: number) => Math.hypot(at(a)[0] - at(b)[0], at(a)[1] - at(b)[1])
  const eyes = distance(EYE_RIGHT, EYE_LEFT) || 1
  const middle = (at(EYE_RIGHT)[0] + at(EYE_LEFT)[0]) / 2
  return { box, turn: (at(NOSE_TIP)[0] - middle) / eyes, smile: distance(MOUTH_RIGHT, MOUTH_LEFT) / eyes }
}
