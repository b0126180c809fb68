import { describe, expect, it } from 'vitest'
import type { Field } from '@/lib/contract/form'
import { RULES } from '@/lib/form/rules'
import { inputAttributes } from './input-attributes'

const TODAY = '2026-11-20'
const field = (type: Field['type'], more: Partial<Field> = {}): Field => ({ name: 'anything', type, ...more })

describe('the attributes of an input', () => {
  it.each([
    field('text'),
    field('text', { max_length: 20 }),
    field('text', { max_length: 9_000 }),
    field('textarea'),
    field('textarea', { max_length: 100 }),
    field('select'),
  ])('let as much be typed as the form takes: %j', (it) => {
    const { maxLength = 0 } = inputAttributes(it)
    expect(RULES[it.type](it, TODAY).safeParse('x'.repeat(maxLength)).success).toBe(true)
    expect(RULES[it.type](it, TODAY).safeParse('x'.repeat(maxLength + 1)).success).toBe(false)
  })

  it('let no address be typed that no code can be sent to', () => {
    expect(inputAttributes(field('text', { verify: 'email' })).maxLength).toBe(254)
    expect(inputAttributes(field('text', { verify: 'email', max_length: 60 })).maxLength).toBe(60)
  })

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
