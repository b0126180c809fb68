import { fieldsOf } from '@/lib/contract/fields'
import type { Answer, Answers, Field, FormSchema } from '@/lib/contract/form'
import { type FieldName, isFieldName, NAME_FIELDS } from '@/lib/contract/well-known'

/** What the fields of a template hold, whatever they are called. Pure. */

type Named = Pick<Field, 'name' | 'type' | 'autocomplete' | 'prefill_from' | 'label'>

/** Names beside the usual fields: as they were, or in the person's own script. */
const OTHER_NAME = /^(?:birth|former|maiden|native|original|other|previous)_(?:first_|last_|full_|family_)?names?$/

const BY_AUTOCOMPLETE: Readonly<Record<string, FieldName>> = {
  'given-name': 'first_name',
  'additional-name': 'middle_name',
  'family-name': 'last_name',
  name: 'full_name',
  bday: 'date_of_birth',
  sex: 'gender',
  country: 'country_of_residence',
}

const BY_PREFILL: Readonly<Record<string, FieldName>> = {
  given_names: 'first_name',
  family_name: 'last_name',
  birth_date: 'date_of_birth',
  sex: 'gender',
  nationality: 'nationality',
  document_number: 'document_number',
  country_of_residence: 'country_of_residence',
}

/** The well-known name for what a field holds: its own, else by its `autocomplete`, else by its `prefill_from`. */
export function meaningOf({ name, type, autocomplete, prefill_from }: Named): FieldName | null {
  if (isFieldName(name)) return name
  // A token may have a section and a kind before it: "section-holder given-name".
  const token = autocomplete?.trim().toLowerCase().split(/\s+/).at(-1)
  const meaning = (token && BY_AUTOCOMPLETE[token]) || (prefill_from && BY_PREFILL[prefill_from]) || null
  // The box of people with one name is answered by the given names of a document, and holds none.
  return type === 'boolean' || type === 'file_reference' ? null : meaning
}

/** Whether a field holds a person's name, or a part of it. */
export function holdsName(field: Named): boolean {
  return NAME_FIELDS.includes(meaningOf(field) ?? '') || isOtherName(field.name)
}

export function isOtherName(name: string): boolean {
  return OTHER_NAME.test(name)
}

/**
 * Answers by the well-known names of what they say; others keep their own name. Where two fields mean the same, both answers
 * are told: the result has one set for each.
 */
export function answersByMeaning(form: FormSchema, answers: Answers): Answers[] {
  const meanings = new Map(fieldsOf(form).map((field) => [field.name, meaningOf(field) ?? field.name]))
  const told = new Map<string, Answer[]>()
  for (const [name, answer] of Object.entries(answers)) {
    const meaning = meanings.get(name) ?? name
    told.set(meaning, [...(told.get(meaning) ?? []), answer])
  }
  const sets = Math.max(1, ...[...told.values()].map(({ length }) => length))
  return Array.from({ length: sets }, (_, i) =>
    Object.fromEntries([...told].map(([meaning, given]) => [meaning, given[i] ?? given[0] ?? null])),
  )
}

/** Words that say by themselves that a person's name is asked for, in the languages in which templates are written most. */
const SAYS_NAME = new Set([
  ...['firstname', 'forename', 'forenames', 'givenname', 'givennames', 'lastname', 'surname', 'surnames', 'familyname'],
  ...[
    'fullname',
    'vorname',
    'vornamen',
    'nachname',
    'familienname',
    'prenom',
    'prénom',
    'nombres',
    'apellido',
    'apellidos',
  ],
  ...['cognome', 'sobrenome', 'apelido', 'imie', 'imię', 'nazwisko', 'förnamn', 'efternamn', 'fornavn', 'etternavn'],
])
/** What may stand beside "name" where it is a person's: a company, a bank and a street have names, too. */
const BESIDE_NAME = new Set([
  ...[
    'name',
    'names',
    'first',
    'last',
    'given',
    'family',
    'full',
    'legal',
    'middle',
    'second',
    'complete',
    'real',
    's',
  ],
  ...[
    'your',
    'my',
    'the',
    'own',
    'person',
    'customer',
    'client',
    'applicant',
    'holder',
    'of',
    'as',
    'in',
    'on',
    'passport',
  ],
])

/** Whether a field seems to ask for a person's name by what it is called or labelled. It may be wrong. */
export function seemsName({ name, type, label }: Named): boolean {
  if (type !== 'text' && type !== 'textarea') return false
  const labels = typeof label === 'string' ? [label] : [label?.en ?? '']
  return [name.replaceAll(/([a-z])([A-Z])/g, '$1 $2'), ...labels].some((text) => {
    const words = text.toLowerCase().match(/\p{L}+/gu) ?? []
    const isAnyone =
      words.some((word) => word === 'name' || word === 'names') && words.every((word) => BESIDE_NAME.has(word))
    return isAnyone || words.some((word) => SAYS_NAME.has(word))
  })
}

type Placed = { code: string; level: number; active: boolean; form_schema: FormSchema | null }

/** The forms that whoever gets a template's step gets, too: those of the others up to its level. */
export function formsBeside(
  { code, level }: Pick<Placed, 'code' | 'level'>,
  templates: readonly Placed[],
): FormSchema[] {
  return templates.flatMap(({ form_schema, ...other }) =>
    form_schema && other.code !== code && other.active && other.level <= level ? [form_schema] : [],
  )
}
