import { describe, expect, it } from 'vitest'
import type { Face } from './face'
import {
  beginFaceGuidance,
  chooseGestures,
  type FaceGuidance,
  type FaceReport,
  guideFace,
  ovalIn,
} from './face-guidance'

const PORTRAIT = 3 / 4

/** A face in the middle of the oval, of `size` times its height. */
function face({ size = 0.8, x = 0.5, y = 0.5, turn = 0, smile = 0.55 } = {}): Face {
  const oval = ovalIn(PORTRAIT)
  const [half, high] = [(oval.width * size) / 2, (oval.height * size) / 2]
  return { box: { left: x - half, top: y - high, right: x + half, bottom: y + high }, turn, smile }
}
const frame = (faces: readonly Face[], light: FaceReport['light'] = null): FaceReport => ({
  ...{ faces, light, shape: PORTRAIT },
})
const times = <Value>(count: number, value: Value) => Array.from({ length: count }, () => value)

/** What is said and done over these frames, one every 100 ms. */
function over(frames: readonly FaceReport[], wanted = chooseGestures(0)): FaceGuidance[] {
  const states: FaceGuidance[] = []
  for (const [i, report] of frames.entries())
    states.push(guideFace(states.at(-1) ?? beginFaceGuidance(wanted), report, i * 100))
  return states
}
const STILL = times(12, frame([face()]))

describe('guideFace', () => {
  it.each([
    ['nobody', frame([]), 'NO_FACE'],
    ['nobody to be seen in the dark', frame([], 'TOO_DARK'), 'TOO_DARK'],
    ['two people', frame([face(), face()]), 'SEVERAL_FACES'],
    ['somebody far away', frame([face({ size: 0.3 })]), 'TOO_FAR'],
    ['somebody too near', frame([face({ size: 1.2 })]), 'TOO_NEAR'],
    ['somebody at the side', frame([face({ x: 0.8 })]), 'OFF_CENTRE'],
    ['a face in the dark', frame([face()], 'TOO_DARK'), 'TOO_DARK'],
    ['a face that looks away', frame([face({ turn: 0.3 })]), 'LOOK_STRAIGHT'],
    ['a face in its place', frame([face()]), 'HOLD'],
  ] as const)('sees %s: %s', (_, report, instruction) => {
    expect(over([report])[0]?.said?.instruction).toBe(instruction)
  })

  it('keeps the picture once, when all has been well for a moment', () => {
    const states = over(STILL)
    expect(states.filter(({ keep }) => keep)).toHaveLength(1)
    expect(states.findIndex(({ keep }) => keep)).toBeGreaterThanOrEqual(5)
  })

  it('then asks for one gesture after the other, and is done', () => {
    const states = over([...STILL, frame([face({ turn: 0.3 })]), frame([face()]), frame([face({ smile: 0.7 })])])
    expect([...new Set(states.map(({ said }) => said?.instruction))]).toEqual(['HOLD', 'TURN_LEFT', 'SMILE'])
    expect(states.at(-1)).toMatchObject({
      done: true,
      gestures: [
        { gesture: 'TURN_LEFT', seen: true },
        { gesture: 'SMILE', seen: true },
      ],
    })
  })

  it('takes no turn to the other side for the one that it asked for', () => {
    const states = over([...STILL, ...times(5, frame([face({ turn: -0.3 })]))])
    expect(states.at(-1)?.gestures).toEqual([])
  })

  it('holds nobody up who does not do a gesture, and says so', () => {
    const states = over([...STILL, ...times(230, frame([face()]))])
    expect(states.at(-1)).toMatchObject({
      done: true,
      gestures: [
        { gesture: 'TURN_LEFT', seen: false },
        { gesture: 'SMILE', seen: false },
      ],
    })
  })

  it('asks by chance for the left or the right', () => {
    expect([chooseGestures(0.1)[0], chooseGestures(0.9)[0]]).toEqual(['TURN_LEFT', 'TURN_RIGHT'])
  })
})
