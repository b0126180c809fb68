import type { FindingCode } from '@/lib/contract/pictures/findings'
import { findingsIn, lightIn, type View, viewOf } from '../checks'
import type { Luminance } from '../luminance'
import { boxOf, type Outline, type Point } from '../outline'
import { shrink } from '../outline/edges'

/** What is amiss with a frame of the camera: what a picture may have, and what only a hand can have. */
export type FrameFault = Exclude<FindingCode, 'TOO_SMALL' | 'SCREENSHOT'> | 'TURNED' | 'TILTED' | Direction

/** Where what is cut off has to go, in the picture; back, where it is too large for it. */
export type Direction = 'MOVE_LEFT' | 'MOVE_RIGHT' | 'MOVE_UP' | 'MOVE_DOWN' | 'MOVE_BACK'

/** What one frame shows. */
export type FrameReport = {
  /** The most important fault; null when the frame would do. */
  fault: FrameFault | null
  outline: Outline | null
  /** How sharp it is, for choosing among frames that would do. */
  sharpness: number
  /** How much it differs from the frame before: the mean difference in brightness, 0 to 255. */
  motion: number
}

/** The document that is looked for: its width over its height, and how much of the frame it should fill (0 to 1). */
export type Wanted = { shape: number; fill: number }

/** Of the part that it should fill, the least that a document fills. */
const NEAR = 0.66
/** Of the shape, how far the outline's may be off: another shape is something else on the table. */
const SHAPE = 0.3
/** In degrees: how far its sides may be from upright. Cards are often held slightly askew. */
const MAX_TURN = 14
/** How much shorter the farther one of two opposite sides may be. */
const MAX_TILT = 0.8

/** Of the picture: what is no farther from its edge runs over it. */
const EDGE = 0.015

/** Movement is seen in a picture of this longer side: noise is gone, a hand's is not. */
const LOOKED_AT = 96

/**
 * Judges frames one after the other against the document that is wanted. A plane is the whole frame, reduced to at
 * most `JUDGED_SIDE` pixels.
 */
export function createFrameJudge(): (plane: Luminance, wanted: Wanted) => FrameReport {
  let before: Luminance | null = null
  return (plane, wanted) => {
    const small = shrink(plane, LOOKED_AT)
    const motion = before ? differenceOf(before, small) : 255
    before = small
    return { ...assessFrame(plane, wanted), motion }
  }
}

function differenceOf(a: Luminance, b: Luminance): number {
  if (a.width !== b.width || a.height !== b.height) return 255
  return a.data.reduce((sum, value, i) => sum + Math.abs(value - (b.data[i] ?? 0)), 0) / a.data.length
}

function assessFrame(plane: Luminance, wanted: Wanted): Omit<FrameReport, 'motion'> {
  const view = viewOf(plane, plane)
  const { outline, sharpness } = view
  const light = lightIn(view)?.code ?? null
  // Print is looked for only where a document could lie: most frames of a hand on its way have none.
  const fault = faultOf(light) ?? placeFault(outline, plane, wanted) ?? faultIn(view)
  return { fault, outline, sharpness }
}

function faultIn(view: View): FrameFault | null {
  return (
    findingsIn(view)
      .map(({ code }) => faultOf(code))
      .find((fault) => fault !== null) ?? null
  )
}

/** A frame is as large as the camera makes it, and no picture of a screen. */
function faultOf(code: FindingCode | null): FrameFault | null {
  return code === 'TOO_SMALL' || code === 'SCREENSHOT' ? null : code
}

function placeFault(outline: Outline | null, frame: Luminance, { shape, fill }: Wanted): FrameFault | null {
  if (!outline) return 'NO_DOCUMENT'
  if (!outline.whole) return directionOf(outline)
  const sides = sidesOf(outline, frame)
  if (sides.longer < fill * NEAR * longestFit(shape, frame)) return 'TOO_FAR'
  if (sides.tilt < MAX_TILT) return 'TILTED'
  if (sides.turn > MAX_TURN) return 'TURNED'
  const upright = Math.max(shape, 1 / shape)
  return Math.abs(sides.longer / sides.shorter / upright - 1) > SHAPE ? 'NO_DOCUMENT' : null
}

/** Away from the edge that it runs over. */
function directionOf(outline: Outline): Direction {
  const { left, right, top, bottom } = boxOf(outline)
  const [overLeft, overRight] = [left < EDGE, right > 1 - EDGE]
  const [overTop, overBottom] = [top < EDGE, bottom > 1 - EDGE]
  if ((overLeft && overRight) || (overTop && overBottom)) return 'MOVE_BACK'
  if (overLeft) return 'MOVE_RIGHT'
  if (overRight) return 'MOVE_LEFT'
  return overTop ? 'MOVE_DOWN' : 'MOVE_UP'
}

/** The longer side, in pixels, of a document of this shape that just fits the frame. */
function longestFit(shape: number, { width, height }: Luminance): number {
  const fitting = Math.min(width, height * shape)
  return Math.max(fitting, fitting / shape)
}

function sidesOf({ corners }: Outline, { width, height }: Luminance) {
  const pixels = corners.map(({ x, y }) => ({ x: x * width, y: y * height }))
  const sides = pixels.map((from, i) => sideOf(from, pixels[(i + 1) % 4] ?? from))
  const [a, b, c, d] = sides.map(({ length }) => length) as [number, number, number, number]
  return {
    longer: Math.max((a + c) / 2, (b + d) / 2),
    shorter: Math.min((a + c) / 2, (b + d) / 2),
    tilt: Math.min(a / c, c / a, b / d, d / b),
    turn: Math.min(...sides.map(({ turn }) => turn)),
  }
}

function sideOf(from: Point, to: Point): { length: number; turn: number } {
  const degrees = (Math.atan2(to.y - from.y, to.x - from.x) * 180) / Math.PI
  const off = Math.abs(degrees) % 90
  return { length: Math.hypot(to.x - from.x, to.y - from.y), turn: Math.min(off, 90 - off) }
}
