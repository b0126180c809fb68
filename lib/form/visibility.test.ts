import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Field, FormSchema } from '@/lib/contract/form'
import { validateAnswers } from './validate'
import { visibleAnswers, visibleFields } from './visibility'

const TODAY = '2026-11-20'
const form = (...fields: Field[]): FormSchema => ({ sections: [{ fields }] })
const when = (field: string, ...equals: (string | boolean)[]) => ({ visible_if: { field, equals } })

describe('hidden_if', () => {
  const box: Field = { name: 'box', type: 'boolean', checkbox: true }
  const name: Field = { name: 'name', type: 'text', required: true, hidden_if: { field: 'box', equals: [true] } }

  it('hides a field while it holds, and a field that is hidden is not required', () => {
    expect(visibleFields([name, box], {})).toEqual([name, box])
    expect(visibleFields([name, box], { box: false })).toEqual([name, box])
    expect(visibleFields([name, box], { box: true })).toEqual([box])
    expect(validateAnswers(form(name, box), { box: true, name: 'left over' }, TODAY)).toMatchObject({
      answers: { box: true },
    })
    expect(validateAnswers(form(name, box), {}, TODAY)).toMatchObject({ ok: false })
  })

  it('does not hold while the field that it names is itself hidden', () => {
    const hidden: Field = { ...box, ...when('other', true) }
    const other: Field = { name: 'other', type: 'boolean' }
    expect(visibleFields([name, hidden, other], { box: true, other: false })).toEqual([name, other])
    expect(visibleFields([name, hidden, other], { box: true, other: true })).toEqual([hidden, other])
  })

  it('hides also what visible_if would show', () => {
    const both: Field = { ...name, ...when('other', true) }
    const other: Field = { name: 'other', type: 'boolean' }
    expect(visibleFields([both, box, other], { box: true, other: true })).toEqual([box, other])
    expect(visibleFields([both, box, other], { other: true })).toEqual([both, box, other])
  })
})

describe('a chain of conditions', () => {
  const a: Field = { name: 'a', type: 'boolean', required: true }
  const b: Field = { name: 'b', type: 'select', options: ['x', 'y'], required: true, ...when('a', true) }
  const c: Field = { name: 'c', type: 'text', required: true, ...when('b', 'x') }
  const d: Field = { name: 'd', type: 'text', required: true, ...when('c', 'more') }

  it('counts a hidden answer as absent, so that nothing behind it is asked, required or kept', () => {
    const changed = { a: false, b: 'x', c: 'more', d: 'left over' }
    expect(visibleFields([a, b, c, d], changed)).toEqual([a])
    expect(validateAnswers(form(a, b, c, d), changed, TODAY)).toEqual({ ok: true, answers: { a: false } })
    expect(validateAnswers(form(a, b, c), { a: false, b: 'x' }, TODAY)).toEqual({ ok: true, answers: { a: false } })
  })

  it('is the same whichever field stands first', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray([a, b, c, d], { minLength: 4 }), (fields) => {
        expect(visibleFields(fields, { a: false, b: 'x', c: 'more' })).toEqual([a])
        expect(visibleFields(fields, { a: true, b: 'x', c: 'more' })).toHaveLength(4)
      }),
    )
  })

  it('shows a field if and only if all before it have the answers that it needs', () => {
    const chain = Array.from(
      { length: 6 },
      (_, i): Field => ({
        ...{ name: `f${i}`, type: 'boolean' },
        ...(i > 0 && when(`f${i - 1}`, true)),
      }),
    )
    fc.assert(
      fc.property(fc.array(fc.boolean(), { minLength: 6, maxLength: 6 }), (given) => {
        const answers = Object.fromEntries(given.map((answer, i) => [`f${i}`, answer]))
        const shown = given.indexOf(false) < 0 ? 6 : given.indexOf(false) + 1
        expect(visibleFields(chain, answers)).toEqual(chain.slice(0, shown))
        expect(Object.keys(visibleAnswers(form(...chain), answers))).toHaveLength(shown)
      }),
    )
  })

  it('reads a text as it would be stored', () => {
    const reason: Field = { name: 'reason', type: 'text', required: true, ...when('kind', 'other') }
    const fields = form({ name: 'kind', type: 'text' }, reason)
    expect(validateAnswers(fields, { kind: ' other\u200B' }, TODAY)).toMatchObject({
      faults: [{ path: 'answers.reason' }],
    })
  })

  it('that is a circle ends', () => {
    const [one, other]: Field[] = [
      { name: 'one', type: 'boolean', ...when('other', true) },
      { name: 'other', type: 'boolean', ...when('one', true) },
    ]
    if (one && other) expect(visibleFields([one, other], { one: true, other: true })).toEqual([one, other])
  })

  it('is judged although another answer is of no type that a form takes', () => {
    const fields = form(a, b, { name: 'n', type: 'number' })
    expect(validateAnswers(fields, { a: true, n: { odd: 1 } }, TODAY)).toMatchObject({
      faults: [
        { path: 'answers.b', code: 'required' },
        { path: 'answers.n', code: 'not_a_number' },
      ],
    })
  })
})
