import { describe, expect, it } from 'vitest'
import type { FormSchema } from '@/lib/contract/form'
import { localText, schemaIn } from './local-text'

describe('localText', () => {
  it.each([
    ['plain text as it is', 'City', 'de', 'City'],
    ['the language’s own', { en: 'City', de: 'Ort' }, 'de', 'Ort'],
    ['that of its base', { en: 'City', sr: 'Grad' }, 'sr-Latn', 'Grad'],
    ['English without one', { de: 'Ort', en: 'City' }, 'fr', 'City'],
    ['the first without English', { de: 'Ort' }, 'fr', 'Ort'],
    ['nothing for nothing', {}, 'fr', ''],
  ])('gives %s', (_, text, language, expected) => {
    expect(localText(text, language)).toBe(expected)
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

  it('leaves one language of each text, and a broker’s own keys as they are', () => {
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
