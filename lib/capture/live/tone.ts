import type { FaceInstruction } from '../face/face-guidance'
import type { Instruction } from './guidance'

/**
 * How near a picture is, from 0 (nothing there) to 1 (it is being taken), by what is asked for. In the order in which
 * things come right: there, whole, large enough, straight, lit, sharp, still.
 */
const NEARNESS: Record<Instruction | FaceInstruction, number> = {
  NO_DOCUMENT: 0,
  NO_FACE: 0,
  SEVERAL_FACES: 0.1,
  TOO_DARK: 0.1,
  TOO_BRIGHT: 0.1,
  CUT_OFF: 0.25,
  MOVE_LEFT: 0.3,
  MOVE_RIGHT: 0.3,
  MOVE_UP: 0.3,
  MOVE_DOWN: 0.3,
  MOVE_BACK: 0.3,
  TOO_FAR: 0.45,
  TOO_NEAR: 0.45,
  OFF_CENTRE: 0.55,
  TURNED: 0.6,
  TILTED: 0.6,
  LOOK_STRAIGHT: 0.7,
  GLARE: 0.7,
  BLUR: 0.8,
  MOVING: 0.9,
  HOLD: 1,
  TURN_LEFT: 1,
  TURN_RIGHT: 1,
  SMILE: 1,
}

export function nearnessOf(instruction: Instruction | FaceInstruction): number {
  return NEARNESS[instruction]
}

/** In hertz: two octaves, from the A below middle C; what lies lower is lost in a phone's speaker. */
const [LOWEST, OCTAVES] = [220, 2]
/** In milliseconds, from one tone to the next: the nearer, the sooner. */
const [SLOWEST, SOONEST] = [1_100, 320]

/** How high a tone is, and how long after it the next one follows. */
export function toneOf(nearness: number): { hertz: number; pause: number } {
  return { hertz: LOWEST * 2 ** (OCTAVES * nearness), pause: SLOWEST - (SLOWEST - SOONEST) * nearness }
}

const SOUND = 'kyc-camera-sound'

/** Whether a person wants to hear tones: as they chose on this device, else unless they asked their system for calm. */
export function wantsSound(): boolean {
  try {
    const chosen = localStorage.getItem(SOUND)
    if (chosen) return chosen === 'on'
  } catch {
    // Nothing is remembered here.
  }
  return !matchMedia('(prefers-reduced-motion: reduce)').matches
}

export function rememberSound(on: boolean): void {
  try {
    localStorage.setItem(SOUND, on ? 'on' : 'off')
  } catch {
    // Nothing is remembered here.
  }
}
