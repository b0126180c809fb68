import { z } from 'zod'
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
 * @param today ISO date: birth dates lie before it, expiry dates at most 50 years after.
 */
export function parseMrz(texts: readonly string[], today: string): Mrz | null {
  const found = texts.flatMap((text) => candidatesOf(text, today))
  // Check digits cannot tell some characters apart (8 and S, 6 and G): there the majority decides.
  const alike = ({ mrz }: Candidate) => found.filter((other) => String(other.mrz.lines) === String(mrz.lines)).length
  const best = found.toSorted((a, b) => b.agreeing - a.agreeing || alike(b) - alike(a) || a.changes - b.changes)[0]
  return best?.mrz ?? null
}

/** Whether a text has a row that may belong to an MRZ: long, with fillers, which other print has none of. */
export function resemblesMrz(text: string): boolean {
  return rowsOf(text).some((row) => row.split('<').length > MIN_FILLERS)
}

/** One interpretation of a text: how many check digits match, and how many characters were repaired. */
type Candidate = { mrz: Mrz; agreeing: number; changes: number }

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
  const padded = rows.map((row, index) => withFillers(row, format.length, index === format.names.row))
  if (padded.some((row) => row === null) || !format.begins.test(padded[0] ?? '')) return null
  const lines = repaired(padded as string[], format)
  const checks = checksOf(lines, format)
  // One check digit in ten matches by chance, so rows of other text rarely have two that do.
  if (checks.filter(Boolean).length < 2) return null
  const part = (which: keyof AnyFormat['parts']) => textOf(lines, format.parts[which])
  const [surname = '', given = ''] = (lines[format.names.row] ?? '').slice(format.names.from).split('<<')
  const mrz: Mrz = {
    ...{ format: name, lines, valid: checks.every(Boolean) },
    ...{ document_number: part('number').replaceAll('<', ''), issuer: part('issuer').replaceAll('<', '') },
    ...{ nationality: part('nationality').replaceAll('<', ''), surname: words(surname), given_names: words(given) },
    birth_date: dateOf(part('birth'), (year) => `${year}` <= today.slice(0, 4)),
    expiry_date: dateOf(part('expiry'), (year) => year <= Number(today.slice(0, 4)) + 50),
    sex: part('sex') === 'F' ? 'F' : part('sex') === 'M' ? 'M' : 'X',
  }
  const changes =
    lines.join('').length - [...lines.join('')].filter((character, i) => character === padded.join('')[i]).length
  return { mrz, agreeing: checks.filter(Boolean).length, changes }
}

function textOf(lines: readonly string[], { row, from, to }: Part): string {
  return (lines[row] ?? '').slice(from, to)
}

function checksOf(lines: readonly string[], { parts, composite }: AnyFormat): boolean[] {
  const own = Object.values(parts).flatMap((part: Part) =>
    part.check === undefined ? [] : [checkDigit(textOf(lines, part)) === lines[part.row]?.[part.check]],
  )
  const whole = composite.over.map(([row, from, to]) => (lines[row] ?? '').slice(from, to)).join('')
  return [...own, checkDigit(whole) === lines[composite.row]?.[composite.at]]
}

function words(text: string): string {
  return text.replaceAll('<', ' ').trim()
}

/** Six digits as a date in this century, or in the last one where this one is not `possible`. */
function dateOf(text: string, possible: (year: number) => boolean): string | null {
  if (!/^\d{6}$/.test(text)) return null
  const year = 2_000 + Number(text.slice(0, 2))
  const iso = `${possible(year) ? year : year - 100}-${text.slice(2, 4)}-${text.slice(4)}`
  return z.iso.date().safeParse(iso).success ? iso : null
}
