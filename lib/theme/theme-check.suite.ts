import { wcagContrast } from 'culori'
import { describe, expect, inject, it } from 'vitest'
import { SURFACES, tonesOf } from './accent'
import { readBrands } from './brands'

declare module 'vitest' {
  interface ProvidedContext {
    brandsFile: string
  }
}

/** The checks of a brands file, for brokers. */
describe('the brands file', () => {
  const read = readBrands(inject('brandsFile'))

  it('is valid', () => {
    expect('errors' in read ? read.errors : []).toEqual([])
  })

  const brands = 'brands' in read ? Object.entries(read.brands) : []
  it.each(brands.flatMap(([name, { accent }]) => (accent ? [[name, accent] as const] : [])))(
    '%s is legible with its accent colour %s',
    (name, accent) => {
      const tones = tonesOf(accent)
      for (const theme of ['light', 'dark'] as const) {
        const { accent: ground, ink, text } = tones[theme]
        const least = Math.min(...SURFACES[theme].map((surface) => wcagContrast(text, surface)))
        const kept = ground === accent ? 'as it is' : `as ${ground}`
        console.log(
          `${name}, ${theme}: the accent ${kept}, ${ink} on it ${wcagContrast(ink, ground).toFixed(1)}:1, ` +
            `text ${text} at least ${least.toFixed(1)}:1`,
        )
        expect(Math.min(least, wcagContrast(ink, ground))).toBeGreaterThanOrEqual(4.5)
      }
    },
  )
})
