import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Field, FieldType, FormSchema } from '@/lib/contract/form'
import { validateAnswers } from './validate'

const TODAY = '2026-11-20'
const form = (...fields: Field[]): FormSchema => ({ sections: [{ title: 'One', fields }] })
const codesOf = (schema: FormSchema, answers: unknown) => {
  const result = validateAnswers(schema, answers, TODAY)
  return result.ok ? [] : result.faults.map(({ path, code }) => `${path}: ${code}`)
}

/** For each type: a field, valid answers, and invalid ones with their error codes. */
const CASES: Record<FieldType, { field: Partial<Field>; takes: unknown[]; refuses: [unknown, string][] }> = {
  text: {
    field: { min_length: 2, max_length: 5 },
    takes: ['ab', 'abcde', ' abc ', 'Žižka'.slice(0, 5)],
    refuses: [
      [1, 'wrong_type'],
      [['ab'], 'wrong_type'],
      ['a', 'too_short'],
      ['abcdef', 'too_long'],
      ['a\nb', 'characters'],
    ],
  },
  textarea: {
    field: {},
    takes: ['two\nlines'],
    refuses: [
      [true, 'wrong_type'],
      ['bell\u0007', 'characters'],
      ['x'.repeat(5_001), 'too_long'],
    ],
  },
  date: {
    field: { min_date: '1900-01-01', max_date: 'today', min_age: 18 },
    takes: ['1990-02-28', '2008-11-20'],
    refuses: [
      ['1990-02-30', 'date_invalid'],
      ['1990-2-3', 'date_invalid'],
      ['1990--', 'date_invalid'],
      ['20.02.1990', 'date_invalid'],
      ['90-2-3', 'year_short'],
      // Persian, Islamic and Buddhist years.
      ['1364-12-13', 'other_calendar'],
      ['1405-06-30', 'other_calendar'],
      ['2528-02-29', 'other_calendar'],
      [19900220, 'wrong_type'],
      ['1899-12-31', 'date_too_early'],
      ['2026-11-21', 'date_too_late'],
      ['2008-11-21', 'too_young'],
    ],
  },
  country: {
    field: {},
    takes: ['FRA', 'DEU'],
    refuses: [
      ['FR', 'country_unknown'],
      ['fra', 'country_unknown'],
      ['XXX', 'country_unknown'],
      [250, 'wrong_type'],
    ],
  },
  file_reference: {
    field: {},
    takes: ['0199c0de-0000-7000-8000-000000000000'],
    refuses: [
      ['passport.jpg', 'file_missing'],
      [7, 'file_missing'],
    ],
  },
  number: {
    field: { min: 0, max: 10, integer: true },
    takes: [0, 10, 3],
    refuses: [
      ['3', 'not_a_number'],
      ['0,125', 'number_unclear'],
      ['1.000,5', 'number_unclear'],
      ['a lot', 'not_a_number'],
      [Number.NaN, 'not_a_number'],
      [-1, 'too_small'],
      [11, 'too_big'],
      [2.5, 'not_an_integer'],
    ],
  },
  boolean: {
    field: {},
    takes: [true, false],
    refuses: [
      ['true', 'wrong_type'],
      [1, 'wrong_type'],
    ],
  },
  select: {
    field: { options: ['a', { value: 'b', label: 'B' }] },
    takes: ['a', 'b'],
    refuses: [
      ['c', 'not_offered'],
      ['B', 'not_offered'],
      [['a'], 'wrong_type'],
    ],
  },
  multi_select: {
    field: { options: ['a', 'b'] },
    takes: [['a'], ['a', 'b']],
    refuses: [
      ['a', 'wrong_type'],
      [['a', 'c'], 'not_offered'],
      [[1], 'wrong_type'],
    ],
  },
}

describe.each(Object.entries(CASES) as [FieldType, (typeof CASES)[FieldType]][])(
  'a %s field',
  (type, { field, takes, refuses }) => {
    const schema = form({ ...field, name: 'asked', type })

    it.each(takes.map((value) => [value]))('accepts %j', (value) =>
      expect(codesOf(schema, { asked: value })).toEqual([]),
    )

    it.each(refuses)('refuses %j as %s', (value, code) =>
      expect(codesOf(schema, { asked: value })).toEqual([`answers.asked: ${code}`]),
    )

    it('may be empty unless it is required', () => {
      const required = form({ ...field, name: 'asked', type, required: true })
      for (const nothing of [{}, { asked: null }, { asked: '' }, { asked: '  ' }, { asked: [] }]) {
        expect(codesOf(schema, nothing)).toEqual([])
        expect(codesOf(required, nothing)).toEqual([
          `answers.asked: ${type === 'file_reference' ? 'file_missing' : 'required'}`,
        ])
      }
    })
  },
)

describe('a name', () => {
  const named = (text: string, more: Partial<Field> = {}) =>
    codesOf(form({ name: 'last_name', type: 'text', ...more }), { last_name: text })

  it.each(['<3', '42', 'Anna2', 'J0hn', '1337hacker', '-', 'n/a'])('is not %s', (text) => {
    expect(named(text)).toEqual(['answers.last_name: not_a_name'])
  })

  it.each(['X Æ A-12', 'Smith III', 'Smith 3rd', '王', 'O’Brien', 'Ng'])('may be %s', (text) => {
    expect(named(text)).toEqual([])
  })

  it('is written in Latin letters where the template says so', () => {
    for (const text of ['王', 'Иванов', 'الخطيب', 'Ng 王'])
      expect(named(text, { script: 'latin' })).toEqual(['answers.last_name: not_latin'])
    for (const text of ['Łukasz', 'Nguyễn', 'Đặng', 'Þór', 'Weiß', 'D’Arc-Müller'])
      expect(named(text, { script: 'latin' })).toEqual([])
  })
})

describe('a date of birth', () => {
  const born = (date: string) => codesOf(form({ name: 'date_of_birth', type: 'date' }), { date_of_birth: date })

  it('is in the past, and within a life', () => {
    expect(born('2026-11-20')).toEqual([])
    expect(born('2026-11-21')).toEqual(['answers.date_of_birth: birth_in_future'])
    expect(born('1905-11-21')).toEqual([])
    expect(born('1905-11-20')).toEqual(['answers.date_of_birth: too_old'])
  })
})

describe('a nationality', () => {
  const asked = (name: string, value: string) => codesOf(form({ name, type: 'country' }), { [name]: value })

  it.each(['XKX', 'XXA', 'XXB', 'XXC'])('may be %s', (code) => {
    expect(asked('nationality', code)).toEqual([])
    expect(asked('second_nationality', code)).toEqual([])
  })

  it.each(['ATA', 'ATF', 'BVT', 'HMD', 'IOT', 'SGS', 'UMI'])('is not %s, which has no citizens', (code) => {
    expect(asked('nationality', code)).toEqual(['answers.nationality: country_unknown'])
    expect(asked('country', code)).toEqual([])
  })

  it('is not an address: nobody lives in no country', () => {
    expect(asked('country', 'XKX')).toEqual([])
    expect(asked('country', 'XXA')).toEqual(['answers.country: country_unknown'])
  })
})

describe('a form', () => {
  it('refuses unknown fields, whatever their names', () => {
    const schema = form({ name: 'asked', type: 'text' })
    expect(codesOf(schema, { other: 'x' })).toEqual(['answers.other: unknown_field'])
    expect(codesOf(schema, { constructor: 'x' })).toEqual(['answers.constructor: unknown_field'])
    for (const nonsense of [null, [], 'text', 7]) expect(codesOf(schema, nonsense)).toEqual(['answers: wrong_type'])
  })

  it('is safe from a key named __proto__', () => {
    const answers = JSON.parse('{"asked":"x","__proto__":{"polluted":true}}')
    validateAnswers(form({ name: 'asked', type: 'text' }), answers, TODAY)
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined()
  })

  it('accepts a field named like an inherited property', () => {
    const schema = form({ name: 'toString', type: 'text', required: true })
    expect(codesOf(schema, {})).toEqual(['answers.toString: required'])
    expect(codesOf(schema, { toString: 'x' })).toEqual([])
  })

  it('requires a conditional field only while its condition holds, and drops it otherwise', () => {
    const schema = form(
      { name: 'has_number', type: 'boolean', required: true },
      { name: 'number', type: 'text', required: true, visible_if: { field: 'has_number', equals: [true] } },
    )
    expect(codesOf(schema, { has_number: true })).toEqual(['answers.number: required'])
    expect(codesOf(schema, { has_number: false })).toEqual([])
    expect(validateAnswers(schema, { has_number: false, number: 'left over' }, TODAY)).toEqual({
      ok: true,
      answers: { has_number: false },
    })
  })

  it('requires one of two fields, whichever the person prefers', () => {
    const file = '018f4e2a-0000-7000-8000-000000000000'
    const schema = form(
      { name: 'words', type: 'textarea', required_unless: 'file' },
      { name: 'asked', type: 'boolean' },
      { name: 'file', type: 'file_reference', visible_if: { field: 'asked', equals: [true] } },
    )
    expect(codesOf(schema, { words: ' \u200B', asked: true })).toEqual(['answers.words: required'])
    expect(codesOf(schema, { words: 'Yes' })).toEqual([])
    expect(codesOf(schema, { file, asked: true })).toEqual([])
    // What is not shown is no answer.
    expect(codesOf(schema, { file, asked: false })).toEqual(['answers.words: required'])
  })

  it('judges dates by the person’s own day, where that is known', () => {
    const schema = form(
      { name: 'born', type: 'date', min_age: 18, max_date: 'today' },
      { name: 'ends', type: 'date', min_date: 'today' },
    )
    const day = (born: string, ends: string, today: string, aside?: number) =>
      validateAnswers(schema, { born, ends }, today, aside)
    expect(day('2008-11-20', '2026-11-20', '2026-11-20').ok).toBe(true)
    expect(day('2008-11-20', '2026-11-20', '2026-11-19')).toMatchObject({ faults: [{ code: 'too_young' }] })
    expect(day('2008-11-20', '2026-11-18', '2026-11-19', 1).ok).toBe(true)
    expect(day('2008-11-21', '2026-11-17', '2026-11-19', 1)).toMatchObject({
      faults: [{ code: 'too_young' }, { code: 'date_too_early' }],
    })
  })

  it('counts a birthday on 29 February as 1 March', () => {
    const schema = form({ name: 'born', type: 'date', min_age: 18 })
    const isOldEnough = (today: string) => validateAnswers(schema, { born: '2008-02-29' }, today).ok
    expect([isOldEnough('2026-02-28'), isOldEnough('2026-03-01')]).toEqual([false, true])
  })

  it('trims text and removes duplicate choices', () => {
    const schema = form({ name: 'a', type: 'text' }, { name: 'b', type: 'multi_select', options: ['x', 'y'] })
    expect(validateAnswers(schema, { a: '  Ada ', b: ['x', 'x'] }, TODAY)).toEqual({
      ok: true,
      answers: { a: 'Ada', b: ['x'] },
    })
  })

  it('never throws, and never returns unknown fields', () => {
    const schema = form(
      ...(Object.keys(CASES) as FieldType[]).map((type) => ({ ...CASES[type].field, name: type, type })),
    )
    fc.assert(
      fc.property(
        fc.dictionary(fc.oneof(fc.constantFrom(...Object.keys(CASES)), fc.string()), fc.anything()),
        (answers) => {
          const result = validateAnswers(schema, answers, TODAY)
          if (result.ok) for (const name of Object.keys(result.answers)) expect(Object.keys(CASES)).toContain(name)
        },
      ),
    )
  })
})
