import { describe, expect, it } from 'vitest'
import type { FormSchema } from '@/lib/contract/form'
import { localText, schemaIn, titleIn } from './local-text'

describe('localText', () => {
  it.each([
    ['plain text unchanged', 'City', 'de', 'City'],
    ['the text in the language', { en: 'City', de: 'Ort' }, 'de', 'Ort'],
    ['the text in the base language', { en: 'City', sr: 'Grad' }, 'sr-Latn', 'Grad'],
    ['English as a fallback', { de: 'Ort', en: 'City' }, 'fr', 'City'],
    ['the first text without English', { de: 'Ort' }, 'fr', 'Ort'],
    ['an empty text without any', {}, 'fr', ''],
  ])('returns %s', (_, text, language, expected) => {
    expect(localText(text, language)).toBe(expected)
  })
})

describe('titleIn', () => {
  it('keeps the reader’s language apart from a fallback, which our own words for a known step come before', () => {
    const title = { en: 'Home', de: 'Zuhause' }
    expect(titleIn(title, 'de')).toEqual({ de: 'Zuhause' })
    expect(titleIn(title, 'fr')).toBe('Home')
    expect(titleIn('Home', 'de')).toBe('Home')
  })
})

describe('schemaIn', () => {
  const schema: FormSchema = {
    sections: [
      {
        title: { en: 'Home', de: 'Zuhause' },
        fields: [
          { name: 'city', type: 'text', label: { en: 'City', de: 'Ort' }, 'x-note': { en: 'ours', de: 'unser' } },
          {
            name: 'kind',
            type: 'select',
            options: ['a', { value: 'b', label: { en: 'B', de: 'Be' } }, { value: 'c' }],
          },
        ],
      },
    ],
  }

  it('reduces each text to one language, and keeps a broker’s own keys', () => {
    expect(schemaIn(schema, 'de')).toEqual({
      sections: [
        {
          title: 'Zuhause',
          fields: [
            { name: 'city', type: 'text', label: 'Ort', 'x-note': { en: 'ours', de: 'unser' } },
            { name: 'kind', type: 'select', options: ['a', { value: 'b', label: 'Be' }, { value: 'c' }] },
          ],
        },
      ],
    })
  })

  it('adds nothing to a form without texts', () => {
    const bare: FormSchema = { sections: [{ fields: [{ name: 'city', type: 'text' }] }] }
    expect(schemaIn(bare, 'de')).toEqual(bare)
    expect(schemaIn({}, 'de')).toEqual({})
  })
})
