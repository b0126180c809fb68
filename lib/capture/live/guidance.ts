import type { Outline } from '../outline'
import type { FrameFault, FrameReport } from './assess-frame'
import { type Saying, saidNext } from './saying'

/** The one thing to do now. HOLD: all is well, the picture is about to be taken. */
export type Instruction = FrameFault | 'MOVING' | 'HOLD'

/** Times are in milliseconds, of any one clock. */
export type Guidance = {
  /** What is said; null before the first frame. */
  readonly said: Saying<Instruction>
  /** What the frames ask for at present, said or not yet. */
  readonly asked: Saying<Instruction>
  readonly outline: Outline | null
  /** How many frames in a row would do. */
  readonly good: number
  /** Whether the latest frame is the sharpest of those that would do, the first one aside: the one to keep. */
  readonly best: number
  readonly keep: boolean
  /** The picture is to be taken now, from the frame that was kept. */
  readonly take: boolean
}

/** All has been well for so long, in at least so many frames. */
const GOOD_FOR = 600
const GOOD_FRAMES = 3
/** How much two frames may differ, in brightness, for the hand to count as still. */
export const STILL = 6

export const NO_GUIDANCE: Guidance = {
  ...{ said: null, asked: null, outline: null },
  ...{ good: 0, best: 0, keep: false, take: false },
}

/** What follows from one more frame, seen at `now`. */
export function guide(before: Guidance, report: FrameReport, now: number): Guidance {
  const moving = report.fault === null && report.motion > STILL
  const instruction: Instruction = report.fault ?? (moving ? 'MOVING' : 'HOLD')
  const asked = before.asked?.instruction === instruction ? before.asked : { instruction, since: now }
  const good = instruction === 'HOLD' ? before.good + 1 : 0
  // Copies are made from the second good frame on: whoever holds still briefly pays for none.
  const keep = good > 1 && (good === 2 || report.sharpness > before.best)
  return {
    said: saidNext(before.said, asked, now),
    asked,
    outline: report.outline,
    good,
    best: keep ? report.sharpness : good > 0 ? before.best : 0,
    keep,
    take: good >= GOOD_FRAMES && now - asked.since >= GOOD_FOR,
  }
}
