import { describe, expect, it } from 'vitest'
import { nearnessOf, toneOf } from './tone'

describe('the tone of the camera', () => {
  it('rises, and comes sooner, with each thing that comes right', () => {
    const better = ['NO_DOCUMENT', 'MOVE_RIGHT', 'TOO_FAR', 'TURNED', 'GLARE', 'BLUR', 'MOVING', 'HOLD'] as const
    const tones = better.map((instruction) => toneOf(nearnessOf(instruction)))
    expect(tones.map(({ hertz }) => hertz)).toEqual(tones.map(({ hertz }) => hertz).sort((a, b) => a - b))
    expect(tones.map(({ pause }) => pause)).toEqual(tones.map(({ pause }) => pause).sort((a, b) => b - a))
    expect(new Set(tones.map(({ hertz }) => hertz)).size).toBe(better.length)
  })

  it('stays where a phone’s speaker is heard, and is never a drill', () => {
    expect(toneOf(0)).toEqual({ hertz: 220, pause: 1_100 })
    expect(toneOf(1)).toEqual({ hertz: 880, pause: 320 })
  })
})
