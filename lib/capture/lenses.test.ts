import { describe, expect, it } from 'vitest'
import { betterLens, nextLens, rankedLenses } from './lenses'

const lens = (label: string, kind = 'videoinput') => ({ kind, deviceId: label, label })
const IPHONE = ['Front Camera', 'Back Ultra Wide Camera', 'Back Telephoto Camera', 'Back Camera', 'Back Triple Camera']
const IPHONE_IN_GERMAN = ['Frontkamera', 'Rückseitige Ultra-Weitwinkelkamera', 'Rückkamera', 'Rückseitige Dual-Kamera']
const ANDROID = ['camera2 1, facing front', 'camera2 0, facing back', 'camera2 2, facing back']

describe('rankedLenses', () => {
  it.each([
    ['an iPhone', IPHONE, 'Back Triple Camera'],
    ['an iPhone in German', IPHONE_IN_GERMAN, 'Rückseitige Dual-Kamera'],
    ['an Android phone', ANDROID, 'camera2 0, facing back'],
    ['a laptop', ['Integrated IR Camera', 'Integrated Camera'], 'Integrated Camera'],
  ])('takes the lens that is sharp up close on %s', (_, labels, best) => {
    expect(
      rankedLenses(
        labels.map((label) => lens(label)),
        null,
      )[0]?.label,
    ).toBe(best)
  })

  it('prefers the one that took a good picture before', () => {
    expect(
      rankedLenses(
        IPHONE.map((label) => lens(label)),
        'Back Camera',
      )[0]?.label,
    ).toBe('Back Camera')
  })

  it('leaves microphones aside, and cameras that a page may not know yet', () => {
    expect(rankedLenses([lens('Microphone', 'audioinput'), { ...lens('x'), deviceId: '' }], null)).toEqual([])
  })
})

describe('nextLens', () => {
  it('goes round through all of them, the best first', () => {
    const ranked = rankedLenses(
      ANDROID.map((label) => lens(label)),
      null,
    )
    const second = nextLens(ranked, 'camera2 0, facing back')
    expect(second).toBe('camera2 2, facing back')
    expect(nextLens(ranked, 'camera2 1, facing front')).toBe('camera2 0, facing back')
  })

  it('is null where there is only one', () => {
    expect(nextLens([lens('Integrated Camera')], 'Integrated Camera')).toBeNull()
  })
})

describe('betterLens', () => {
  const android = ANDROID.map((label) => lens(label))

  it('leaves a front camera or a lens that is too wide', () => {
    expect(betterLens(android, 'camera2 1, facing front', null)).toBe('camera2 0, facing back')
    expect(
      betterLens(
        IPHONE.map((label) => lens(label)),
        'Back Ultra Wide Camera',
        null,
      ),
    ).toBe('Back Triple Camera')
  })

  it('stays with what is as good as any', () => {
    expect(betterLens(android, 'camera2 2, facing back', null)).toBeNull()
    expect(betterLens([lens('HD Webcam'), lens('USB Camera')], 'USB Camera', null)).toBeNull()
  })
})
