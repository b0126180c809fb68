import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { FORMATTING_TAGS } from './languages-for-tests'
import { groupTyped, numbersMeant, parseNumber, writeNumber } from './numbers'

/** The locales used to format numbers. */
const TAGS = [
  ...FORMATTING_TAGS,
  ...['de-CH', 'de-AT', 'en-IN', 'en-ZA', 'en-US', 'es-MX', 'fr-CH', 'it-CH', 'pt-BR', 'pt-PT'],
]

describe('parseNumber', () => {
  it.each([
    ['en', '1,000.50', 1000.5],
    ['de', '1.000,50', 1000.5],
    ['fr', '1 000,50', 1000.5],
    ['en', ' 42 ', 42],
    ['en', '-3', -3],
    ['en', '+3', 3],
    ['en', '1,234,567', 1234567],
    ['en-IN', '12,34,567.5', 1234567.5],
    ['de-CH', '1’000.50', 1000.5],
    ['fr-CH', "1'000,50", 1000.5],
    ['de', '1.500', 1500],
    ['de', '1,500', 1.5],
    ['en', '0.125', 0.125],
    ['de', '0,125', 0.125],
    ['en', '.5', 0.5],
    ['en', '007', 7],
    // With the spaces and the apostrophes that are used for groups anywhere.
    ['fr', '1\u202F234\u00A0567,8', 1234567.8],
    ['en', '1 000', 1000],
    ['de', "1'000", 1000],
    // In the notation of another language.
    ['de', '2500.50', 2500.5],
    ['de', '1.5', 1.5],
    ['en', '2500,50', 2500.5],
    // With the digits of another keyboard.
    ['ar-u-nu-latn', '٥٠٬٠٠٠٫٥', 50000.5],
    ['de', '۵۰٬۰۰۰٫۵', 50000.5],
    ['ar-u-nu-latn', '٠٫١٢٥', 0.125],
    ['th', '๑๒๓', 123],
    ['ja', '１２３', 123],
    ['ja', '－１，２３４．５', -1234.5],
    ['ar-u-nu-latn', '۱۲', 12],
    ['en-IN', '१२', 12],
    // With both signs of another language: only one number can be meant.
    ['en', '€5.000,50', 5000.5],
    ['de', '5,000.50', 5000.5],
    ['en', '1.000.000,5', 1000000.5],
    ['de', '1,234.56', 1234.56],
    // With a currency, and in thousands.
    ['en', '$5,000', 5000],
    ['en', '5,000 USD', 5000],
    ['en', 'USD 5,000', 5000],
    ['en-AU', 'A$5,000', 5000],
    ['de', '5.000,50 €', 5000.5],
    ['cs', '5 000 Kč', 5000],
    ['pl', '5000 zł', 5000],
    ['en', '5k', 5000],
    ['en', '€ 5K', 5000],
    ['en', '5k €', 5000],
    ['en', '1.1k', 1100],
    ['ru', '5к', 5000],
    ['en', '1.5m', 1500000],
    ['ja', '50万円', 500000],
    ['ar-u-nu-latn', '٥٠٠٠ ﷼', 5000],
  ])('%s: %s', (language, text, number) => expect(parseNumber(text, language)).toBe(number))

  it.each([
    ...['', 'a lot', '1e9', '0x10', '1.2.3', '--1', '1,2,3', '10,0000,000', '-', '.', '+', '5 -', '1 2'],
    ...[
      'k',
      '€',
      'EUR',
      '€ k',
      '5kk',
      '5 apples',
      '12 34',
      '0 125',
      '1,234 567',
      "1'00",
      '12,34,567',
      '1-2',
      '½',
      '5²',
      '٫',
      '1'.padEnd(400, '0'),
    ],
  ])('rejects %j', (text) => expect(parseNumber(text, 'en')).toBeNull())

  it.each(TAGS)('reads any minus sign, and no mark of direction, in %s', (language) => {
    for (const minus of '-−‐‑‒–﹣－⁻➖')
      for (const [before, after] of [
        ['', ''],
        ['\u200E', '\u200E'],
        ['\u061C', ''],
        ['\u200F', ' '],
        ['\u2066', '\u2069'],
      ])
        expect(parseNumber(`${before}${minus}${after}2500`, language)).toBe(-2500)
  })

  it.each(TAGS)('reads what is written in %s, to the last digit', (language) => {
    const grouped = new Intl.NumberFormat(language, { maximumFractionDigits: 20 })
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (number) => {
        expect(parseNumber(writeNumber(number, language), language)).toBe(number)
      }),
    )
    fc.assert(
      fc.property(fc.integer({ min: -1e12, max: 1e12 }), fc.nat(999), (whole, thousandths) => {
        const number = Number(`${whole}.${String(thousandths).padStart(3, '0')}`)
        expect(parseNumber(grouped.format(number), language)).toBe(number)
      }),
    )
  })
})

describe('a number that can be meant in two ways', () => {
  it.each([
    ['en', '0,125', [0.125, 125]],
    ['de', '0.125', [0.125, 125]],
    ['en', '-0,125', [-0.125, -125]],
    ['en', '1234,567', [1234.567, 1234567]],
    ['de', '00.500', [0.5, 500]],
    ['fr', '1.500', [1.5, 1500]],
    ['pl', '1.500', [1.5, 1500]],
    ['de-CH', '1,500', [1.5, 1500]],
    ['ar-u-nu-latn', '٠٬١٢٥', [0.125, 125]],
    // One meaning, but not as this language writes.
    ['en', '12,34,567', [1234567]],
    ['de', '0.1234', [0.1234]],
    // No number.
    ['en', '1.2.3', []],
    ['en', '7', []],
    ['en', 'about 5,000', []],
  ])('%s: %s is asked again', (language, text, meant) => {
    expect(parseNumber(text, language) === null || meant.length === 0).toBe(true)
    expect(numbersMeant(text)).toEqual(meant)
  })

  it('is never one that a group begins with a zero in, or that has groups of another length', () => {
    const group = fc.stringMatching(/^\d{1,5}$/)
    fc.assert(
      fc.property(
        fc.constantFrom(...TAGS),
        fc.constantFrom(',', '.', ' ', "'"),
        fc.array(group, { minLength: 2, maxLength: 4 }),
        (language, separator, groups) => {
          const read = parseNumber(groups.join(separator), language)
          const [first = '', ...rest] = groups
          if (read === null || Number(groups.join('')) !== read || !Number(groups.slice(1).join(''))) return
          expect(first).toMatch(/^[1-9]\d{0,2}$/)
          expect(rest.at(-1)).toHaveLength(3)
        },
      ),
    )
  })
})

describe('an amount that is typed', () => {
  const typed = (text: string, language: string) =>
    [...text].reduce((before, key) => groupTyped(before, before + key, language), '')

  it.each([
    ['en', '5000', '5,000'],
    ['en', '1234567', '1,234,567'],
    ['de', '1234567', '1.234.567'],
    ['en-IN', '1234567', '12,34,567'],
    ['en', '1234.5', '1,234.5'],
    ['de', '1234,5', '1.234,5'],
    ['ar-u-nu-latn', '٥٠٠٠', '5,000'],
    // May be decimals: these are asked about.
    ['en', '5,50', '5,50'],
    ['en', '5000,50', '5,000,50'],
    ['en', '007', '007'],
    ['en', '-5000', '-5000'],
    ['en', '5k', '5k'],
    ['en', '€5000', '€5000'],
  ])('%s: %s is shown as %s', (language, text, shown) => expect(typed(text, language)).toBe(shown))

  it('stays in groups while it is deleted', () => {
    expect(groupTyped('5,000', '5,00', 'en')).toBe('500')
    expect(groupTyped('1,234,567', '1,24,567', 'en')).toBe('124,567')
  })

  it.each(TAGS)('means the same in groups, in %s', (language) => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e12 }), (number) => {
        expect(parseNumber(groupTyped('', String(number), language), language)).toBe(number)
      }),
    )
  })
})
