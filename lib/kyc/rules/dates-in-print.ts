import { LANGUAGES } from '@/lib/contract/messages/languages'
import type { PrintedDate, PrintedLine } from '@/lib/contract/pictures/print'
import { latinDigits } from '@/lib/form/latin-digits'

/** The dates in the print of a bill, and how old they make it. Pure. */

/** A document with more is no bill. */
const MOST_DATES = 60

/** Beside these a date is the day of issue. */
const ISSUED =
  /\b(date|dated|issued?|datum|ausgestellt|ausstellungsdatum|rechnungsdatum|rechnung vom|fecha|emisi[oó]n|emitid[ao]|data|emiss(?:ione|[aã]o)|[ée]mis(?:e|sion)?|facture du|wystawi\w*|dato|utstedt|päiväys|kelt|vystaven\w*|tarih[i]?|datums|kuupäev|дата|ημερομηνία|tanggal|tarikh|ngày|วันที่|تاريخ)/iu
/** And beside these it is another one: by when it is to be paid, of what time it tells, somebody's birth. */
const OTHER =
  /\b(due|pay(?:able|ment)?|before|by|next|period|from|to|until|since|birth|born|valid|expir\w*|meter|reading|contract|fällig\w*|zahl\w*|bis|seit|geburt\w*|zeitraum|lieferdatum|ablesung|[ée]ch[ée]ance|limite|prochain\w*|p[ée]riode|naissance|venc\w*|hasta|pr[oó]xim\w*|per[ií]odo|nacimiento|scad\w*|periodo|nascita|nascimento|pag\w*|termin\w*|płat\w*|urodz\w*|okres|splatn\w*|narozen\w*|forfald\w*|forfall\w*|esed[ée]kess\w*|son ödeme|срок|оплат\w*|рожд\w*)/iu

const NUMBERS = String.raw`(\d{1,4})([./\-])\s?(\d{1,2})\2\s?(\d{1,4})`
const EASTERN = String.raw`(\d{4})\s?[年년]\s?(\d{1,2})\s?[月월]\s?(\d{1,2})\s?[日일]`

let months: ReadonlyMap<string, number> | undefined
let words: RegExp | undefined

/** Where the month comes before the day, and where both are usual. */
const MONTH_FIRST = ['USA']
const EITHER_FIRST = ['CAN', 'PHL', 'PRI', 'KEN', 'BLZ']

/**
 * All dates of a document's print, with what stands before them in their row.
 * @param country of the document, alpha-3: it tells days from months. Null where it is not known.
 */
export function datesIn(lines: readonly PrintedLine[], country: string | null): PrintedDate[] {
  const found = lines.flatMap((line) => {
    const text = latinDigits(line.text).normalize('NFC')
    const dates = readingsIn(text, country)
    const before = dates.length === 0 ? '' : `${labelBefore(line, lines)} ${text}`
    const issued = dates.length === 1 && ISSUED.test(before) && !OTHER.test(before)
    return dates.map((readings) => ({ readings, issued }))
  })
  return found.slice(0, MOST_DATES)
}

/** What stands in the same row, at the left of a date: in another column. */
function labelBefore(line: PrintedLine, lines: readonly PrintedLine[]): string {
  const inRow = lines.filter(
    ({ page, x, y }) => page === line.page && x < line.x && Math.abs(y - line.y) < 0.5 * line.height,
  )
  return inRow.toSorted((one, other) => other.x - one.x)[0]?.text ?? ''
}

function readingsIn(text: string, country: string | null): string[][] {
  const numbers = [...text.matchAll(new RegExp(`(?<![\\d./-])${NUMBERS}(?![\\d/-])`, 'gu'))]
  const named = [...text.matchAll(wordsPattern())]
  const eastern = [...text.matchAll(new RegExp(EASTERN, 'gu'))]
  return [
    ...numbers.map(([, one = '', sign = '', two = '', three = '']) => numeric([one, two, three], sign, country)),
    ...named.map(([, day = '', month = '', after = '', dayAfter = '', year = '']) => [
      isoOf(year, monthOf(month || after), day || dayAfter),
    ]),
    ...eastern.map(([, year = '', month = '', day = '']) => [isoOf(year, Number(month), day)]),
  ].flatMap((readings) => {
    const possible = [...new Set(readings.flatMap((reading) => reading ?? []))]
    return possible.length > 0 ? [possible] : []
  })
}

/** With full stops the day comes first everywhere; with strokes the month does in some countries. */
function numeric([one, two, three]: [string, string, string], sign: string, country: string | null): (string | null)[] {
  if (one.length === 4) return [isoOf(one, Number(two), three)]
  if (one.length > 2 || (three.length !== 4 && three.length !== 2)) return []
  const year = three.length === 2 ? `20${three}` : three
  const [dayFirst, monthFirst] = [isoOf(year, Number(two), one), isoOf(year, Number(one), two)]
  if (sign === '.') return [dayFirst]
  if (country === null || EITHER_FIRST.includes(country)) return [dayFirst, monthFirst]
  return [MONTH_FIRST.includes(country) ? monthFirst : dayFirst]
}

/** Null for a day that is in no calendar. */
function isoOf(year: string, month: number | undefined, day: string): string | null {
  if (month === undefined || !/^(19|20)\d\d$/.test(year)) return null
  const date = new Date(Date.UTC(Number(year), month - 1, Number(day)))
  return date.getUTCMonth() === month - 1 && Number(day) > 0 ? date.toISOString().slice(0, 10) : null
}

/** `3 May 2026`, `3. Mai 2026`, `3 de mayo de 2026`, and `May 3, 2026`. */
function wordsPattern(): RegExp {
  if (words) return words
  const names = [...monthNames().keys()]
    .toSorted((one, other) => other.length - one.length)
    .map((name) => name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
    .join('|')
  words = new RegExp(
    String.raw`(?<!\d)(?:(\d{1,2})(?:st|nd|rd|th|er|º|ª|\.)?\s(?:de\s|of\s)?(${names})\.?|(?<!\p{L})(${names})\.?\s(\d{1,2})(?:st|nd|rd|th)?),?\s(?:de\s|del\s)?(\d{4})(?!\d)`,
    'giu',
  )
  return words
}

function monthOf(name: string): number | undefined {
  return monthNames().get(plain(name))
}

/** The names of months in the languages of the screens and some others, alone and beside a day. */
function monthNames(): ReadonlyMap<string, number> {
  if (months) return months
  const known = new Map<string, number>()
  const languages = [...LANGUAGES, 'nl', 'sv', 'nb', 'da', 'fi', 'ro', 'bg', 'hr', 'et', 'lv', 'lt', 'uk']
  for (const language of languages.filter((one) => !['ja', 'ko', 'zh'].includes(one)))
    for (const month of ['long', 'short'] as const)
      for (const day of [undefined, 'numeric'] as const)
        for (let at = 1; at <= 12; at += 1) {
          const format = new Intl.DateTimeFormat(`${language}-u-ca-gregory`, { month, day, timeZone: 'UTC' })
          const name = format.formatToParts(Date.UTC(2026, at - 1, 1)).find(({ type }) => type === 'month')?.value
          const word = plain(name ?? '')
          // Two languages may call different months the same; then it says nothing.
          if (/^\p{L}{3,}$/u.test(word)) known.set(word, (known.get(word) ?? at) === at ? at : 0)
        }
  months = new Map([...known].filter(([, at]) => at > 0))
  return months
}

function plain(text: string): string {
  return text.normalize('NFC').toLowerCase().replace(/\.$/, '')
}

export type PrintAge = { verdict: 'recent' | 'old' | 'future' | 'unknown'; dates: string[] }

/**
 * How old a document is by its print, against the most months that it may be old. The day of issue counts, where it is named.
 * Else only a document all of whose dates are too old is known to be: a recent date may be anything, as the day of a payment.
 * @param today ISO date.
 */
export function ageOf(
  dates: readonly PrintedDate[],
  { today, months: most }: { today: string; months: number },
): PrintAge {
  const oldest = monthsBefore(today, most)
  const issued = dates.filter((date) => date.issued)
  const telling = issued.length > 0 ? issued : dates
  const all = telling.flatMap(({ readings }) => readings)
  const verdict = (): PrintAge['verdict'] => {
    if (all.length === 0) return 'unknown'
    if (all.every((date) => date < oldest)) return 'old'
    if (issued.length === 0) return 'unknown'
    // Time zones: it is tomorrow already where it was printed.
    if (all.every((date) => date > dayAfter(today))) return 'future'
    return all.every((date) => date >= oldest && date <= dayAfter(today)) ? 'recent' : 'unknown'
  }
  return { verdict: verdict(), dates: [...new Set(all)].toSorted() }
}

function dayAfter(day: string): string {
  return new Date(Date.parse(day) + 2 * 86_400_000).toISOString().slice(0, 10)
}

/** The same day so many months before, or the last of its month. */
function monthsBefore(day: string, count: number): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number)
  const last = new Date(Date.UTC(year, month - count, 0)).getUTCDate()
  return new Date(Date.UTC(year, month - 1 - count, Math.min(date, last))).toISOString().slice(0, 10)
}
