import { countryOfZone } from '@/lib/contract/countries'
import type { Mrz } from '@/lib/contract/records'
import { type AnyFormat, FORMATS, type FormatName, type PartName, type Range, textOf } from './formats'
import { checkDigitsOf, checksOf, numberOf, readParts } from './parts'
import { datesOf } from './printed-dates'
import { readAs, withFillers, withoutMisreadFillers } from './repair'

/** The shortest text that may be a whole row of an MRZ: fillers at its end are easily lost. */
const MIN_ROW_LENGTH = 22
/** Fewer fillers than this in a row may be misread print. */
const MIN_FILLERS = 3
/** The one row of a French driving licence may have none. */
const FEW_FILLERS = /^D1FRA/

/**
 * Finds the machine-readable zone in one or several OCR results of the same picture. Null when there is none. Ignores
 * other rows. What is told is what was read: one character of a field may be taken for one that is easily confused with
 * it, where nothing else agrees, and is told as repaired.
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
  return rowsOf(text, MIN_ROW_LENGTH).some((row) => row.split('<').length > MIN_FILLERS || FEW_FILLERS.test(row))
}

/**
 * One interpretation of a text: how many check digits match, how many characters are not as they were read, and how many
 * fillers were added or removed.
 */
type Candidate = { mrz: Mrz; agreeing: number; changes: number; fillers: number }
/** The same interpretation of `votes` texts; the one of them with the fewest changes tells how it was read. */
type Reading = Candidate & { votes: number }

function readingsOf(found: readonly Candidate[]): Reading[] {
  const readings = new Map<string, Reading>()
  for (const candidate of found) {
    const key = String(candidate.mrz.lines)
    const { votes, ...before } = readings.get(key) ?? { ...candidate, votes: 0 }
    readings.set(key, { ...(candidate.changes < before.changes ? candidate : before), votes: votes + 1 })
  }
  return [...readings.values()]
}

/** Of formats that are alike but for their length, the one that is as long as what was read. */
function candidatesOf(text: string, today: string): Candidate[] {
  const found = allCandidatesOf(text, today)
  const [best] = found.toSorted((a, b) => b.agreeing - a.agreeing || a.fillers - b.fillers)
  const hasRival = ({ mrz, fillers }: Candidate) =>
    best !== undefined && mrz.format !== best.mrz.format && fillers > best.fillers
  return found.filter((candidate) => !hasRival(candidate))
}

function allCandidatesOf(text: string, today: string): Candidate[] {
  return (Object.keys(FORMATS) as FormatName[]).flatMap((name) => {
    const { rows: lengths }: AnyFormat = FORMATS[name]
    const rows = rowsOf(text, Math.min(MIN_ROW_LENGTH, ...lengths))
    const count = lengths.length
    const places = Array.from({ length: Math.max(0, rows.length - count + 1) }, (_, at) => rows.slice(at, at + count))
    return places.flatMap((place) => parseAs(name, place, today) ?? [])
  })
}

function rowsOf(text: string, minLength: number): string[] {
  return text
    .toUpperCase()
    .split('\n')
    .map((row) => row.replace(/[^A-Z0-9<?]/g, ''))
    .filter((row) => row.length >= minLength)
}

/** The interpretation in which most agrees: the rows as they were read, or without fillers that were misread. */
function parseAs(name: FormatName, rows: readonly string[], today: string): Candidate | null {
  const format: AnyFormat = FORMATS[name]
  const whole = rows.map((row, index) => withFillers(row, index, format)).filter((row) => row !== null)
  const [code = '', rest = ''] = [whole.join('').slice(0, 1), whole.join('').slice(1)]
  if (whole.length < rows.length || !format.begins.test(readAs(code, 'letters') + rest)) return null
  const cleared = whole.map((row, index) => withoutMisreadFillers(row, index, format))
  const fillers = rows.reduce((sum, row, index) => sum + Math.abs(row.length - (whole[index] ?? '').length), 0)
  const [best] = [whole, cleared]
    .map((read) => ({ ...interpret(name, { whole, read, today }), fillers }))
    .toSorted((a, b) => b.agreeing - a.agreeing || a.changes - b.changes)
  return best && best.agreeing >= Math.min(MIN_AGREEING, checkDigitsOf(format)) ? best : null
}

/** One check digit in ten matches by chance, so rows of other text rarely have two that do. */
const MIN_AGREEING = 2

/** What rows of full length say, and whether all of their check digits agree. */
export function interpretLines(
  name: FormatName,
  lines: readonly string[],
  today: string,
): { mrz: Mrz; agrees: boolean } {
  const { mrz, agreeing } = interpret(name, { whole: lines, read: lines, today })
  const begins = FORMATS[name].begins.test(lines.join(''))
  return { mrz, agrees: begins && agreeing > 0 && agreeing === checkDigitsOf(FORMATS[name]) }
}

type Rows = { whole: readonly string[]; read: readonly string[]; today: string }

function interpret(name: FormatName, { whole, read, today }: Rows): Omit<Candidate, 'fillers'> {
  const format: AnyFormat = FORMATS[name]
  const { lines, fields } = readParts(whole, read, format)
  const checks = checksOf(lines, format)
  const agreeing = checks.filter(Boolean).length
  const begins = format.begins.test(lines.join(''))
  const isCertain = Object.values(fields).every(({ certainty }) => certainty === 'single')
  const content = contentOf(name, lines, today)
  const changes = [...whole.join('')].filter((character, at) => character !== lines.join('')[at]).length
  return {
    mrz: { ...content, parts: fields, valid: begins && isCertain && checks.length > 0 && agreeing === checks.length },
    ...{ agreeing, changes },
  }
}

function contentOf(name: FormatName, lines: string[], today: string): Omit<Mrz, 'valid' | 'parts'> {
  const format: AnyFormat = FORMATS[name]
  const part = (which: PartName) => printedIn(lines, format.parts[which])
  const country = (which: 'issuer' | 'nationality') => countryOfZone(part(which).replaceAll('<', ''))
  const [surname = '', ...behind] = textOf(lines, format.names).split('<<')
  const given = printedIn(lines, format.givenNames) || (behind[0] ?? '')
  return {
    ...{ format: name, lines, document_number: numberOf(lines, format).text },
    ...{ issuer: country('issuer'), nationality: country('nationality') },
    ...{ surname: words(surname), given_names: words(given) },
    ...datesOf(part('birth'), part('expiry'), today),
    sex: SEXES[part('sex')] ?? null,
  }
}

/** Unspecified is a filler in documents of ICAO Doc 9303, and an X in those that were printed by older rules. */
const SEXES: Readonly<Record<string, Mrz['sex']>> = { F: 'F', M: 'M', X: 'X', '<': 'X' }

/** The text of a place. Empty where the format has none. */
function printedIn(lines: readonly string[], range: Range | undefined): string {
  return range ? textOf(lines, range) : ''
}

function words(text: string): string {
  return text.replace(/<+/g, ' ').trim()
}
