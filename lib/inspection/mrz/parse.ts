import { z } from 'zod'
import type { Mrz } from '@/lib/contract/records'
import { checkDigit } from './check-digit'
import { type AnyFormat, FORMATS, type FormatName, type Part } from './formats'
import { repaired, withFillers } from './repair'

/** The shortest row that may be one of a zone: fillers at its end are easily lost. */
const SHORTEST = 22

/**
 * The machine-readable zone in what was read from a picture, once or several times; null when there is none. Rows are found among others, and
 * signs that are easily taken for one another are put right where their place or a check digit says which it is.
 * @param today ISO date: a birth lies before it, an expiry at most 50 years after.
 */
export function parseMrz(texts: readonly string[], today: string): Mrz | null {
  const found = texts.flatMap((text) => readingsOf(text, today))
  // Some signs are the same to a check digit (8 and S, 6 and G): there the majority decides.
  const alike = ({ mrz }: Reading) => found.filter((other) => String(other.mrz.lines) === String(mrz.lines)).length
  const best = found.toSorted((a, b) => b.agreeing - a.agreeing || alike(b) - alike(a) || a.changes - b.changes)[0]
  return best?.mrz ?? null
}

/** One way to read a text: how many check digits agree, and how many signs had to be put right for it. */
type Reading = { mrz: Mrz; agreeing: number; changes: number }

function readingsOf(text: string, today: string): Reading[] {
  const rows = text
    .toUpperCase()
    .split('\n')
    .map((row) => row.replace(/[^A-Z0-9<]/g, ''))
    .filter((row) => row.length >= SHORTEST)
  return (Object.keys(FORMATS) as FormatName[]).flatMap((name) => {
    const { rows: count } = FORMATS[name]
    const places = Array.from({ length: Math.max(0, rows.length - count + 1) }, (_, at) => rows.slice(at, at + count))
    return places.map((place) => readAs(name, place, today)).filter((reading) => reading !== null)
  })
}

function readAs(name: FormatName, rows: readonly string[], today: string): Reading | null {
  const format: AnyFormat = FORMATS[name]
  const padded = rows.map((row, index) => withFillers(row, format.length, index === format.names.row))
  if (padded.some((row) => row === null) || !format.begins.test(padded[0] ?? '')) return null
  const lines = repaired(padded as string[], format)
  const checks = checksOf(lines, format)
  // One check digit in ten is right by chance: rows of something else hardly ever have three.
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
  const changes = lines.join('').length - [...lines.join('')].filter((sign, i) => sign === padded.join('')[i]).length
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

/** Six digits as a date of this century, or of the last where this one is not `possible`. */
function dateOf(text: string, possible: (year: number) => boolean): string | null {
  if (!/^\d{6}$/.test(text)) return null
  const year = 2_000 + Number(text.slice(0, 2))
  const iso = `${possible(year) ? year : year - 100}-${text.slice(2, 4)}-${text.slice(4)}`
  return z.iso.date().safeParse(iso).success ? iso : null
}
