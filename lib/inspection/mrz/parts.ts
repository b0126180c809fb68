import { isZoneCode } from '@/lib/contract/countries'
import type { Mrz, MrzCertainty, MrzPart } from '@/lib/contract/records'
import { checkDigit } from './check-digit'
import { type AnyFormat, type Part, type Range, textOf } from './formats'
import { mayBeDate } from './printed-dates'
import { UNKNOWN } from './read-cells'
import { type Alphabet, possibleTexts, readAs } from './repair'

type Fields = Mrz['parts']

/** Where each field is, with its check digit if it has one; as what it is read, and whether it may be what stands there. */
type Place = { name: MrzPart; range: Range; alphabet: Alphabet; fits: (text: string) => boolean }

/**
 * The rows with each field as it was read, or with one character repaired, and how each of them was read.
 * @param whole The rows as they were read, at their full length.
 * @param read The same, or without misread fillers.
 */
export function readParts(
  whole: readonly string[],
  read: readonly string[],
  format: AnyFormat,
): { lines: string[]; fields: Fields } {
  const lines = [...read]
  const fields: Fields = {}
  for (const { name, range, alphabet, fits } of placesOf(read, format)) {
    const { text, certainty } = settled(readAs(textOf(read, range), alphabet), fits)
    const line = lines[range.row] ?? ''
    lines[range.row] = line.slice(0, range.from) + text + line.slice(range.to)
    fields[name] = { certainty, read: textOf(whole, range) }
  }
  if (format.optional.length > 0) fields.optional = optionalOf(whole, lines, format)
  return { lines, fields }
}

/** A text that fits stays. Otherwise it becomes the one that does, if there is only one. */
function settled(read: string, fits: (text: string) => boolean): { text: string; certainty: MrzCertainty } {
  if (read.includes(UNKNOWN)) return { text: read, certainty: 'unread' }
  if (fits(read)) return { text: read, certainty: 'single' }
  const [repaired, ...others] = possibleTexts(read).filter(fits)
  return repaired === undefined || others.length > 0
    ? { text: read, certainty: 'unread' }
    : { text: repaired, certainty: 'repaired' }
}

function placesOf(read: readonly string[], format: AnyFormat): Place[] {
  const { issuer, number, nationality, birth, sex, expiry } = format.parts
  const [surname, given] = namesOf(read, format)
  const isCode = (text: string) => /^[A-Z]+<*$/.test(text) && isZoneCode(text.replaceAll('<', ''))
  const isName = (text: string) => /^[A-Z<]*$/.test(text)
  const numbers = number.digits ? 'digits' : 'any'
  return [
    ...place('document_number', number, numbers, (text) => numberFits(text, read, format)),
    ...place('issuer', issuer, 'letters', isCode),
    ...place('nationality', nationality, 'letters', isCode),
    ...place('surname', surname, 'letters', isName),
    ...place('given_names', given, 'letters', isName),
    ...place('birth_date', birth, 'digits', (text) => dateFits(text, birth)),
    ...place('expiry_date', expiry, 'digits', (text) => dateFits(text, expiry)),
    ...place('sex', sex, 'letters', (text) => /^[FMX<]$/.test(text)),
  ]
}

/** A place with its check digit. None where the format has no such part. */
function place(name: MrzPart, part: Part | undefined, alphabet: Alphabet, fits: Place['fits']): Place[] {
  return part ? [{ name, range: withCheck(part), alphabet, fits }] : []
}

/** Where the surname and the given names are. */
function namesOf(read: readonly string[], { names, givenNames }: AnyFormat): [Range, Range | undefined] {
  if (givenNames) return [names, givenNames]
  const length = textOf(read, names).indexOf('<<')
  const end = length < 0 ? names.to : names.from + length
  return [
    { ...names, to: end },
    { ...names, from: end },
  ]
}

/** A place with its check digit. */
export function withCheck({ row, from, to, check = to - 1 }: Part): Range {
  return { row, from, to: check + 1 }
}

/** A date, or none, followed by its check digit if it has one. A date that is not known may go without. */
function dateFits(text: string, part: Part | undefined): boolean {
  if (part?.check === undefined) return mayBeDate(text)
  const [date, check] = [text.slice(0, -1), text.slice(-1)]
  return mayBeDate(date) && (checkDigit(date) === check || (check === '<' && /^<+$/.test(date)))
}

function numberFits(text: string, lines: readonly string[], format: AnyFormat): boolean {
  const { row, from } = format.parts.number
  const replaced = lines.with(
    row,
    (lines[row] ?? '').slice(0, from) + text + (lines[row] ?? '').slice(from + text.length),
  )
  const { check, checked = from, digits } = format.parts.number
  if (check === undefined) return digits ? /^\d+$/.test(text) : true
  const number = numberOf(replaced, format)
  return checkDigit((replaced[row] ?? '').slice(checked, from) + number.text) === number.check
}

/**
 * The document number with its check digit. One that is longer than its field has a filler in place of the check digit,
 * and goes on in the optional data, where its check digit is the last character (ICAO Doc 9303 part 5, 4.2.2 j).
 */
export function numberOf(lines: readonly string[], { parts, optional }: AnyFormat): { text: string; check: string } {
  const text = textOf(lines, parts.number).replaceAll('<', '')
  const check = lines[parts.number.row]?.[parts.number.check ?? -1] ?? ''
  const [rest = ''] = optional[0] ? textOf(lines, optional[0]).split('<') : []
  const isLong = check === '<' && text.length === parts.number.to - parts.number.from && /^[A-Z0-9]*\d$/.test(rest)
  return isLong ? { text: text + rest.slice(0, -1), check: rest.slice(-1) } : { text, check }
}

function optionalOf(
  whole: readonly string[],
  lines: readonly string[],
  format: AnyFormat,
): NonNullable<Fields[MrzPart]> {
  const textIn = (rows: readonly string[]) => format.optional.map((range) => textOf(rows, range)).join(' ')
  const read = textIn(whole)
  if (read.includes(UNKNOWN) || !optionalFits(lines, format)) return { certainty: 'unread', read }
  return { certainty: textIn(lines) === read ? 'single' : 'repaired', read }
}

/** The personal number of a passport has a check digit; one that is empty may go without. */
function optionalFits(lines: readonly string[], { optional }: AnyFormat): boolean {
  return optional.every((part) => {
    if (part.check === undefined) return true
    const [text, check] = [textOf(lines, part), lines[part.row]?.[part.check] ?? '']
    return checkDigit(text) === check || (check === '<' && /^<+$/.test(text))
  })
}

/** How many check digits a format has. */
export function checkDigitsOf({ parts, composite }: AnyFormat): number {
  return (
    [parts.number, parts.birth, parts.expiry].filter((part) => part?.check !== undefined).length + (composite ? 1 : 0)
  )
}

/** Which of the check digits agree, the composite one last. */
export function checksOf(lines: readonly string[], format: AnyFormat): boolean[] {
  const { parts, composite } = format
  const { number } = parts
  const numbers = number.check === undefined ? [] : [numberFits(textOf(lines, withCheck(number)), lines, format)]
  const dates = [parts.birth, parts.expiry].flatMap((part) =>
    part?.check === undefined ? [] : dateFits(textOf(lines, withCheck(part)), part),
  )
  if (!composite) return [...numbers, ...dates]
  const covered = composite.over.map(([row, from, to]) => textOf(lines, { row, from, to })).join('')
  return [...numbers, ...dates, checkDigit(covered) === lines[composite.row]?.[composite.at]]
}
