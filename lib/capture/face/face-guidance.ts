import type { Gesture, SeenGestures } from '@/lib/contract/customer'
import { type Saying, saidNext } from '../live/saying'
import type { Face } from './face'

/** What one frame of the front camera shows. */
export type FaceReport = {
  faces: readonly Face[]
  /** What is wrong with the light on the face, if anything. */
  light: 'TOO_DARK' | 'TOO_BRIGHT' | null
  /** Width over height of the frame. */
  shape: number
}

/** The one thing to do now. HOLD: the picture is about to be taken. */
export type FaceInstruction =
  | 'NO_FACE'
  | 'SEVERAL_FACES'
  | 'TOO_DARK'
  | 'TOO_BRIGHT'
  | 'TOO_FAR'
  | 'TOO_NEAR'
  | 'OFF_CENTRE'
  | 'LOOK_STRAIGHT'
  | 'HOLD'
  | Gesture

/** Times are in milliseconds, of any one clock. */
export type FaceGuidance = {
  readonly said: Saying<FaceInstruction>
  readonly asked: Saying<FaceInstruction>
  /** The face as it looked when the picture was taken; null before. */
  readonly rest: Face | null
  /** This frame is the picture. */
  readonly keep: boolean
  /** The gestures to do once the picture is kept. */
  readonly wanted: readonly Gesture[]
  readonly gestures: SeenGestures
  /** Since when the gesture that is on now has been asked for. */
  readonly since: number
  /** Everything has been done. */
  readonly done: boolean
}

/** The oval to fill, in shares of the frame's height; it is three wide to four high. */
export const OVAL = { height: 0.78, width: 0.86, shape: 3 / 4 } as const
/** Of the oval, how much a face fills that is near enough, and not too near. */
const [NEAR, TOO_NEAR] = [0.5, 1.02]
/** Of the oval, how far the face's middle may be from its own. */
const OFF_CENTRE = 0.2
/** How far the nose may be from the middle between the eyes. */
const STRAIGHT = 0.1
/** All has been well for so long. */
const HOLD_FOR = 500
/** How much the nose has to move for a turned head, and the mouth to widen for a smile. */
const TURNED = 0.14
const WIDENED = 1.1
const SMILING = 0.66
/** After so long the next gesture is asked for: nobody gets stuck at what a device cannot see. */
const GESTURE_FOR = 11_000

/** The beginning: a face is to be placed, then `wanted` is to be done. */
export function beginFaceGuidance(wanted: readonly Gesture[]): FaceGuidance {
  return { said: null, asked: null, rest: null, keep: false, wanted, gestures: [], since: 0, done: false }
}

/** Two gestures, so that no one film fits every time: a side to turn to by chance, and a smile. */
export function chooseGestures(chance: number): readonly Gesture[] {
  return [chance < 0.5 ? 'TURN_LEFT' : 'TURN_RIGHT', 'SMILE']
}

/** What follows from one more frame, seen at `now`. */
export function guideFace(before: FaceGuidance, report: FaceReport, now: number): FaceGuidance {
  return before.rest ? gesture(before, before.rest, report, now) : place(before, report, now)
}

/** Until the face is in its place, straight and lit, for a moment: then this frame is the picture. */
function place(before: FaceGuidance, report: FaceReport, now: number): FaceGuidance {
  const { instruction, face } = placement(report)
  const asked = before.asked?.instruction === instruction ? before.asked : { instruction, since: now }
  const said = saidNext(before.said, asked, now)
  if (instruction !== 'HOLD' || !face || now - asked.since < HOLD_FOR) return { ...before, asked, said, keep: false }
  const next = before.wanted[0] ?? null
  return {
    ...before,
    ...{ asked, rest: face, keep: true, since: now, done: next === null },
    said: next ? { instruction: next, since: now } : said,
  }
}

function gesture(before: FaceGuidance, rest: Face, { faces }: FaceReport, now: number): FaceGuidance {
  const wanted = before.wanted[before.gestures.length]
  if (wanted === undefined) return { ...before, keep: false, done: true }
  const [face] = faces
  const seen = face !== undefined && faces.length === 1 && does(wanted, face, rest)
  if (!seen && now - before.since < GESTURE_FOR) return { ...before, keep: false }
  const gestures = [...before.gestures, { gesture: wanted, seen }]
  const next = before.wanted[gestures.length]
  return {
    ...before,
    ...{ gestures, keep: false, since: now, done: next === undefined },
    said: next ? { instruction: next, since: now } : before.said,
  }
}

function does(wanted: Gesture, face: Face, rest: Face): boolean {
  if (wanted === 'SMILE') return face.smile >= SMILING || face.smile >= rest.smile * WIDENED
  const turned = face.turn - rest.turn
  return wanted === 'TURN_LEFT' ? turned >= TURNED : turned <= -TURNED
}

function placement({ faces, light, shape }: FaceReport): { instruction: FaceInstruction; face: Face | null } {
  const [face] = faces
  if (!face) return { instruction: light === 'TOO_DARK' ? light : 'NO_FACE', face: null }
  if (faces.length > 1) return { instruction: 'SEVERAL_FACES', face: null }
  const { left, top, right, bottom } = face.box
  const oval = ovalIn(shape)
  const filled = (bottom - top) / oval.height
  const off = Math.max(
    Math.abs((left + right) / 2 - 0.5) / oval.width,
    Math.abs((top + bottom) / 2 - 0.5) / oval.height,
  )
  if (filled < NEAR) return { instruction: 'TOO_FAR', face }
  if (filled > TOO_NEAR) return { instruction: 'TOO_NEAR', face }
  if (off > OFF_CENTRE) return { instruction: 'OFF_CENTRE', face }
  if (light) return { instruction: light, face }
  return { instruction: Math.abs(face.turn) > STRAIGHT ? 'LOOK_STRAIGHT' : 'HOLD', face }
}

/** The oval's size, in shares of a frame that is `shape` times as wide as high. */
export function ovalIn(shape: number): { width: number; height: number } {
  const height = Math.min(OVAL.height, (OVAL.width * shape) / OVAL.shape)
  return { height, width: (height * OVAL.shape) / shape }
}
