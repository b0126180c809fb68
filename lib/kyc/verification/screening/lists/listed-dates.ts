import type { ListedDate } from '../port'

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']

type Part = string | number | undefined
/** A date as far as it could be read, and whether that is all that is written. */
type ReadDate<Value> = { date: Value; whole: boolean }

/** `2001-02-03` of what is known; null if it is no date. */
export function dateOf(year: Part, month?: Part, day?: Part): string | null {
  return readParts(year, month, day)?.date ?? null
}

function readParts(year: Part, month: Part, day: Part): ReadDate<string> | null {
  const [y, m, d] = [Number(year), Number(month), Number(day)]
  if (!Number.isInteger(y) || y < 1000 || y > 2999) return null
  if (isUnknown(month)) return { date: String(y), whole: true }
  if (!Number.isInteger(m) || m < 1 || m > 12) return { date: String(y), whole: false }
  const toMonth = `${y}-${two(m)}`
  if (isUnknown(day)) return { date: toMonth, whole: true }
  const isDay = Number.isInteger(d) && d >= 1 && d <= new Date(Date.UTC(y, m, 0)).getUTCDate()
  return isDay ? { date: `${toMonth}-${two(d)}`, whole: true } : { date: toMonth, whole: false }
}

const two = (number: Part) => String(number).padStart(2, '0')

/** Unknown parts are left out, or written as dd, mm or 00. */
function isUnknown(part: Part): boolean {
  return part === undefined || /^(0{0,2}|dd|mm)$/i.test(String(part))
}

/** Parts of a date as one text for `readDate`, as far as they are known. */
export function dateText(year: string | undefined, month?: string, day?: string): string | undefined {
  if (isUnknown(year)) return undefined
  if (isUnknown(month)) return year
  return isUnknown(day) ? `${year}-${two(month)}` : `${year}-${two(month)}-${two(day)}`
}

/** A date as a list writes it: `1971`, `07 Mar 1964`, `circa 1965`, `1960 to 1962`, `03/02/2001`. Null if it is none. */
export function listedDate(text: string): ListedDate | null {
  return readDate(text).date
}

/** The same, and whether nothing of it was left: of `45/02/2001` only the month can be read. */
export function readDate(text: string): ReadDate<ListedDate | null> {
  const circa = /\b(circa|approx|approximately|c\.?|about)\b/i.test(text) ? { circa: true } : {}
  const plain = text.replace(/\b(circa|approximately|approx\.?|between|about|born)\b/gi, ' ').trim()
  const [first = '', last] = plain.split(/\s+(?:to|and|until)\s+|\s+-\s+|(?<=^\d{4})-(?=\d{4}$)/i)
  const from = oneDate(first)
  if (!from) return { date: null, whole: false }
  const until = last === undefined ? null : oneDate(last)
  const whole = from.whole && (last === undefined || until?.whole === true)
  return until && until.date !== from.date
    ? { date: { from: from.date, until: until.date, ...circa }, whole }
    : { date: { from: from.date, ...circa }, whole }
}

function oneDate(text: string): ReadDate<string> | null {
  const written = text.trim()
  const iso = /^(\d{4})(?:-(\d{1,2}))?(?:-(\d{1,2}))?(?:T.*)?$/.exec(written)
  if (iso) return readParts(iso[1], iso[2], iso[3])
  const dayFirst = /^(\d{1,2}|dd)[/.](\d{1,2}|mm)[/.](\d{4})$/i.exec(written)
  if (dayFirst) return readParts(dayFirst[3], dayFirst[2], dayFirst[1])
  const words = /^(?:(\d{1,2})\s+)?([A-Za-z]{3,9})\.?\s+(\d{4})$/.exec(written)
  if (words) return readParts(words[3], monthOf(words[2]), words[1])
  const named = /^([A-Za-z]{3,9})\.?\s+(\d{1,2}),?\s+(\d{4})$/.exec(written)
  return named ? readParts(named[3], monthOf(named[1]), named[2]) : null
}

/** NaN where it is no month. */
function monthOf(word = ''): number {
  const at = MONTHS.indexOf(word.slice(0, 3).toLowerCase())
  return at < 0 ? Number.NaN : at + 1
}
