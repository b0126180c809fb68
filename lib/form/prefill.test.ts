import { describe, expect, it } from 'vitest'
import type { Answers, Field, FormSchema } from '@/lib/contract/form'
import type { Extracted } from '@/lib/contract/pictures/extracted'
import { fieldsToCheck, offeredAnswers, withCheck } from './prefill'

const READ: Extracted = {
  ...{ family_name: 'Lindqvist', given_names: 'Mira', birth_date: '1991-03-27', issuing_country: 'SWE' },
  ...{ document_number: 'AA1234567', sex: 'F' },
}
const family: Field = { name: 'last_name', type: 'text', prefill_from: 'family_name' }
const given: Field = { name: 'first_name', type: 'text', prefill_from: 'given_names' }
const oneName: Field = { name: 'one_name', type: 'boolean', prefill_from: 'given_names' }
const born: Field = { name: 'born', type: 'date', prefill_from: 'birth_date' }
const phone: Field = { name: 'phone', type: 'text' }
const sex = (...options: string[]): Field => ({ name: 'sex', type: 'select', options, prefill_from: 'sex' })

describe('the answers that a document gives', () => {
  it('are those that their fields can take', () => {
    const fields = [family, given, oneName, born, phone, sex('F', 'M')]
    expect(offeredAnswers(fields, READ)).toEqual({
      ...{ last_name: 'Lindqvist', first_name: 'Mira', born: '1991-03-27', sex: 'F' },
    })
    expect(offeredAnswers([sex('female')], READ)).toEqual({})
    expect(offeredAnswers([{ ...family, max_length: 3 }], READ)).toEqual({})
  })

  it('tick the box of a person with one name', () => {
    const one = { family_name: 'Suharto', given_names: '' }
    expect(offeredAnswers([family, given, oneName], one)).toEqual({ last_name: 'Suharto', one_name: true })
  })
})

describe('the form in which they are checked', () => {
  const check = { title: 'Is this right?', help: 'Please look.' }
  const form: FormSchema = {
    sections: [{ title: 'Name', fields: [given, family, oneName] }, { fields: [born, phone] }],
  }
  const checked = (read: Extracted, answers: Answers) => withCheck(form, fieldsToCheck(form, read, answers), check)
  const shapeOf = ({ sections }: FormSchema) =>
    sections?.map(({ title, fields }) => [title, fields?.map(({ name }) => name)])

  it('has them in one section, and the rest as it was', () => {
    expect(shapeOf(checked(READ, {}))).toEqual([
      ['Is this right?', ['first_name', 'last_name', 'one_name', 'born']],
      [undefined, ['phone']],
    ])
  })

  it('leaves what the person answered otherwise in its place', () => {
    expect(shapeOf(checked(READ, { last_name: 'Eriksson', born: '1991-03-27' }))).toEqual([
      ['Is this right?', ['first_name', 'one_name', 'born']],
      ['Name', ['last_name']],
      [undefined, ['phone']],
    ])
  })

  it('is the same where nothing was read', () => {
    expect(checked({}, {})).toBe(form)
    expect(checked({ document_number: 'A' }, {})).toBe(form)
  })
})
