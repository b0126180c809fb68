import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { wcagContrast } from 'culori'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { SURFACES, tonesOf } from './accent'

const hex = fc
  .tuple(fc.nat(255), fc.nat(255), fc.nat(255))
  .map((rgb) => `#${rgb.map((part) => part.toString(16).padStart(2, '0')).join('')}`)

describe('the tones of an accent colour', () => {
  it('are legible in both themes, for any accent colour', () => {
    fc.assert(
      fc.property(hex, (accent) => {
        const tones = tonesOf(accent)
        for (const theme of ['light', 'dark'] as const) {
          const { accent: ground, hover, ink, soft, text } = tones[theme]
          for (const surface of SURFACES[theme]) {
            expect(wcagContrast(ground, surface)).toBeGreaterThanOrEqual(3)
            expect(wcagContrast(text, surface)).toBeGreaterThanOrEqual(4.5)
          }
          expect(wcagContrast(text, soft)).toBeGreaterThanOrEqual(4.5)
          expect(wcagContrast(ink, ground)).toBeGreaterThanOrEqual(4.5)
          expect(wcagContrast(ink, hover)).toBeGreaterThanOrEqual(4.5)
        }
      }),
      { numRuns: 5_000, examples: [['#000000'], ['#ffffff'], ['#ffff00'], ['#777777'], ['#00ff00'], ['#0000ff']] },
    )
  })

  it('keep an accent colour that is legible already', () => {
    expect(tonesOf('#1d4ed8').light.accent).toBe('#1d4ed8')
  })

  it('are computed for the surfaces in the style sheet', () => {
    const css = readFileSync(fileURLToPath(new URL('../../app/globals.css', import.meta.url)), 'utf8')
    const names = ['--page', '--surface', '--surface-sunken', '--surface-raised']
    const painted = names.map((name) =>
      new RegExp(`\\n  ${name}: light-dark\\((.+?\\)?), (oklch\\(.+?\\))\\)`).exec(css),
    )
    expect(painted.map((found) => found?.[1])).toEqual(SURFACES.light)
    expect(painted.map((found) => found?.[2])).toEqual(SURFACES.dark)
  })
})
