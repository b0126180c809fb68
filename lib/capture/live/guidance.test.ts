import { describe, expect, it } from 'vitest'
import type { Outline } from '../outline'
import type { FrameFault, FrameReport } from './assess-frame'
import { type Guidance, guide, NO_GUIDANCE } from './guidance'

const OUTLINE: Outline = {
  corners: [
    { x: 0.1, y: 0.1 },
    { x: 0.9, y: 0.1 },
    { x: 0.9, y: 0.9 },
    { x: 0.1, y: 0.9 },
  ],
  whole: true,
}
const frame = (fault: FrameFault | null, sharpness = 50, motion = 1): FrameReport => ({
  ...{ fault, sharpness, motion, outline: fault === 'NO_DOCUMENT' ? null : OUTLINE },
})

/** What is said and done over these frames, one every 100 ms. */
function over(frames: readonly FrameReport[]): Guidance[] {
  const states: Guidance[] = []
  for (const [i, report] of frames.entries()) states.push(guide(states.at(-1) ?? NO_GUIDANCE, report, i * 100))
  return states
}
const times = <Value>(count: number, value: Value) => Array.from({ length: count }, () => value)
const saidIn = (states: readonly Guidance[]) => [...new Set(states.map(({ said }) => said?.instruction))]

describe('guide', () => {
  it('says at once what the first frame lacks', () => {
    expect(over([frame('TOO_FAR')])[0]?.said?.instruction).toBe('TOO_FAR')
  })

  it('takes the picture when all has been well for a moment', () => {
    const states = over(times(9, frame(null)))
    const taken = states.findIndex(({ take }) => take)
    expect(taken).toBeGreaterThanOrEqual(6)
    expect(states.slice(0, taken).some(({ take }) => take)).toBe(false)
    expect(states[taken]?.said?.instruction).toBe('HOLD')
  })

  it('keeps the sharpest of the frames that would do', () => {
    const sharpness = [40, 60, 55, 90, 70, 80]
    const states = over([frame(null), ...sharpness.map((score) => frame(null, score))])
    expect(states.slice(1).map(({ keep }) => keep)).toEqual([true, true, false, true, false, false])
  })

  it('has a frame kept when it takes the picture, also where the very first was the sharpest', () => {
    const states = over([frame(null, 99), ...times(8, frame(null, 40))])
    const taken = states.findIndex(({ take }) => take)
    expect(states.slice(0, taken).some(({ keep }) => keep)).toBe(true)
  })

  it('takes nothing while one frame in between is bad', () => {
    const almost = [...times(5, frame(null)), frame('BLUR')]
    expect(over([...almost, ...almost, ...almost]).some(({ take }) => take)).toBe(false)
  })

  it('asks for a still hand, and takes nothing before', () => {
    const states = over(times(12, frame(null, 50, 20)))
    expect(states.some(({ take }) => take)).toBe(false)
    expect(states.at(-1)?.said?.instruction).toBe('MOVING')
  })

  it('lets a sentence be heard out: frames that change their mind do not make it chatter', () => {
    const states = over(Array.from({ length: 30 }, (_, i) => frame(i % 2 === 0 ? 'TOO_FAR' : 'GLARE')))
    expect(saidIn(states)).toEqual(['TOO_FAR'])
  })

  it('says the next thing once it is asked for in earnest', () => {
    expect(saidIn(over([...times(10, frame('TOO_FAR')), ...times(10, frame('GLARE'))]))).toEqual(['TOO_FAR', 'GLARE'])
  })

  it.each([
    'BLUR',
    'TOO_DARK',
    'GLARE',
    'MOVE_LEFT',
    'MOVE_BACK',
    'TOO_FAR',
    'NO_DOCUMENT',
    'TURNED',
    'TILTED',
  ] as const)('takes nothing of frames that are %s', (fault) => {
    const states = over(times(40, frame(fault)))
    expect(states.some(({ take, keep }) => take || keep)).toBe(false)
    expect(saidIn(states)).toEqual([fault])
  })
})
