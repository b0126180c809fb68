import { COUNTRIES } from '@/lib/contract/countries'
import { acceptedTypes } from '@/lib/contract/document-fields'
import { type DocumentType, shownBy, sidesOf } from '@/lib/contract/documents'
import { fieldsOf, isRequired, optionValue } from '@/lib/contract/fields'
import type { Answer, Answers, Field, FieldType, FormSchema, TextFormat } from '@/lib/contract/form'
import { addDays } from './calendar/days'
import { RULES } from './rules'
import { visibleAnswers, visibleFields } from './visibility'

/** Why a required field cannot be filled in by a machine. */
export type Obstacle = 'email_code' | 'face' | 'no_valid_answer'

export type FilledForm = {
  /** Valid answers to the visible fields, without those to file_reference fields. */
  answers: Answers
  /** The documents that the visible required file_reference fields still need, each with all its sides. */
  documents: { field: string; document_type: DocumentType }[]
  unfilled: { field: string; obstacle: Obstacle }[]
}

/**
 * Fills in any form with what it accepts, as an invented person whose answers carry as little risk as the form allows.
 * Optional fields are filled in too, except for documents and addresses to verify.
 * @param today ISO date, for limits on dates and ages.
 */
export function fillForm(form: FormSchema, today: string): FilledForm {
  const fields = fieldsOf(form)
  const instead = alternatives(fields)
  const standing = new Set(fields.map(standsFor))
  const all = Object.fromEntries(
    fields.flatMap((field): [string, Answer][] => {
      const leftOut = field.verify !== undefined || (isBox(field) && !standing.has(field.name))
      const answer = instead[field.name] ?? (leftOut ? undefined : validAnswers(field, today)[0])
      return answer === undefined ? [] : [[field.name, answer]]
    }),
  )
  const visible = visibleFields(fields, all)
  const answers = visibleAnswers(form, all)
  const isAnswered = (name: string) => Object.hasOwn(answers, name)
  const documents = documentsFor(visible, isAnswered)
  const isGiven = (name: string) => isAnswered(name) || documents.some(({ field }) => field === name)
  return {
    answers,
    documents,
    unfilled: visible
      .filter((field) => isRequired(field, isGiven) && !isGiven(field.name))
      .map((field) => ({ field: field.name, obstacle: obstacleOf(field) })),
  }
}

/** The documents that are needed: of two that stand for each other one, and such as stand for what only a person can give. */
function documentsFor(visible: readonly Field[], isAnswered: (name: string) => boolean): FilledForm['documents'] {
  const documents: FilledForm['documents'] = []
  const isGiven = (name: string) => isAnswered(name) || documents.some(({ field }) => field === name)
  const standing = new Set(visible.filter((field) => !isAnswered(field.name)).map(standsFor))
  for (const field of visible) {
    const document_type = field.type === 'file_reference' ? easiestDocument(field) : undefined
    const needed = isRequired(field, isGiven) || standing.has(field.name)
    if (document_type && needed && !isGiven(field.name)) documents.push({ field: field.name, document_type })
  }
  return documents
}

/** The field that may be given instead of one that only a person can fill in. */
function standsFor(field: Field): string | undefined {
  return needsPerson(field) ? field.required_unless : undefined
}

function needsPerson(field: Field): boolean {
  return field.verify !== undefined || (field.type === 'file_reference' && !easiestDocument(field))
}

/** Valid answers to a field other than a document, the one with the least risk first. */
export function validAnswers(field: Field, today: string): Answer[] {
  const rule = RULES[field.type](field, today)
  return CANDIDATES[field.type](field, today)
    .filter((answer) => rule.safeParse(answer).success)
    .toSorted((one, other) => riskOf(field, one) - riskOf(field, other))
}

/** The type of document that asks the least of its customer: one side, of paper. None where only a face will do. */
function easiestDocument(field: Field): DocumentType | undefined {
  return acceptedTypes(field)
    .filter((type) => shownBy(type) === 'document')
    .toSorted((one, other) => sidesOf(one).length - sidesOf(other).length)[0]
}

function obstacleOf(field: Field): Obstacle {
  if (field.type === 'file_reference') return 'face'
  return field.verify ? 'email_code' : 'no_valid_answer'
}

/** The answers that select something else than a picture of a face. */
function alternatives(fields: readonly Field[]): Answers {
  const faces = fields.filter((field) => field.type === 'file_reference' && !easiestDocument(field))
  return Object.fromEntries(
    faces.flatMap(({ alternative }): [string, Answer][] =>
      alternative ? [[alternative.field, alternative.answer]] : [],
    ),
  )
}

/** A box that may stay empty. */
function isBox({ checkbox, required }: Field): boolean {
  return checkbox === true && !required
}

const RISKS = ['low', 'medium', 'high', 'prohibited']
function riskOf({ risk }: Field, answer: Answer): number {
  return Math.max(0, ...[answer].flat().map((value) => RISKS.indexOf(risk?.[String(value)] ?? 'low')))
}

/** Names and numbers of nobody, for fields whose name says what they hold. */
const KNOWN: Readonly<Record<string, readonly string[]>> = {
  first_name: ['Ada', 'Grace'],
  last_name: ['Example', 'Specimen'],
  full_name: ['Ada Example', 'Grace Specimen'],
  phone: ['+33100000000', '+33100000001'],
  email: ['ada@example.com', 'grace@example.com'],
  postal_code: ['75001', '75002'],
  document_number: ['X1234567', 'X7654321'],
  expiry_date: ['2090-01-01'],
}

type Candidates = (field: Field, today: string) => readonly Answer[]

/** Answers that a field may accept. Which it does, its rule says. */
const CANDIDATES: Record<FieldType, Candidates> = {
  text: textCandidates,
  textarea: textCandidates,
  date: ({ name, expires, min_date, max_date, min_age = 0 }, today) => {
    const later = addDays(today, 3_650)
    const bounds = [max_date, min_date].map((bound) => (bound === 'today' ? today : bound))
    const ages = [min_age + 1, min_age].map((years) => addDays(today, -Math.ceil(years * 365.25) - 1))
    const usual = expires ? [later, '1990-01-31'] : ['1990-01-31', '1985-06-15', later]
    return [...(KNOWN[name] ?? []), ...usual, ...bounds.filter((bound) => bound !== undefined), ...ages]
  },
  country: () => ['FRA', 'DEU', ...COUNTRIES.map(({ alpha3 }) => alpha3)],
  file_reference: () => [],
  number: ({ min, max }) => {
    const within = [min, max, min && Math.ceil(min), max && Math.floor(max)].filter((bound) => bound !== undefined)
    return [1_000, 2_000, ...within, 0]
  },
  boolean: ({ checkbox }) => (checkbox ? [true] : [false, true]),
  select: choiceCandidates,
  multi_select: (field) => choiceCandidates(field).map((value) => [value]),
}

/** The same for what a text is in particular. */
const OF_FORMAT: Record<TextFormat, readonly string[]> = {
  phone: ['+33123456789', '+33123456780'],
  email: ['ada@example.com', 'grace@example.com'],
  iban: ['DE89370400440532013000', 'GB82WEST12345698765432'],
  postal_code: ['75001', '75002'],
}

function textCandidates({ name, format, min_length = 0, max_length = Number.POSITIVE_INFINITY }: Field): string[] {
  const particular = format && format !== 'amount' ? OF_FORMAT[format] : []
  const texts = [...particular, ...(KNOWN[name] ?? []), 'Example', 'Specimen']
  return [...texts, ...texts.map((text) => text.padEnd(min_length, 'x').slice(0, max_length))]
}

function choiceCandidates({ options }: Field): string[] {
  return options ? options.map(optionValue) : ['Example', 'Specimen']
}
