import { countryCodeOf, countryOfZone, statesNationality } from '@/lib/contract/countries'
import type { Answers } from '@/lib/contract/form'
import type { Mrz, MrzFormat, MrzPart, Signal } from '@/lib/contract/records'
import { MRZ_FIELDS, type MrzField } from '@/lib/contract/well-known'
import { latinDigits } from '@/lib/form/latin-digits'
import { compareNames } from '@/lib/names/compare-names'

/** `unknown` if the two cannot be compared. */
type Comparison = 'agrees' | 'disagrees' | 'unknown'

/** For each field, whether an answer agrees with the MRZ. */
const COMPARED: Record<MrzField, (mrz: Mrz, answer: string, answers: Answers) => Comparison> = {
  last_name: (mrz, answer, { first_name }) => comparePart(mrz, ['surname', 'given_names'], answer, first_name),
  first_name: (mrz, answer, { last_name }) => comparePart(mrz, ['given_names', 'surname'], answer, last_name),
  date_of_birth: (mrz, answer) => compareDates(printedDates(mrz).birth, answer),
  document_number: ({ document_number }, answer) => compareNumbers(document_number, answer),
  expiry_date: (mrz, answer) => compareDates(printedDates(mrz).expiry, answer),
  nationality: ({ nationality }, answer) => compareNationalities(nationality, answer),
}

/** What each answer is compared with. Names may be exchanged, so either name is compared with both. */
const COMPARED_WITH: Record<MrzField, readonly MrzPart[]> = {
  last_name: ['surname', 'given_names'],
  first_name: ['surname', 'given_names'],
  date_of_birth: ['birth_date'],
  document_number: ['document_number'],
  expiry_date: ['expiry_date'],
  nationality: ['nationality'],
}

/**
 * Compares the MRZ of a document with the customer's answers, and returns signals for the reviewer. Unanswered fields
 * and those of which the zone says nothing are skipped. What was not read as it stands is asked of the reviewer, and
 * asserts nothing.
 * @param today ISO date.
 */
export function compareMrz(mrz: Mrz, answers: Answers, today: string): Signal[] {
  const signals: Signal[] = []
  if (disagreesWithItself(mrz)) signals.push({ code: 'MRZ_CHECK_DIGITS' })
  if (mrz.expiry_date !== null && mrz.expiry_date < today && isRead(mrz, ['expiry_date']))
    signals.push({ code: 'EXPIRED', field: 'expiry_date' })
  for (const field of MRZ_FIELDS) {
    const answer = answers[field]
    if (typeof answer !== 'string' || answer === '' || !isStated(mrz, field)) continue
    const comparison = COMPARED[field](mrz, answer, answers)
    if (comparison === 'agrees') continue
    const isCertain = comparison === 'disagrees' && isRead(mrz, COMPARED_WITH[field])
    signals.push({ code: isCertain ? 'MRZ_DISAGREES' : 'MRZ_NOT_COMPARABLE', field })
  }
  return signals
}

/** Whether a zone of this format says what a field asks for. */
export function isStated({ format }: Pick<Mrz, 'format'>, field: MrzField): boolean {
  return !PRINTED[format].silent?.includes(field)
}

/** A zone without check digits is never valid, nor is one of which a part was read by one reader only: that says nothing. */
export function disagreesWithItself({ valid, format, parts }: Mrz): boolean {
  const unsure = Object.values(parts).filter(({ certainty }) => certainty !== 'agreed')
  const isOfOne = unsure.length > 0 && unsure.every(({ certainty }) => certainty === 'single')
  return !valid && format !== 'CHE_DL' && !isOfOne
}

/** Whether these were read as they stand, by both readers. */
function isRead({ parts }: Mrz, names: readonly MrzPart[]): boolean {
  return names.every((name) => (parts[name]?.certainty ?? 'agreed') === 'agreed')
}

/**
 * The MRZ with the year of birth that the answer has, if they agree but for the century: a zone has two digits of a
 * year, and 24 may be 1924.
 */
export function withAnsweredCentury(mrz: Mrz, { date_of_birth: answer }: Answers, today: string): Mrz {
  if (mrz.birth_date === null || typeof answer !== 'string' || answer === mrz.birth_date) return mrz
  const agrees = answer.length === 10 && answer.slice(2) === mrz.birth_date.slice(2)
  return agrees && answer <= today ? { ...mrz, birth_date: answer } : mrz
}

type NamePart = 'surname' | 'given_names'

/**
 * Compares one of two name fields. The two may be exchanged, as many people and some states do, and what the zone has in
 * the one part may be typed in the other, together with its own. `counterpart` is the answer to the other field.
 */
function comparePart(
  mrz: Mrz,
  [own, other]: [NamePart, NamePart],
  answer: string,
  counterpart: Answers[string] | undefined,
): Comparison {
  const compare = (typed: string, part: NamePart) => compareNames(typed, { text: mrz[part], full: isFull(mrz, part) })
  const direct = compare(answer, own)
  if (direct === 'agrees') return 'agrees'
  // A person with one name has it in one part of the zone.
  if (mrz[own] === '') return compare(answer, other) === 'agrees' ? 'agrees' : 'unknown'
  const exchanged =
    typeof counterpart === 'string' && compare(answer, other) === 'agrees' && compare(counterpart, own) === 'agrees'
  return exchanged || splitsOf(answer).some(([one, rest]) => isBoth(compare, [one, rest], [own, other]))
    ? 'agrees'
    : direct
}

function isBoth(
  compare: (typed: string, part: NamePart) => Comparison,
  [one, rest]: [string, string],
  [own, other]: [NamePart, NamePart],
): boolean {
  return (
    (compare(one, own) === 'agrees' && compare(rest, other) === 'agrees') ||
    (compare(one, other) === 'agrees' && compare(rest, own) === 'agrees')
  )
}

/** Every way to part a name in two at a space. */
function splitsOf(name: string): [string, string][] {
  const words = name.split(/\s+/)
  return words.slice(1).map((_, at) => [words.slice(0, at + 1).join(' '), words.slice(at + 1).join(' ')])
}

/** The part of the zone that says what a field asks for. */
export const ZONE_PARTS = {
  last_name: 'surname',
  first_name: 'given_names',
  date_of_birth: 'birth_date',
  document_number: 'document_number',
  expiry_date: 'expiry_date',
  nationality: 'nationality',
} as const satisfies Record<MrzField, MrzPart>

type At = readonly [row: number, from: number]
/**
 * Where the places of the names end and the dates begin (ICAO Doc 9303 parts 4 to 7, 4.2), and what cannot be compared:
 * the number on a visa may be that of the passport.
 */
type Printed = { surname: At; given_names?: At; birth?: At; expiry?: At; silent?: readonly MrzField[] }

const OF_TWO_ROWS = { birth: [1, 13], expiry: [1, 21] } as const

const PRINTED: Record<MrzFormat, Printed> = {
  TD3: { surname: [0, 43], given_names: [0, 43], ...OF_TWO_ROWS },
  TD2: { surname: [0, 35], given_names: [0, 35], ...OF_TWO_ROWS },
  TD1: { surname: [2, 29], given_names: [2, 29], birth: [1, 0], expiry: [1, 8] },
  MRVA: { surname: [0, 43], given_names: [0, 43], ...OF_TWO_ROWS, silent: ['document_number'] },
  MRVB: { surname: [0, 35], given_names: [0, 35], ...OF_TWO_ROWS, silent: ['document_number'] },
  FRA_ID: { surname: [0, 29], given_names: [1, 26], birth: [1, 27], silent: ['expiry_date', 'nationality'] },
  FRA_DL: { surname: [0, 28], expiry: [0, 15], silent: ['first_name', 'date_of_birth', 'nationality'] },
  CHE_DL: { surname: [2, 29], given_names: [2, 29], birth: [1, 19], silent: ['expiry_date', 'nationality'] },
}

/** Whether a name fills its place, so that its end may be missing. */
export function isFull({ format, lines }: Mrz, part: NamePart): boolean {
  const [row, at] = PRINTED[format][part] ?? PRINTED[format].surname
  return /[A-Z]/.test(lines[row]?.[at] ?? '')
}

/** The six characters of the dates. Those that are not whole, or no end of validity, are taken from the lines. */
function printedDates({ format, lines, birth_date, expiry_date }: Mrz): Record<'birth' | 'expiry', string> {
  const [row, from] = PRINTED[format].birth ?? [0, 0]
  const printed = (lines[row] ?? '').slice(from, from + 6)
  return {
    birth: birth_date === null ? printed : sixDigits(birth_date),
    expiry: expiry_date === null ? '' : sixDigits(expiry_date),
  }
}

function sixDigits(date: string): string {
  return date.slice(2).replaceAll('-', '')
}

/** Compares the parts of a date that are there: year, month and day may be unknown, as fillers or zeros. */
function compareDates(printed: string, answer: string): Comparison {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(answer)) return 'unknown'
  const typed = sixDigits(answer)
  const known = [0, 2, 4].filter((at) => /^\d\d$/.test(printed.slice(at, at + 2)) && !isUnknownDay(printed, at))
  if (known.length === 0) return 'unknown'
  return known.every((at) => printed.slice(at, at + 2) === typed.slice(at, at + 2)) ? 'agrees' : 'disagrees'
}

function isUnknownDay(printed: string, at: number): boolean {
  return at > 0 && printed.slice(at, at + 2) === '00'
}

/** Characters that a reader or a person takes for one another. Check digits do not tell all of them apart. */
const ALIKE = ['0O', '0Q', '0D', 'OQ', 'OD', '1I', '1L', 'IL', '2Z', '5S', '6G', '8B', '8S']
/** A zone has room for the first characters of a number only, unless it goes on in the optional data. */
const NUMBER_LENGTH = 9

function compareNumbers(printed: string, answer: string): Comparison {
  const [zone, typed] = [bare(printed), bare(latinDigits(answer.normalize('NFKC')))]
  if (zone === '' || /[^A-Z0-9]/.test(typed)) return 'unknown'
  const whole = typed.length === zone.length || (zone.length >= NUMBER_LENGTH && typed.length > zone.length)
  return whole && [...zone].every((character, at) => isAlike(character, typed[at] ?? '')) ? 'agrees' : 'disagrees'
}

function isAlike(one: string, other: string): boolean {
  return one === other || ALIKE.includes(one + other) || ALIKE.includes(other + one)
}

function bare(text: string): string {
  return text.toUpperCase().replace(/[^\p{L}\p{N}]/gu, '')
}

function compareNationalities(printed: string, answer: string): Comparison {
  const [zone, typed] = [countryOfZone(printed), countryCodeOf(answer)]
  if (typed === null || !statesNationality(zone)) return 'unknown'
  return zone === typed || (isRefugee(zone) && isRefugee(typed)) ? 'agrees' : 'disagrees'
}

/** Under the Convention of 1951 (XXB) or not (XXC): few people know which. */
function isRefugee(code: string): boolean {
  return code === 'XXB' || code === 'XXC'
}
