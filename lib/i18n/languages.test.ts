import { describe, expect, it } from 'vitest'
import { formattingTag } from './languages'

describe('the locale for dates and numbers', () => {
  it.each([
    ['en', ['de-DE', 'en-GB', 'en-US'], 'en-GB'],
    ['en', ['en'], 'en-001'],
    ['pt', ['pt_br'], 'pt-BR'],
    ['de', ['en-GB'], 'de'],
    ['zh', ['zh-TW'], 'zh'],
    ['ar', ['ar-EG'], 'ar-u-nu-latn'],
    ['sr', ['sr-RS'], 'sr-Latn'],
  ] as const)('in %s with the preferences %j is %s', (language, preferred, tag) => {
    expect(formattingTag(language, preferred)).toBe(tag)
  })
})
