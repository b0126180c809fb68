import type { FieldError } from '@/lib/contract/errors'
import { fieldsOf } from '@/lib/contract/fields'
import { type Field, type FieldType, type FormSchema, fieldSchema, sectionSchema } from '@/lib/contract/form'
import { holdsName, meaningOf, seemsName } from './field-meaning'

/** The keys that a form understands, by place. */
const KNOWN = {
  form: new Set(['sections']),
  section: new Set(Object.keys(sectionSchema.shape)),
  field: new Set(Object.keys(fieldSchema.shape)),
  option: new Set(['value', 'label', 'from', 'to']),
}

const CHOICES: readonly FieldType[] = ['select', 'multi_select']
const TEXTS: readonly FieldType[] = ['text', 'textarea']
/** The keys that mean something only for some types. */
const MEANT_FOR: { readonly [key: string]: readonly FieldType[] } = {
  options: CHOICES,
  min_length: TEXTS,
  max_length: TEXTS,
  script: TEXTS,
  format: ['text', 'number', 'select'],
  currency: ['number', 'select'],
  min: ['number'],
  max: ['number'],
  integer: ['number'],
  min_date: ['date'],
  max_date: ['date'],
  min_age: ['date'],
  expires: ['date'],
  risk: [...CHOICES, 'country', 'boolean'],
  purpose: ['file_reference'],
  document_types: ['file_reference'],
  max_age_months: ['file_reference'],
  alternative: ['file_reference'],
  verify: ['text'],
  prefill_from: ['text', 'date', 'country', 'select', 'boolean'],
  checkbox: ['boolean'],
} satisfies { [Key in keyof typeof fieldSchema.shape]?: readonly FieldType[] }

/** So many are told; a form with more has one cause for most of them. */
const MOST_TOLD = 100

/**
 * What a form's author probably did not mean, although it harms nobody: keys that are kept as annotations and not used.
 * Pure. Paths start with `form_schema`.
 * @param beside the forms that whoever gets this one gets, too.
 */
export function formWarnings(form: FormSchema, beside: readonly FormSchema[]): FieldError[] {
  const warnings = [
    ...unknownKeys(form, 'form', 'form_schema'),
    ...(form.sections ?? []).flatMap((section, s) => {
      const path = `form_schema.sections[${s}]`
      const fields = (section.fields ?? []).flatMap((field, f) => fieldWarnings(field, `${path}.fields[${f}]`))
      return [...unknownKeys(section, 'section', path), ...fields]
    }),
    ...oneNameWarning(form),
    ...unknownNames(form, beside),
  ]
  return warnings.slice(0, MOST_TOLD)
}

/** Many people have one name only. Passports put it where the last name stands. */
function oneNameWarning(form: FormSchema): FieldError[] {
  const asked = (form.sections ?? []).flatMap((section, s) =>
    (section.fields ?? []).flatMap(({ name, required, visible_if, hidden_if }, f) =>
      required && !visible_if && !hidden_if ? [{ name, path: `form_schema.sections[${s}].fields[${f}]` }] : [],
    ),
  )
  const first = asked.find(({ name }) => name === 'first_name')
  if (!first || asked.every(({ name }) => name !== 'last_name')) return []
  const message = 'People with one name cannot answer this: let them leave it out, with hidden_if'
  return [{ path: first.path, code: 'one_name', message }]
}

/** Facts that a form asks of a person, and of nothing else. */
const OF_A_PERSON: readonly string[] = ['date_of_birth', 'place_of_birth', 'country_of_birth', 'gender', 'nationality']

/** By a name that is not known as one nobody is looked for on lists: its customer could not be approved. */
function unknownNames(form: FormSchema, beside: readonly FormSchema[]): FieldError[] {
  const fields = (form.sections ?? []).flatMap((section, s) =>
    (section.fields ?? []).map((field, f) => ({ field, path: `form_schema.sections[${s}].fields[${f}]` })),
  )
  const seeming = fields.filter(({ field }) => meaningOf(field) === null && !holdsName(field) && seemsName(field))
  const code = 'name_unknown'
  if (seeming.length > 0)
    return seeming.map(({ path }) => ({
      path,
      code,
      message: `If this is a person’s name, screening does not know it: ${SAY_IT}`,
    }))
  const asksPerson = fields.some(
    ({ field }) => OF_A_PERSON.includes(meaningOf(field) ?? '') || field.min_age !== undefined,
  )
  if (!asksPerson || [form, ...beside].some((one) => fieldsOf(one).some(holdsName))) return []
  const message = `It asks who a person is, but neither it nor another template for a name that screening knows. If one of its fields is a name: ${SAY_IT}`
  return [{ path: 'form_schema', code, message }]
}

const SAY_IT =
  'call it first_name, middle_name, last_name or full_name, or say so with autocomplete: given-name, additional-name, ' +
  'family-name or name'

function fieldWarnings(field: Field, path: string): FieldError[] {
  return [
    ...unknownKeys(field, 'field', path),
    ...Object.entries(MEANT_FOR).flatMap(([key, types]) =>
      field[key] === undefined || types.includes(field.type)
        ? []
        : [{ path: `${path}.${key}`, code: 'no_meaning', message: `Means nothing for the type ${field.type}` }],
    ),
    ...(field.options ?? []).flatMap((option, o) =>
      typeof option === 'string' ? [] : unknownKeys(option, 'option', `${path}.options[${o}]`),
    ),
  ]
}

function unknownKeys(value: object, place: keyof typeof KNOWN, path: string): FieldError[] {
  return Object.keys(value)
    .filter((key) => !KNOWN[place].has(key))
    .map((key) => ({
      ...{ path: `${path}.${key}`, code: 'unknown_key' },
      message: 'Unknown key: kept as an annotation, and not used',
    }))
}
