import { describe, expect, it } from 'vitest'
import type { Field } from '@/lib/contract/form'
import { parseNumber, toAnswers, toFormValues } from './form-values'

describe('parseNumber', () => {
  it.each([
    ['en', '1,000.50', 1000.5],
    ['de', '1.000,50', 1000.5],
    ['fr', '1 000,50', 1000.5],
    ['en', ' 42 ', 42],
    ['en', '-3', -3],
    ['en', '1,234,567', 1234567],
    ['en-IN', '12,34,567.5', 1234567.5],
    ['de-CH', '1’000.50', 1000.5],
    ['de', '1.500', 1500],
    ['de', '1,500', 1.5],
    // In the notation of another language.
    ['de', '2500.50', 2500.5],
    ['de', '1.5', 1.5],
    ['en', '2500,50', 2500.5],
    // With the digits of another keyboard.
    ['ar-u-nu-latn', '٥٠٬٠٠٠٫٥', 50000.5],
    ['th', '๑๒๓', 123],
    ['ja', '１２３', 123],
    ['ar-u-nu-latn', '۱۲', 12],
  ])('%s: %s', (language, text, number) => expect(parseNumber(text, language)).toBe(number))

  it.each(['', 'a lot', '1e9', '0x10', '1.2.3', '--1', '1,2,3', '1.000.000,5', '10,0000,000'])('rejects %j', (text) =>
    expect(parseNumber(text, 'en')).toBeNull(),
  )
})

/** The locales used to format numbers. */
const TAGS = [
  ...['ar-u-nu-latn', 'cs', 'de', 'el', 'en-001', 'es', 'fr', 'hu', 'id', 'it', 'ja', 'ko', 'ms', 'pl', 'pt', 'ru'],
  ...['sk', 'sl', 'sr-Latn', 'th-u-ca-gregory', 'tr', 'vi', 'zh', 'de-CH', 'en-IN', 'es-MX', 'fr-CH', 'pt-BR'],
]

describe('form values', () => {
  const fields: Field[] = [
    { name: 'address.city', type: 'text' },
    { name: 'amount', type: 'number' },
    { name: 'agreed', type: 'boolean' },
    { name: 'kinds[]', type: 'multi_select' },
  ]
  const answers = { 'address.city': 'Ulm', amount: 1234.5, agreed: false, 'kinds[]': ['a'] }

  it('convert back to the same answers in every language', () => {
    for (const language of TAGS) {
      expect(toAnswers(fields, toFormValues(fields, answers, language), language)).toEqual(answers)
    }
  })

  it.each([
    ['1990-3-7', '1990-03-07'],
    ['1990-03-07', '1990-03-07'],
    ['1990--7', '1990--7'],
    ['90-3-7', '90-3-7'],
  ])('convert the typed date %s to %s', (typed, date) =>
    expect(toAnswers([{ name: 'born', type: 'date' }], { 'field-0': typed }, 'en')).toEqual({ born: date }),
  )

  it('omit empty values, and keep an invalid number as text', () => {
    expect(toAnswers(fields, toFormValues(fields, {}, 'en'), 'en')).toEqual({})
    expect(toAnswers(fields, { 'field-1': 'a lot' }, 'en')).toEqual({ amount: 'a lot' })
  })
})
