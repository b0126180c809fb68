import { describe, expect, it } from 'vitest'
import { fieldErrorsOf } from './errors'
import { FIELD_TYPES, formSchemaSchema } from './form'

const pathsOf = (schema: unknown) => {
  const result = formSchemaSchema.safeParse(schema)
  return result.success ? [] : fieldErrorsOf(result.error, 'form_schema').map(({ path }) => path)
}

it.each(['tax', 'tax_id'])('reads %s, an earlier spelling of a purpose, as the one word that is written', (purpose) => {
  const schema = { sections: [{ fields: [{ name: 'proof', type: 'file_reference', purpose }] }] }
  expect(formSchemaSchema.parse(schema)).toMatchObject({
    sections: [{ fields: [{ purpose: 'tax_identification' }] }],
  })
})

describe('the rules for a form_schema', () => {
  it('accept the documented example, and schemas without sections', () => {
    const example = {
      sections: [
        {
          title: 'Identity',
          fields: [
            { name: 'first_name', type: 'text', required: true },
            { name: 'country', type: 'country', required: true },
            {
              name: 'employment_status',
              type: 'select',
              required: true,
              options: [{ value: 'employed', label: 'Employed' }],
            },
          ],
        },
      ],
    }
    expect(pathsOf(example)).toEqual([])
    expect(pathsOf({})).toEqual([])
    expect(pathsOf({ sections: [{}] })).toEqual([])
  })

  it.each(FIELD_TYPES)('accept the field type %s', (type) =>
    expect(pathsOf({ sections: [{ fields: [{ name: 'a', type }] }] })).toEqual([]),
  )

  it.each([
    ['require an object, not a list', [], 'form_schema'],
    ['require an object, not null', null, 'form_schema'],
    ['require a list of sections', { sections: {} }, 'form_schema.sections'],
    ['require sections to be objects', { sections: ['one'] }, 'form_schema.sections[0]'],
    ['require a list of fields', { sections: [{ fields: 'a' }] }, 'form_schema.sections[0].fields'],
    [
      'require a name for each field',
      { sections: [{ fields: [{ type: 'text' }] }] },
      'form_schema.sections[0].fields[0].name',
    ],
    [
      'refuse an empty name',
      { sections: [{ fields: [{ name: '', type: 'text' }] }] },
      'form_schema.sections[0].fields[0].name',
    ],
    [
      'refuse a name that is not text',
      { sections: [{ fields: [{ name: 1, type: 'text' }] }] },
      'form_schema.sections[0].fields[0].name',
    ],
    [
      'require `required` to be a boolean',
      { sections: [{ fields: [{ name: 'a', type: 'text', required: 'yes' }] }] },
      'form_schema.sections[0].fields[0].required',
    ],
    [
      'require a list of options',
      { sections: [{ fields: [{ name: 'a', type: 'select', options: {} }] }] },
      'form_schema.sections[0].fields[0].options',
    ],
    [
      'refuse unknown types',
      { sections: [{ fields: [{ name: 'a', type: 'hologram' }] }] },
      'form_schema.sections[0].fields[0].type',
    ],
  ])('%s', (_, schema, path) => expect(pathsOf(schema)).toEqual([path]))

  it('require unique names in the whole schema', () => {
    const field = { name: 'a', type: 'text' }
    expect(pathsOf({ sections: [{ fields: [field] }, { fields: [field] }] })).toEqual([
      'form_schema.sections[1].fields[0].name',
    ])
  })

  it('require that conditions refer to another existing field', () => {
    const conditional = { name: 'a', type: 'text', visible_if: { field: 'b', equals: ['x'] } }
    expect(pathsOf({ sections: [{ fields: [conditional] }] })).toEqual([
      'form_schema.sections[0].fields[0].visible_if.field',
    ])
  })
})
