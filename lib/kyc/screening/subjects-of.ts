import { asksNationality, COUNTRIES, countryCodeOf } from '@/lib/contract/countries'
import type { Answer, Answers } from '@/lib/contract/form'
import type { Mrz } from '@/lib/contract/records'
import { isOtherName } from '../rules/field-meaning'
import type { Countries, Gender, Identifier, Subject, SubjectName } from '../verification/screening/port'

/**
 * Whom to look for, by what is known of a person. Pure. Where a document says another birth date than the person did, both are
 * looked for: whoever is listed has reason to write a wrong one.
 */

const DATE = /^\d{4}-\d{2}-\d{2}$/
/** More than anybody has. Bounds the work. */
const MOST = { names: 24, identifiers: 12, length: 300 }

/** @param given the answers of each submitted step by the well-known names of what they say, the earliest first. @param zones of the person's current documents. */
export function subjectsOf(given: readonly Answers[], zones: readonly Mrz[]): Subject[] {
  const names = unique([...given.flatMap(namesIn), ...zones.flatMap(namesOnDocument)]).slice(0, MOST.names)
  if (names.length === 0) return []
  const birthDates = unique(
    [...given.map(({ date_of_birth }) => date_of_birth), ...zones.map(({ birth_date }) => birth_date)].filter(isDate),
  )
  const genders = unique([...given.map(({ gender }) => genderOf(gender)), ...zones.map(({ sex }) => genderOf(sex))])
  const identifiers = unique([...given.flatMap(identifiersIn), ...zones.flatMap(identifiersOnDocument)])
  const subject: Subject = {
    ...{ schema: 'person', names, countries: countriesIn(given, zones) },
    genders: genders.filter((gender) => gender !== null),
    identifiers: identifiers.slice(0, MOST.identifiers),
  }
  return birthDates.length === 0 ? [subject] : birthDates.map((birth_date) => ({ ...subject, birth_date }))
}

function namesIn(answers: Answers): SubjectName[] {
  const text = (field: string) => textOf(Object.hasOwn(answers, field) ? answers[field] : undefined)
  const [given, family] = [joined(text('first_name'), text('middle_name')), text('last_name')]
  const others = Object.keys(answers).filter((name) => name === 'full_name' || isOtherName(name))
  return [...nameOf(given, family), ...others.flatMap((name) => nameOf('', text(name)))]
}

function namesOnDocument({ given_names, surname }: Mrz): SubjectName[] {
  return nameOf(textOf(given_names), textOf(surname))
}

/** A single name is looked for as a whole one: lists have it anywhere. */
function nameOf(given: string, family: string): SubjectName[] {
  if (given !== '' && family !== '') return [{ given, family }]
  const full = joined(given, family)
  return full === '' ? [] : [{ full }]
}

function joined(...parts: string[]): string {
  return parts.filter((part) => part !== '').join(' ')
}

function textOf(value: Answer | undefined): string {
  return typeof value === 'string' ? value.normalize('NFC').trim().replaceAll(/\s+/g, ' ').slice(0, MOST.length) : ''
}

function isDate(value: Answer | null | undefined): value is string {
  return typeof value === 'string' && DATE.test(value)
}

const GENDERS: Readonly<Record<string, Gender>> = {
  ...({ f: 'female', female: 'female', w: 'female', m: 'male', male: 'male' } as const),
  ...({ x: 'other', other: 'other', diverse: 'other' } as const),
}

function genderOf(value: Answer | null | undefined): Gender | null {
  return GENDERS[textOf(value ?? undefined).toLowerCase()] ?? null
}

function countriesIn(given: readonly Answers[], zones: readonly Mrz[]): Countries {
  const answered = (asks: (name: string) => boolean) =>
    given.flatMap((answers) =>
      Object.keys(answers)
        .filter(asks)
        .map((name) => textOf(answers[name])),
    )
  const nationality = [...answered((name) => asksNationality({ name })), ...zones.map((zone) => zone.nationality)]
  const birth = answered((name) => name === 'country_of_birth')
  const residence = answered((name) => name === 'country_of_residence' || name === 'country')
  return { nationality: alpha2Of(nationality), birth: alpha2Of(birth), residence: alpha2Of(residence) }
}

function alpha2Of(codes: readonly string[]): string[] {
  const known = codes.map((code) => COUNTRIES.find(({ alpha3 }) => alpha3 === countryCodeOf(code))?.alpha2 ?? null)
  return unique(known.filter((code) => code !== null))
}

function identifiersIn(answers: Answers): Identifier[] {
  return ['document_number', 'tax_number'].flatMap((type) => {
    const number = textOf(answers[type])
    return number === '' ? [] : [{ type, number }]
  })
}

function identifiersOnDocument({ document_number, issuer }: Mrz): Identifier[] {
  const number = textOf(document_number)
  const [country] = alpha2Of([issuer])
  return number === '' ? [] : [{ type: 'document_number', number, ...(country && { country }) }]
}

/** Without repetitions: what is the same but for the case of its letters is one. */
function unique<Value>(values: readonly Value[]): Value[] {
  return [...new Map(values.map((value) => [JSON.stringify(value)?.toUpperCase(), value])).values()]
}
