import { describe, expect, it } from 'vitest'
import { amountText } from './amount'
import { formattingTag, LANGUAGES } from './languages'

/** Without the marks that Arabic needs, and with plain spaces. */
const plain = (text: string) => text.replace(/[\u200e\u200f]/g, '').replace(/[\u00a0\u202f]/g, ' ')

describe('an amount of money', () => {
  it.each([
    ['de', 'EUR', '10.000 €'],
    ['en', 'EUR', '€10,000'],
    ['en', 'USD', 'US$10,000'],
    ['fr', 'CHF', '10 000 CHF'],
    ['ar', 'AED', '10,000 د.إ.'],
    ['ja', 'JPY', '￥10,000'],
  ] as const)('is written in %s with %s as %s', (language, currency, expected) => {
    expect(plain(amountText(10_000, currency, formattingTag(language)))).toBe(expected)
  })

  it('has cents only where there are any', () => {
    expect(amountText(0.5, 'EUR', 'en')).toBe('€0.50')
    expect(amountText(0, 'EUR', 'en')).toBe('€0')
  })

  it.each(LANGUAGES)('has the digits that the rest of the screen has in %s', (language) => {
    expect(amountText(1_234, 'USD', formattingTag(language))).toMatch(/1.?234/)
  })
})
