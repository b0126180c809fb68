import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { fieldsOf } from '@/lib/contract/fields'
import { type Field, type FormSchema, formSchemaSchema } from '@/lib/contract/form'
import { fillForm, validAnswers } from './fill-form'
import { validateAnswers } from './validate'

const TODAY = '2026-11-28'
const form = (...fields: Field[]): FormSchema => formSchemaSchema.parse({ sections: [{ fields }] })

/** The verdict on a filled form once its documents are attached. */
function verdictOn(schema: FormSchema) {
  const { answers, documents, unfilled } = fillForm(schema, TODAY)
  const attached = Object.fromEntries(documents.map(({ field }) => [field, randomUUID()]))
  return { unfilled, verdict: validateAnswers(schema, { ...answers, ...attached }, TODAY) }
}

const starter: { templates: { code: string; form_schema: FormSchema }[] } = JSON.parse(
  readFileSync(fileURLToPath(new URL('../../templates/starter.json', import.meta.url)), 'utf8'),
)

describe('a form that is filled in', () => {
  it.each(starter.templates.map(({ code, form_schema }) => [code, form_schema] as const))(
    'is valid: %s of the starter templates',
    (code, schema) => {
      const { unfilled, verdict } = verdictOn(schema)
      if (code === 'email') expect(unfilled).toEqual([{ field: 'email', obstacle: 'email_code' }])
      else expect([unfilled, verdict]).toEqual([[], expect.objectContaining({ ok: true })])
    },
  )

  const required = { required: true } as const
  const text = { name: 'a', type: 'text', ...required } as const
  const date = { name: 'a', type: 'date', ...required } as const
  const number = { name: 'a', type: 'number', ...required } as const
  it.each<[string, ...Field[]]>([
    ['one character', { ...text, max_length: 1 }],
    ['a long text', { ...text, min_length: 60, max_length: 60 }],
    ['a first name of two letters', { ...text, name: 'first_name', max_length: 2 }],
    ['lines', { ...text, type: 'textarea', min_length: 600 }],
    ['today and no other day', { ...date, min_date: 'today', max_date: 'today' }],
    ['one day long ago', { ...date, min_date: '1901-02-03', max_date: '1901-02-03' }],
    ['somebody who is just of age', { ...date, min_age: 18, min_date: '2008-11-01' }],
    ['somebody very old', { ...date, min_age: 120 }],
    ['a day in the future', { ...date, min_date: 'today', expires: true }],
    ['half', { ...number, min: 0.5, max: 0.5 }],
    ['the only whole number', { ...number, min: 2.1, max: 3.9, integer: true }],
    ['less than nothing', { ...number, max: -7 }],
    ['a nationality', { name: 'nationality', type: 'country', ...required }],
    ['yes or no', { name: 'a', type: 'boolean', ...required }],
    ['a box to tick', { name: 'a', type: 'boolean', checkbox: true, ...required }],
    ['a choice of objects', { name: 'a', type: 'select', options: [{ value: 'x', label: 'X' }], ...required }],
    ['a choice without options', { name: 'a', type: 'select', ...required }],
    ['choices', { name: 'a', type: 'multi_select', options: ['x', 'y'], ...required }],
    ['a bill', { name: 'a', type: 'file_reference', purpose: 'address', ...required }],
    [
      ...(['one of two documents'] as const),
      { name: 'a', type: 'file_reference', purpose: 'address', required_unless: 'b' },
      { name: 'b', type: 'file_reference', purpose: 'identity', required_unless: 'a' },
    ],
    [
      ...(['a verified address, or a document'] as const),
      { ...text, name: 'a', required: false, verify: 'email', required_unless: 'b' },
      { name: 'b', type: 'file_reference', purpose: 'identity' },
    ],
    [
      ...(['a selfie, or a box to tick'] as const),
      { name: 'a', type: 'file_reference', purpose: 'selfie', required_unless: 'b' },
      { name: 'b', type: 'boolean', checkbox: true },
    ],
    ['a card with two sides', { name: 'a', type: 'file_reference', document_types: ['driving_licence'], ...required }],
    [
      ...(['what depends on an answer', { name: 'a', type: 'boolean', ...required }] as const),
      { ...text, name: 'b', visible_if: { field: 'a', equals: [true] } },
      { ...text, name: 'c', visible_if: { field: 'a', equals: [false] } },
      { ...text, name: 'd', hidden_if: { field: 'c', equals: ['Example'] } },
    ],
    [
      'a selfie, or something else',
      { name: 'a', type: 'select', options: ['face', 'card'] },
      {
        ...{ name: 'b', type: 'file_reference', purpose: 'selfie', ...required },
        ...{ visible_if: { field: 'a', equals: ['face'] }, alternative: { field: 'a', answer: 'card' } },
      },
      { name: 'c', type: 'file_reference', purpose: 'identity', visible_if: { field: 'a', equals: ['card'] } },
    ],
  ])('is valid where it asks for %s', (_, ...fields) => {
    expect(verdictOn(form(...fields))).toMatchObject({ unfilled: [], verdict: { ok: true } })
  })

  it('has one of two documents that stand for each other, and none where words do', () => {
    const one = { name: 'a', type: 'file_reference', purpose: 'address', required_unless: 'b' } as const
    const other = { name: 'b', type: 'file_reference', purpose: 'identity', required_unless: 'a' } as const
    expect(fillForm(form(one, other), TODAY).documents).toEqual([{ field: 'a', document_type: expect.any(String) }])
    const words = { name: 'b', type: 'textarea', required_unless: 'a' } as const
    expect(fillForm(form(one, words), TODAY)).toMatchObject({ documents: [], unfilled: [] })
  })

  it('has no answers to hidden fields', () => {
    const hidden: Field = { name: 'b', type: 'text', visible_if: { field: 'a', equals: [true] } }
    expect(fillForm(form({ name: 'a', type: 'boolean' }, hidden), TODAY).answers).toEqual({ a: false })
  })

  it('carries as little risk as it can', () => {
    const risky = form(
      { name: 'a', type: 'boolean', risk: { false: 'prohibited' } },
      { name: 'b', type: 'select', options: ['x', 'y'], risk: { x: 'high' } },
      { name: 'c', type: 'multi_select', options: ['x', 'y'], risk: { x: 'medium' } },
      { name: 'd', type: 'country', risk: { FRA: 'high' } },
    )
    expect(fillForm(risky, TODAY).answers).toEqual({ a: true, b: 'y', c: ['y'], d: 'DEU' })
  })

  it.each<[string, Field]>([
    ['face', { name: 'a', type: 'file_reference', purpose: 'selfie', ...required }],
    ['email_code', { ...text, verify: 'email' }],
    ['no_valid_answer', { name: 'a', type: 'select', options: [], ...required }],
  ])('says what only a person can do: %s', (obstacle, field) => {
    expect(fillForm(form(field), TODAY)).toEqual({ answers: {}, documents: [], unfilled: [{ field: 'a', obstacle }] })
  })
})

it('knows a second answer, to correct the first one with', () => {
  const fields = starter.templates.flatMap(({ form_schema }) => fieldsOf(form_schema))
  const texts = fields.filter(({ type, verify }) => type === 'text' && !verify)
  for (const field of texts) expect(new Set(validAnswers(field, TODAY)).size).toBeGreaterThan(1)
})
