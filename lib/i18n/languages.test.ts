import { describe, expect, it } from 'vitest'
import { formattingTag } from './languages'

describe('the way dates and numbers are written', () => {
  it.each([
    ['en', ['de-DE', 'en-GB', 'en-US'], 'en-GB'],
    ['en', ['en'], 'en-001'],
    ['pt', ['pt_br'], 'pt-BR'],
    ['de', ['en-GB'], 'de'],
    ['zh', ['zh-TW'], 'zh'],
    ['ar', ['ar-EG'], 'ar-u-nu-latn'],
    ['sr', ['sr-RS'], 'sr-Latn'],
  ] as const)('in %s for who asked for %j is that of %s', (language, preferred, tag) => {
    expect(formattingTag(language, preferred)).toBe(tag)
  })
})
