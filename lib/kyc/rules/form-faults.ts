import type { DocumentRules } from '@/lib/contract/document-schemas'
import { documentTypesFor } from '@/lib/contract/documents'
import type { FieldError } from '@/lib/contract/errors'
import { optionValue } from '@/lib/contract/fields'
import type { Field, FormSchema } from '@/lib/contract/form'
import { MAX_FIELDS, MAX_LENGTH } from '@/lib/contract/limits'
import { maxLength } from '@/lib/form/max-length'
import { RULES } from '@/lib/form/rules'

/** What of a deployment decides whether a form can be filled in. `today`: an ISO date. */
export type FormSurroundings = {
  /** Whether emails can be sent. */
  mail: boolean
  /** The document types that the brand accepts. */
  documents: DocumentRules
  today: string
}

type Given = FormSurroundings & { fields: ReadonlyMap<string, Field>; circular: ReadonlySet<string> }
/** The path within the field. */
type Fault = { at: string; code: string; message: string }

/** Nobody living was born longer ago. */
const OLDEST_AGE = 130

/**
 * Every way in which a form would leave people stuck: a question that no answer satisfies, or a condition that can never
 * be met. Pure. Paths start with `form_schema`.
 */
export function formFaults(form: FormSchema, surroundings: FormSurroundings): FieldError[] {
  const placed = (form.sections ?? []).flatMap((section, s) =>
    (section.fields ?? []).map((field, f) => ({ field, path: `form_schema.sections[${s}].fields[${f}]` })),
  )
  if (placed.length > MAX_FIELDS) {
    const message = `A form has ${MAX_FIELDS} fields at most, and this one ${placed.length}: make several templates`
    return [{ path: 'form_schema.sections', code: 'too_many_fields', message }]
  }
  const fields = new Map(placed.map(({ field }) => [field.name, field]))
  const given = { ...surroundings, fields, circular: circularFields(fields) }
  return placed.flatMap(({ field, path }) =>
    FIELD_RULES.flatMap((rule) => rule(field, given)).map(({ at, ...fault }) => ({ path: `${path}.${at}`, ...fault })),
  )
}

/** What may be wrong with a field; each rule answers with its faults. */
const FIELD_RULES: readonly ((field: Field, given: Given) => Fault[])[] = [
  nameFaults,
  optionFaults,
  lengthFaults,
  numberFaults,
  dateFaults,
  conditionFaults,
  verifyFaults,
  documentFaults,
]

function faultIf(wrong: boolean | undefined, at: string, code: string, message: string): Fault[] {
  return wrong ? [{ at, code, message }] : []
}

function nameFaults({ name }: Field): Fault[] {
  return faultIf(name.length > MAX_LENGTH.fieldName, 'name', 'too_long', `At most ${MAX_LENGTH.fieldName} characters`)
}

const isChoice = ({ type }: Field) => type === 'select' || type === 'multi_select'

function optionFaults(field: Field, { today }: Given): Fault[] {
  if (!isChoice(field)) return []
  const values = (field.options ?? []).map(optionValue)
  const missing = field.required === true && values.length === 0
  return [
    ...faultIf(missing, 'options', 'no_options', 'A required choice needs options'),
    ...values.flatMap((value, i) => [
      ...faultIf(
        value.trim() === '' || !canBe(field, value, today),
        `options[${i}]`,
        'impossible_option',
        'This value cannot be stored as an answer',
      ),
      ...faultIf(values.indexOf(value) < i, `options[${i}]`, 'duplicate_option', 'Another option has this value'),
    ]),
  ]
}

function lengthFaults(field: Field): Fault[] {
  if (field.type !== 'text' && field.type !== 'textarea') return []
  const most = maxLength(field)
  const wrong = (field.min_length ?? 0) > most
  return faultIf(wrong, 'min_length', 'min_above_max', `More than the ${most} characters that the field can hold`)
}

function numberFaults({ type, min = -Infinity, max = Infinity, integer }: Field): Fault[] {
  if (type !== 'number') return []
  if (min > max) return [{ at: 'min', code: 'min_above_max', message: 'More than max' }]
  const none = integer === true && Math.ceil(min) > Math.floor(max)
  return faultIf(none, 'integer', 'no_integer', 'There is no whole number between min and max')
}

function dateFaults({ type, min_date, max_date, min_age }: Field, { today }: Given): Fault[] {
  if (type !== 'date') return []
  const [first, last] = [min_date, max_date].map((date) => (date === 'today' ? today : date))
  const born = min_age === undefined ? undefined : yearsBefore(today, min_age)
  return [
    ...faultIf(
      first !== undefined && last !== undefined && first > last,
      'min_date',
      'min_above_max',
      'Later than max_date',
    ),
    ...faultIf(
      first !== undefined && born !== undefined && first > born,
      'min_age',
      'age_contradicts',
      'Nobody of this age was born after min_date',
    ),
    ...faultIf(
      last !== undefined && born !== undefined && last < yearsBefore(today, OLDEST_AGE),
      'max_date',
      'age_contradicts',
      'Nobody living was born so early',
    ),
  ]
}

function yearsBefore(today: string, years: number): string {
  return `${String(Number(today.slice(0, 4)) - years).padStart(4, '0')}${today.slice(4)}`
}

function conditionFaults(field: Field, { fields, circular, today }: Given): Fault[] {
  const conditions = [['visible_if', field.visible_if] as const, ['hidden_if', field.hidden_if] as const]
  const { alternative } = field
  const impossible = (name: string, value: string | boolean, at: string) => {
    const other = fields.get(name)
    const wrong = other !== undefined && !canBe(other, value, today)
    return faultIf(wrong, at, 'impossible_condition', `"${name}" can never have this value`)
  }
  return [
    ...conditions.flatMap(([key, condition]) => [
      ...(condition?.equals.flatMap((value, i) => impossible(condition.field, value, `${key}.equals[${i}]`)) ?? []),
      ...faultIf(
        condition && circular.has(field.name) && circular.has(condition.field),
        `${key}.field`,
        'circular_condition',
        'The conditions of these fields go round in a circle, so that none of them can be judged',
      ),
    ]),
    ...(alternative ? impossible(alternative.field, alternative.answer, 'alternative.answer') : []),
  ]
}

/** Whether the value is a possible answer to the field, or one of them. */
function canBe(field: Field, value: string | boolean, today: string): boolean {
  // No template knows the id of a file that is still to be sent.
  if (field.type === 'file_reference') return false
  return RULES[field.type](field, today).safeParse(field.type === 'multi_select' ? [value] : value).success
}

/** The names of fields whose conditions go round in a circle, and of those that depend on them. */
function circularFields(fields: ReadonlyMap<string, Field>): Set<string> {
  const named = ({ visible_if, hidden_if }: Field) => [visible_if, hidden_if].flatMap((it) => (it ? [it.field] : []))
  const edges = [...fields.values()].flatMap((field) => named(field).map((on) => ({ field, on })))
  const dependents = Map.groupBy(edges, ({ on }) => on)
  const left = new Map([...fields.values()].map((field) => [field.name, named(field).length]))
  const free = [...left].flatMap(([name, count]) => (count === 0 ? [name] : []))
  for (const name of free) {
    left.delete(name)
    for (const { field } of dependents.get(name) ?? []) {
      const count = (left.get(field.name) ?? 0) - 1
      left.set(field.name, count)
      if (count === 0) free.push(field.name)
    }
  }
  return new Set(left.keys())
}

function verifyFaults({ verify }: Field, { mail }: Given): Fault[] {
  const wrong = verify === 'email' && !mail
  return faultIf(wrong, 'verify', 'no_mail', 'This deployment has no mail server to send codes with (KYC_SMTP_URL)')
}

function documentFaults({ type, required, purpose, document_types: types }: Field, { documents }: Given): Fault[] {
  if (type !== 'file_reference' || required !== true || types === undefined) return []
  const accepted = purpose && documents[purpose]
  return [
    ...faultIf(
      purpose !== undefined && documentTypesFor(purpose).every((name) => !types.includes(name)),
      'document_types',
      'wrong_purpose',
      `None of these proves the purpose "${purpose}"`,
    ),
    ...faultIf(
      accepted?.every((name) => !types.includes(name)),
      'document_types',
      'not_accepted',
      `The brand accepts none of these (KYC_BRANDS_FILE): ${accepted?.join(', ')}`,
    ),
  ]
}
