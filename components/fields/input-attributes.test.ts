import { describe, expect, it } from 'vitest'
import type { Field } from '@/lib/contract/form'
import { MAX_LENGTH } from '@/lib/contract/limits'
import { RULES } from '@/lib/form/rules'
import { inputAttributes } from './input-attributes'

const TODAY = '2026-11-20'
const field = (type: Field['type'], more: Partial<Field> = {}): Field => ({ name: 'anything', type, ...more })

describe('the attributes of an input', () => {
  it.each([
    field('text', { max_length: 20 }),
    field('textarea', { max_length: 100 }),
    field('text', { verify: 'email' }),
    field('number'),
    field('select'),
  ])('cut nothing in silence that is pasted, so that the form can say it is too long: %j', (it) => {
    expect(inputAttributes(it).maxLength).toBe(MAX_LENGTH.answer)
    if (it.type !== 'number')
      expect(RULES[it.type](it, TODAY).safeParse('x'.repeat(MAX_LENGTH.answer)).success).toBe(false)
  })

  it('leave no address that no code can be sent to', () => {
    const address = (length: number) => `${'x'.repeat(length - 12)}@example.com`
    const rule = RULES.text(field('text', { verify: 'email' }), TODAY)
    expect([254, 255].map((length) => rule.safeParse(address(length)).success)).toEqual([true, false])
  })

  it.each([
    ['ltr', { name: 'phone', type: 'text' }],
    ['ltr', { name: 'email', type: 'text' }],
    ['ltr', { name: 'contact', type: 'text', verify: 'email' }],
    ['ltr', { name: 'document_number', type: 'text' }],
    ['ltr', { name: 'tax_number', type: 'text' }],
    ['ltr', { name: 'postal_code', type: 'text' }],
    ['ltr', { name: 'annual_income', type: 'number' }],
    ['ltr', { name: 'second_phone', type: 'text' }],
    ['ltr', { name: 'reach_me', type: 'text', autocomplete: 'home tel' }],
    ['ltr', { name: 'passport_number', type: 'text' }],
    ['ltr', { name: 'iban', type: 'text' }],
    ['ltr', { name: 'foreign_tin', type: 'text' }],
    ['auto', { name: 'latin_name', type: 'text' }],
    ['auto', { name: 'last_name', type: 'text' }],
    ['auto', { name: 'city', type: 'text' }],
    ['auto', { name: 'remarks', type: 'textarea' }],
    ['auto', { name: 'bank', type: 'select' }],
    [undefined, { name: 'bank', type: 'select', options: ['a'] }],
    [undefined, { name: 'country', type: 'country' }],
  ] as [string | undefined, Field][])('write %s: %j', (dir, it) => expect(inputAttributes(it).dir).toBe(dir))

  it('bring the keyboard for a number, with a decimal sign where one may be typed', () => {
    expect(inputAttributes(field('number')).inputMode).toBe('decimal')
    expect(inputAttributes(field('number', { integer: true })).inputMode).toBe('numeric')
  })

  it('say that an answer is required, and never that it is not', () => {
    expect(inputAttributes(field('country', { required: true }))).toMatchObject({ 'aria-required': true })
    expect(inputAttributes(field('country'))).not.toHaveProperty('aria-required')
  })

  it('let the browser fill in what a well-known name means, unless the template says otherwise', () => {
    expect(inputAttributes({ name: 'last_name', type: 'text' })).toMatchObject({ autoComplete: 'family-name' })
    expect(inputAttributes({ name: 'last_name', type: 'text', autocomplete: 'name' }).autoComplete).toBe('name')
    expect(inputAttributes({ name: 'constructor', type: 'text' }).autoComplete).toBe('off')
  })
})
