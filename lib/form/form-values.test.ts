import { describe, expect, it } from 'vitest'
import type { Field } from '@/lib/contract/form'
import { toAnswers, toFormValues } from './form-values'
import { FORMATTING_TAGS } from './languages-for-tests'

/** The locales used to format numbers. */
const TAGS = [...FORMATTING_TAGS, ...['de-CH', 'en-IN', 'es-MX', 'fr-CH', 'pt-BR']]

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
      for (const given of [answers, { ...answers, amount: -2500 }, { ...answers, amount: 1e-21 }])
        expect(toAnswers(fields, toFormValues(fields, given, language), language)).toEqual(given)
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
