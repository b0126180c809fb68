import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Field, FormSchema } from '@/lib/contract/form'
import { validateAnswers } from './validate'

const TODAY = '2026-11-20'

/** What is kept of a text, or why it is refused. */
function answerOf(text: string, more: Partial<Field> = {}): unknown {
  const form: FormSchema = { sections: [{ fields: [{ name: 'name', type: 'text', required: true, ...more }] }] }
  const result = validateAnswers(form, { name: text }, TODAY)
  return result.ok ? result.answers.name : { refused: result.faults[0]?.code }
}
const lines: Partial<Field> = { type: 'textarea' }
const refused = (code: string) => ({ refused: code })
const spelled = (code: number) => `U+${code.toString(16).toUpperCase().padStart(4, '0')}`

describe('a text that nobody can see', () => {
  const INVISIBLE = [
    ...[0x20, 0xa0, 0xad, 0x034f, 0x061c, 0x115f, 0x1160, 0x17b4, 0x17b5, 0x180b, 0x180e, 0x200b, 0x200c, 0x200d],
    ...[0x200e, 0x200f, 0x2028, 0x202e, 0x2060, 0x2064, 0x2067, 0x2800, 0x3000, 0x3164, 0xfe00, 0xfe0f, 0xfeff],
    ...[0xffa0, 0xfffb, 0x1d159, 0x1d173, 0xe0001, 0xe0041, 0xe007f, 0xe0100],
  ]
  it.each(INVISIBLE.map((code) => [spelled(code), String.fromCodePoint(code)]))('is no answer: %s', (_, sign) => {
    for (const more of [{}, lines, { type: 'select' } as const])
      expect(answerOf(sign, more)).toEqual(refused('required'))
  })

  it('is none however many of them there are, nor are accents without a letter', () => {
    const signs = [...INVISIBLE.map((code) => String.fromCodePoint(code)), '\u0301', '\u20DD', '\n', '\t']
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...signs), { maxLength: 20 }), (several) => {
        expect(answerOf(several.join(''))).toEqual(refused('required'))
      }),
    )
  })

  it('may stand where nothing is required, and is not kept', () => {
    const form: FormSchema = { sections: [{ fields: [{ name: 'name', type: 'text' }] }] }
    expect(validateAnswers(form, { name: '\u200B\u2060' }, TODAY)).toEqual({ ok: true, answers: {} })
  })
})

describe('a text that would be read otherwise than it was written', () => {
  const BAD = [
    ...['\u202A', '\u202B', '\u202C', '\u202D', '\u202E', '\u2066', '\u2067', '\u2068', '\u2069'],
    ...['\uD800', '\uDFFF', '\uDC00\uD800', '\0', '\u0007', '\u007F', '\u0085', '\u009F'],
    ...['\uFFFE', '\uFFFF', '\uFDD0', '\u{1FFFE}', '\uFFF9', '\uFFFC', '\uFFFD'],
  ]
  it.each(BAD.map((sign) => [[...sign].map((it) => spelled(it.codePointAt(0) ?? 0)).join(' '), sign]))(
    'is refused: %s',
    (_, sign) => {
      for (const text of [`Ada${sign}Lovelace`, `${sign}Ada`, `Ada${sign}x`])
        for (const more of [{}, lines, { type: 'select' } as const])
          expect(answerOf(text, more)).toEqual(refused('characters'))
    },
  )

  it('is refused as a line when it has several', () => {
    for (const sign of ['\n', '\r', '\t', '\u2028']) {
      expect(answerOf(`Ada${sign}Lovelace`)).toEqual(refused('characters'))
      expect(answerOf(`Ada${sign}Lovelace`, lines)).toBe(`Ada${sign === '\t' ? '\t' : '\n'}Lovelace`)
    }
  })
})

describe('a text is kept', () => {
  it.each([
    ['as one sequence of characters, however it was composed', 'Zoe\u0308 Nun\u0303ez', 'Zoë Nuñez'],
    ['with the joiners of Persian', 'علی\u200Cرضا', 'علی\u200Cرضا'],
    ['with the joiners of Hindi and Sinhala', 'क\u094D\u200Dष ශ\u0DCA\u200Dරී', 'क\u094D\u200Dष ශ\u0DCA\u200Dරී'],
    ['with the variants of Japanese and Mongolian letters', '葛\u{E0100}城 ᠠ\u180B', '葛\u{E0100}城 ᠠ\u180B'],
    ['with emoji of several', 'ok 👨\u200D👩\u200D👧 ❤\uFE0F', 'ok 👨\u200D👩\u200D👧 ❤\uFE0F'],
    ['without joiners that join nothing', '\u200CAda\u200D Love\u200Clace\u200D', 'Ada Lovelace'],
    ['without a non-joiner at the end of a word', 'علی\u200C رضا\u200C', 'علی رضا'],
    ['without what cannot be seen in it', 'A\u00ADda\u200B \u2060Love\u200Elace\uFEFF\u{E0041}', 'Ada Lovelace'],
    ['without the spaces around it', '\u00A0 Ada\u3000', 'Ada'],
    ['in any script', 'Нгуен 阮 กมล محمد Ὀδυσσεύς 𠮷野', 'Нгуен 阮 กมล محمد Ὀδυσσεύς 𠮷野'],
  ])('%s', (_, given, kept) => expect(answerOf(given)).toBe(kept))

  it('the same when it is sent again', () => {
    const signs = [
      'a',
      'é',
      'e\u0301',
      'ع',
      'ی',
      'क',
      '\u094D',
      '\u200C',
      '\u200D',
      '\u200B',
      '\u00AD',
      ' ',
      '葛',
      '👩',
      '\uFE0F',
    ]
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...signs), { maxLength: 12 }), (several) => {
        const kept = answerOf(several.join(''))
        if (typeof kept === 'string') expect(answerOf(kept)).toBe(kept)
      }),
    )
  })
})

describe('the length of a text', () => {
  it.each([
    ['a letter with its accents', 'e\u0302\u0323'],
    ['a rare Chinese character', '𠮷'],
    ['an emoji of several', '👨\u200D👩\u200D👧'],
    ['a syllable of Thai', 'ที่'],
  ])('counts %s once', (_, sign) => {
    expect(answerOf(sign.repeat(3), { max_length: 3 })).toBe(sign.repeat(3).normalize('NFC'))
    expect(answerOf(sign.repeat(4), { max_length: 3 })).toEqual(refused('too_long'))
  })

  it('is never too short for a short name of several signs', () => {
    expect(answerOf('श्री', { min_length: 2 })).toBe('श्री')
    expect(answerOf('李', { min_length: 2 })).toEqual(refused('too_short'))
  })
})
