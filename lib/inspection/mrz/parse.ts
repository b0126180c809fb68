import { z } from 'zod'
import { countryOfZone } from '@/lib/contract/countries'
import type { Mrz } from '@/lib/contract/records'
import { checkDigit } from './check-digit'
import { type AnyFormat, FORMATS, type FormatName, type Part } from './formats'
import { repaired, withFillers } from './repair'

/** The shortest text that may be a row of an MRZ: fillers at its end are easily lost. */
const MIN_ROW_LENGTH = 22
/** Fewer fillers than this in a row may be misread print. */
const MIN_FILLERS = 3

/**
 * Finds the machine-readable zone in one or several OCR results of the same picture. Null when there is none. Ignores
 * other rows, and repairs easily confused characters where the position or a check digit settles which one it is.
 * @param today ISO date: birth dates are not after it.
 */
export function parseMrz(texts: readonly string[], today: string): Mrz | null {
  const found = texts.flatMap((text) => candidatesOf(text, today))
  // Check digits cannot tell some characters apart (8 and S, 6 and G): there the majority decides.
  const [best, next] = readingsOf(found).toSorted(
    (a, b) => b.agreeing - a.agreeing || b.votes - a.votes || a.changes - b.changes,
  )
  if (best === undefined) return null
  const isTied = next?.mrz.valid && next.votes === best.votes
  return isTied ? { ...best.mrz, valid: false } : best.mrz
}

/** Whether a text has a row that may belong to an MRZ: long, with fillers, which other print has none of. */
export function resemblesMrz(text: string): boolean {
  return rowsOf(text).some((row) => row.split('<').length > MIN_FILLERS)
}

/** One interpretation of a text: how many check digits match, and how many characters were repaired. */
type Candidate = { mrz: Mrz; agreeing: number; changes: number }
/** The same interpretation of `votes` texts. Valid if it is in one of them. */
type Reading = Candidate & { votes: number }

function readingsOf(found: readonly Candidate[]): Reading[] {
  const readings = new Map<string, Reading>()
  for (const candidate of found) {
    const key = String(candidate.mrz.lines)
    const { votes, mrz, changes } = readings.get(key) ?? { ...candidate, votes: 0 }
    readings.set(key, {
      ...{ ...candidate, votes: votes + 1, changes: Math.min(changes, candidate.changes) },
      mrz: { ...candidate.mrz, valid: mrz.valid || candidate.mrz.valid },
    })
  }
  return [...readings.values()]
}

function candidatesOf(text: string, today: string): Candidate[] {
  const rows = rowsOf(text)
  return (Object.keys(FORMATS) as FormatName[]).flatMap((name) => {
    const { rows: count } = FORMATS[name]
    const places = Array.from({ length: Math.max(0, rows.length - count + 1) }, (_, at) => rows.slice(at, at + count))
    return places.map((place) => parseAs(name, place, today)).filter((candidate) => candidate !== null)
  })
}

function rowsOf(text: string): string[] {
  return text
    .toUpperCase()
    .split('\n')
    .map((row) => row.replace(/[^A-Z0-9<]/g, ''))
    .filter((row) => row.length >= MIN_ROW_LENGTH)
}

function parseAs(name: FormatName, rows: readonly string[], today: string): Candidate | null {
  const format: AnyFormat = FORMATS[name]
  const padded = rows.map((row, index) => withFillers(row, index, format))
  if (padded.some((row) => row === null) || !format.begins.test(padded[0] ?? '')) return null
  const { lines, settled } = repaired(padded as string[], format)
  const checks = checksOf(lines, format)
  const agreeing = checks.filter(Boolean).length
  // One check digit in ten matches by chance, so rows of other text rarely have two that do.
  if (agreeing < 2) return null
  const mrz = contentOf(name, lines, today)
  const changes =
    lines.join('').length - [...lines.join('')].filter((character, i) => character === padded.join('')[i]).length
  return { mrz: { ...mrz, valid: settled && agreeing === checks.length }, agreeing, changes }
}

function contentOf(name: FormatName, lines: string[], today: string): Omit<Mrz, 'valid'> {
  const format: AnyFormat = FORMATS[name]
  const part = (which: keyof AnyFormat['parts']) => textOf(lines, format.parts[which])
  const country = (which: 'issuer' | 'nationality') => countryOfZone(part(which).replaceAll('<', ''))
  const [surname = '', given = ''] = (lines[format.names.row] ?? '').slice(format.names.from).split('<<')
  return {
    ...{ format: name, lines, document_number: numberOf(lines, format).text },
    ...{ issuer: country('issuer'), nationality: country('nationality') },
    ...{ surname: words(surname), given_names: words(given) },
    ...datesOf(part('birth'), part('expiry'), today),
    sex: part('sex') === 'F' ? 'F' : part('sex') === 'M' ? 'M' : 'X',
  }
}

function textOf(lines: readonly string[], { row, from, to }: Pick<Part, 'row' | 'from' | 'to'>): string {
  return (lines[row] ?? '').slice(from, to)
}

/**
 * The document number with its check digit. One that is longer than its field has a filler in place of the check digit,
 * and goes on in the optional data, where its check digit is the last character (ICAO Doc 9303 part 5, 4.2.2 j).
 */
function numberOf(lines: readonly string[], { parts, optional }: AnyFormat): { text: string; check: string } {
  const text = textOf(lines, parts.number).replaceAll('<', '')
  const check = lines[parts.number.row]?.[parts.number.check ?? -1] ?? ''
  const [rest = ''] = textOf(lines, optional[0]).split('<')
  const isLong = check === '<' && text.length === parts.number.to - parts.number.from && /^[A-Z0-9]*\d$/.test(rest)
  return isLong ? { text: text + rest.slice(0, -1), check: rest.slice(-1) } : { text, check }
}

function checksOf(lines: readonly string[], format: AnyFormat): boolean[] {
  const { parts, composite } = format
  const number = numberOf(lines, format)
  const dates = [parts.birth, parts.expiry].map((part: Part) => {
    const [text, check] = [textOf(lines, part), lines[part.row]?.[part.check ?? -1] ?? '']
    // A date that is not known, or an end of validity that there is not, may go without a check digit.
    return checkDigit(text) === check || (check === '<' && /^<+$/.test(text))
  })
  const whole = composite.over.map(([row, from, to]) => (lines[row] ?? '').slice(from, to)).join('')
  return [
    checkDigit(number.text) === number.check,
    ...dates,
    checkDigit(whole) === lines[composite.row]?.[composite.at],
  ]
}

function words(text: string): string {
  return text.replaceAll('<', ' ').trim()
}

/** Documents are valid for 50 years at most, and then for life. */
const LONGEST_VALIDITY_YEARS = 52
/** The end of the year 9999, or its first day: on cards that are valid for life. */
const FOR_LIFE = ['990101', '991231', '999999', '000000']

/**
 * The dates of a zone, which has two digits of a year. A birth date is the latest possible one. An end of validity
 * before the birth of the holder is none: the card is valid for life.
 */
function datesOf(birth: string, expiry: string, today: string): Pick<Mrz, 'birth_date' | 'expiry_date'> {
  const last = `${Number(today.slice(0, 4)) + LONGEST_VALIDITY_YEARS}${today.slice(4)}`
  const expiry_date = FOR_LIFE.includes(expiry) ? null : dateOf(expiry, (date) => date <= last)
  const birth_date = dateOf(birth, (date) => date <= today)
  if (birth_date === null || expiry_date === null || birth_date < expiry_date) return { birth_date, expiry_date }
  const older = dateOf(birth, (date) => date < expiry_date)
  return expiry_date < '2000' ? { birth_date, expiry_date: null } : { birth_date: older, expiry_date }
}

/** Six digits as a date in this century, or in the last one where this one is not `possible`. */
function dateOf(text: string, possible: (date: string) => boolean): string | null {
  if (!/^\d{6}$/.test(text)) return null
  const inCentury = (century: number) => `${century}${text.slice(0, 2)}-${text.slice(2, 4)}-${text.slice(4)}`
  const iso = possible(inCentury(20)) ? inCentury(20) : inCentury(19)
  return z.iso.date().safeParse(iso).success ? iso : null
}
