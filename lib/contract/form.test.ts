import { describe, expect, it } from 'vitest'
import { fieldErrorsOf } from './errors'
import { FIELD_TYPES, formSchemaSchema } from './form'

const pathsOf = (schema: unknown) => {
  const result = formSchemaSchema.safeParse(schema)
  return result.success ? [] : fieldErrorsOf(result.error, 'form_schema').map(({ path }) => path)
}

describe('the rules for a form_schema', () => {
  it('takes the documented example, and a schema without sections', () => {
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

  it.each(FIELD_TYPES)('knows the field type %s', (type) =>
    expect(pathsOf({ sections: [{ fields: [{ name: 'a', type }] }] })).toEqual([]),
  )

  it.each([
    ['is an object', [], 'form_schema'],
    ['is an object', null, 'form_schema'],
    ['has sections in a list', { sections: {} }, 'form_schema.sections'],
    ['has sections that are objects', { sections: ['one'] }, 'form_schema.sections[0]'],
    ['has fields in a list', { sections: [{ fields: 'a' }] }, 'form_schema.sections[0].fields'],
    ['names each field', { sections: [{ fields: [{ type: 'text' }] }] }, 'form_schema.sections[0].fields[0].name'],
    [
      'names each field with something',
      { sections: [{ fields: [{ name: '', type: 'text' }] }] },
      'form_schema.sections[0].fields[0].name',
    ],
    [
      'names each field with text',
      { sections: [{ fields: [{ name: 1, type: 'text' }] }] },
      'form_schema.sections[0].fields[0].name',
    ],
    [
      'has required as a boolean',
      { sections: [{ fields: [{ name: 'a', type: 'text', required: 'yes' }] }] },
      'form_schema.sections[0].fields[0].required',
    ],
    [
      'has options in a list',
      { sections: [{ fields: [{ name: 'a', type: 'select', options: {} }] }] },
      'form_schema.sections[0].fields[0].options',
    ],
    [
      'has known types alone',
      { sections: [{ fields: [{ name: 'a', type: 'hologram' }] }] },
      'form_schema.sections[0].fields[0].type',
    ],
  ])('%s', (_, schema, path) => expect(pathsOf(schema)).toEqual([path]))

  it('has each name once in the whole schema', () => {
    const field = { name: 'a', type: 'text' }
    expect(pathsOf({ sections: [{ fields: [field] }, { fields: [field] }] })).toEqual([
      'form_schema.sections[1].fields[0].name',
    ])
  })

  it('hangs a field only on another that is there', () => {
    const hanging = { name: 'a', type: 'text', visible_if: { field: 'b', equals: ['x'] } }
    expect(pathsOf({ sections: [{ fields: [hanging] }] })).toEqual([
      'form_schema.sections[0].fields[0].visible_if.field',
    ])
  })
})
