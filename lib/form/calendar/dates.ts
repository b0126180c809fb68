import { latinDigits } from '../latin-digits'
import { monthNamed } from './month-names'

/** Dates as people type and paste them. */

export type DatePart = 'day' | 'month' | 'year'
/** What has been typed of a date. */
export type TypedDate = Record<DatePart, string>

/** The parts of a date in the order of the language. */
export function partOrder(language: string): DatePart[] {
  const format = new Intl.DateTimeFormat(language, { day: 'numeric', month: 'numeric', year: 'numeric' })
  const types = format.formatToParts(0).map(({ type }) => type)
  return types.filter((type): type is DatePart => type === 'day' || type === 'month' || type === 'year')
}

/** What counts of the text in one part: digits, or letters where a month may be named. */
export function tidyPart(part: DatePart, text: string): string {
  const plain = latinDigits(text).trim()
  return part === 'month' && /\p{L}/u.test(plain) ? plain.replaceAll('-', '') : plain.replace(/\D/g, '')
}

/** What a keystroke makes of a date, and the part in which the next one belongs. Null while it may belong in the same. */
export type Typing = { date: TypedDate; next: DatePart | null }

/**
 * Types `text` into a part. Two digits end a day and a month and four a year; so does a separator. "81" can only be the
 * 8th and the beginning of the next part, and a month above 12 only the day.
 */
export function typePart(date: TypedDate, part: DatePart, text: string, language: string): Typing {
  const order = partOrder(language)
  const next = order[order.indexOf(part) + 1] ?? null
  const typed = tidyPart(part, text)
  const grew = typed.length > date[part].length
  const [first = '', second = ''] = typed
  if (grew && /^\d\d$/.test(typed) && Number(typed) > 31 && next !== null && next !== 'year' && date[next] === '')
    return { date: { ...date, [part]: first, [next]: second }, next }
  const ended = grew ? isFull(part, typed) : isSeparated(part, text, language)
  return { date: inPlace({ ...date, [part]: typed }), next: ended ? next : null }
}

function isFull(part: DatePart, typed: string): boolean {
  return /^\d+$/.test(typed) && typed.length === (part === 'year' ? 4 : 2)
}

/** Whether a number, or the name of a month, is followed by what stands between the parts of a date. */
function isSeparated(part: DatePart, text: string, language: string): boolean {
  const plain = latinDigits(text)
  if (/^\d+[./\-\s]$/.test(plain)) return true
  return part === 'month' && /^\p{L}.*[\s,/-]$/u.test(plain) && monthNamed(plain.slice(0, -1), language) !== null
}

/** "12/25/1985" where the day comes first: no month is meant by 25. */
function inPlace(date: TypedDate): TypedDate {
  const [day, month] = [Number(date.day), Number(date.month)]
  const swapped = date.year.length === 4 && month > 12 && month <= 31 && day >= 1 && day <= 12
  return swapped ? { ...date, day: date.month, month: date.day } : date
}

/** Joins the parts to the value of a control, "1990-3-7" or "1990-May-". Empty when all of them are. */
export function joinParts({ year, month, day }: TypedDate): string {
  return year === '' && month === '' && day === '' ? '' : `${year}-${month}-${day}`
}

export function splitParts(text: string): TypedDate {
  const [year = '', month = '', day = ''] = text.split('-')
  return { year, month, day }
}

/** The ISO date that was typed: "1990-May-7" is "1990-05-07". Leaves what is no full date for validation to refuse. */
export function isoDate(text: string, language: string): string {
  const { year, month, day } = splitParts(text)
  const number = monthNamed(month, language)
  if (number === null || !/^\d{1,2}$/.test(day)) return text
  if (!/^\d{4}$/.test(year)) return `${year}-${number}-${day}`
  const [calendarYear, ...rest] = [gregorianYear(year, language) ?? year, number, day]
  return [calendarYear, ...rest.map((part) => String(part).padStart(2, '0'))].join('-')
}

/** The years that nobody means who uses the Gregorian calendar. */
const BUDDHIST = { first: 2400, last: 2699, offset: 543 }

/** The year that a Thai reader means by a year of the Buddhist Era, which is on Thai cards. Null for other years. */
export function gregorianYear(year: string, language: string): number | null {
  const isBuddhist = /^\d{4}$/.test(year) && Number(year) >= BUDDHIST.first && Number(year) <= BUDDHIST.last
  return isBuddhist && language.split('-')[0] === 'th' ? Number(year) - BUDDHIST.offset : null
}

/** The longest text that is searched for a date. */
const LONGEST = 80

/**
 * The date in a text that was pasted or filled in: "1985-03-04", "04/03/1985", "4. März 1985", "1985年3月4日". Two where
 * neither the text nor the language tells the day from the month. Empty when there is no whole date.
 */
export function datesIn(text: string, language: string): TypedDate[] {
  const plain = latinDigits(text.normalize('NFC').replace(/\p{Default_Ignorable_Code_Point}/gu, ''))
    .replace(/[T\s]\d{1,2}:\d{2}.*$/su, '')
    .trim()
  if (plain.length > LONGEST) return []
  const numbers = (/^\d{8}$/.test(plain) ? splitEight(plain) : plain.match(/\d+/g)) ?? []
  const found = numbers.length === 2 ? datesWithName(plain, numbers, language) : datesOfThree(numbers, language)
  return distinct(found.filter(isPossible))
}

/** "19850304", or "04031985", by where the year can stand. */
function splitEight(text: string): string[] {
  const isYear = (year: string) => year >= '1800' && year < '2200'
  if (isYear(text.slice(0, 4))) return [text.slice(0, 4), text.slice(4, 6), text.slice(6)]
  return isYear(text.slice(4)) ? [text.slice(0, 2), text.slice(2, 4), text.slice(4)] : []
}

function datesWithName(text: string, numbers: string[], language: string): TypedDate[] {
  const words = text.match(/\p{L}[\p{L}\p{M}.]*/gu) ?? []
  const months = new Set(words.map((word) => monthNamed(word, language)).filter((month) => month !== null))
  const [month] = months
  if (month === undefined || months.size > 1) return []
  const [one = '', other = ''] = numbers
  const yearFirst = one.length > 2 || (other.length <= 2 && partOrder(language)[0] === 'year')
  return [{ year: yearFirst ? one : other, month: String(month), day: yearFirst ? other : one }]
}

/** The day and the month are told apart by a number above 12, else by a year in front, else by the language. */
function datesOfThree(numbers: string[], language: string): TypedDate[] {
  const [first = '', second = '', third = ''] = numbers
  if (numbers.length !== 3) return []
  const order = partOrder(language)
  if (first.length > 2) {
    const written = { year: first, month: second, day: third }
    return isPossible(written) ? [written] : [{ year: first, month: third, day: second }]
  }
  const dayFirst = { day: first, month: second, year: third }
  const monthFirst = { day: second, month: first, year: third }
  if (order[0] === 'year' && third.length <= 2) return [{ year: first, month: second, day: third }]
  const possible = [dayFirst, monthFirst].filter(isPossible)
  if (possible.length < 2 || order[0] === 'year') return possible
  return order[0] === 'day' ? [dayFirst] : [monthFirst]
}

function isPossible({ year, month, day }: TypedDate): boolean {
  const isWithin = (text: string, last: number) => text.length <= 2 && Number(text) >= 1 && Number(text) <= last
  return isWithin(day, 31) && isWithin(month, 12) && year.length <= 4
}

function distinct(dates: TypedDate[]): TypedDate[] {
  return dates.filter((date, i) => dates.findIndex((other) => Number(other.day) === Number(date.day)) === i)
}
