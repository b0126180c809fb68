import { latinDigits } from './latin-digits'

/** Numbers as people write them. What can be meant in two ways is never guessed: see `numbersMeant`. */

/** The signs of one way to write numbers. `grouping` is the length of the groups before the last one, which has 3 digits. */
type Notation = { decimal: string; group: string; grouping: 2 | 3 }

/** A group of digits stands before the thousands: it has at most three digits, and does not begin with a zero. */
const FIRST_GROUP = String.raw`[1-9]\d{0,2}`

/** Writes a number so that `parseNumber` reads the same one again. */
export function writeNumber(value: number, language: string): string {
  return new Intl.NumberFormat(language, { maximumSignificantDigits: 21, useGrouping: false }).format(value)
}

/**
 * Parses a number as written in the language ("1,000.50", "1.000,50", "1 000,50"), also with a currency, and in thousands
 * ("€ 5k"). Null when it is none, or when it would have to be guessed. The decimal sign of another language is taken with
 * one or two decimals, and where both signs stand: neither "2500.50" nor "5.000,50" can mean anything else anywhere.
 */
export function parseNumber(text: string, language: string): number | null {
  const [, digits = '', scale = ''] = SCALED.exec(withoutCurrency(plainSigns(text))) ?? []
  const plain = digits.trim()
  const own = notationOf(language)
  const notations = [own, ...NEUTRAL_GROUPS.map((group) => ({ ...own, group })), ARABIC]
  const read = notations.map((notation) => readIn(plain, notation, FIRST_GROUP)).find((number) => number !== null)
  const number = read ?? readBorrowed(plain) ?? readForeign(plain)
  return number === null || scale === '' ? number : Number((number * (SCALES[scale] ?? 1)).toPrecision(15))
}

/** How many are meant by a letter behind a number. */
const SCALES: Readonly<Record<string, number>> = { k: 1e3, к: 1e3, 千: 1e3, 万: 1e4, m: 1e6, м: 1e6 }
const SCALED = /^(.*?)([kк千万mм]?)$/su

/** Signs, codes and abbreviations of currencies before and behind a number say nothing of the number. */
function withoutCurrency(plain: string): string {
  const currency = String.raw`(?:\p{Sc}|[a-z]{0,2}\$|[a-z]{3}(?=[\s\d.-]|$)|kč|kr\.?|zł|ft|lei|руб\.?|円|元)`
  const around = new RegExp(`^(-?)\\s*${currency}\\s*(?=.*\\d)|(?<=\\d\\s*[kк千万mм]?)\\s*${currency}$`, 'gu')
  return plain.toLowerCase().replace(around, '$1')
}

/**
 * Groups the digits of a whole number while it is typed after `before`. What is not surely one stays as it is: a comma
 * that was typed may be meant for decimals, and is asked about in the end.
 */
export function groupTyped(before: string, text: string, language: string): string {
  const digits = latinDigits(text)
  if (/^[1-9]\d*$/.test(digits)) return grouped(digits, language)
  const { group } = notationOf(language)
  const isOurs = plainSigns(before).includes(group) && before === grouped(ungrouped(before, group), language)
  const separated = text.length > before.length && !/\d$/.test(digits)
  const rest = ungrouped(text, group)
  return isOurs && !separated && /^[1-9]\d*$/.test(rest) ? grouped(rest, language) : text
}

function ungrouped(text: string, group: string): string {
  return plainSigns(text).replaceAll(group, '')
}

function grouped(digits: string, language: string): string {
  return /^\d+$/.test(digits) ? new Intl.NumberFormat(language).format(BigInt(digits)) : digits
}

/**
 * What somebody may have meant with a number that no notation allows as it stands: 0.125 and 125 for "0,125" in English.
 * Empty when there are no separators to be mistaken.
 */
export function numbersMeant(text: string): number[] {
  const plain = plainSigns(text).replaceAll('٫', '.').replaceAll('٬', ',')
  if (!/[.,]/.test(plain)) return []
  const read = WORLDWIDE.map((notation) => readIn(plain, notation, String.raw`\d+`)).filter((number) => number !== null)
  return [...new Set(read)].sort((a, b) => Math.abs(a) - Math.abs(b))
}

/** Groups that no language takes for decimals. */
const NEUTRAL_GROUPS = [' ', "'"]
const ARABIC: Notation = { decimal: '٫', group: '٬', grouping: 3 }
const WORLDWIDE: Notation[] = ([2, 3] as const).flatMap((grouping) => [
  { decimal: '.', group: ',', grouping },
  { decimal: ',', group: '.', grouping },
])

/** The same text with one sign of each kind: Unicode has eleven minus signs, and any of them is pasted. */
function plainSigns(text: string): string {
  return latinDigits(text)
    .replace(/\p{Default_Ignorable_Code_Point}/gu, '')
    .trim()
    .replace(/\s/gu, ' ')
    .replace(/['’‘ʼ＇′]/g, "'")
    .replace(/[．。]/g, '.')
    .replace(/[，،]/g, ',')
    .replace(/^[-‐‑‒–⁻₋−➖﹣－] ?/u, '-')
    .replace(/^[+⁺₊➕﬩﹢＋] ?/u, '')
}

function notationOf(language: string): Notation {
  const parts = new Intl.NumberFormat(language).formatToParts(12345678.9)
  const sign = (type: 'decimal' | 'group') => parts.find((part) => part.type === type)?.value ?? ','
  const grouping = parts.filter(({ type }) => type === 'integer').at(-2)?.value.length === 2 ? 2 : 3
  return { decimal: plainSigns(sign('decimal')), group: plainSigns(`0${sign('group')}0`).slice(1, -1), grouping }
}

function readIn(plain: string, { decimal, group, grouping }: Notation, firstGroup: string): number | null {
  const [point, separator] = [decimal, group].map((sign) => `\\${sign}`)
  const groups = `${firstGroup}(?:${separator}\\d{${grouping}})*${separator}\\d{3}`
  const [, sign, whole, fraction = ''] =
    new RegExp(`^(-?)(\\d+|${groups}|(?=${point}))(?:${point}(\\d+))?$`).exec(plain) ?? []
  if (whole === undefined) return null
  return finite(`${sign}${whole.replaceAll(group, '')}.${fraction}`)
}

function readBorrowed(plain: string): number | null {
  const [, sign, whole, fraction] =
    new RegExp(`^(-?)(\\d+|${FIRST_GROUP}(?: \\d{3})+|${FIRST_GROUP}(?:'\\d{3})+)[.,](\\d{1,2})$`).exec(plain) ?? []
  return whole === undefined ? null : finite(`${sign}${whole.replace(/[ ']/g, '')}.${fraction}`)
}

/** What can be meant in one way only, because it has both a decimal sign and groups. */
function readForeign(plain: string): number | null {
  if (!plain.includes('.') || !plain.includes(',')) return null
  const meant = numbersMeant(plain)
  return meant.length === 1 ? (meant[0] ?? null) : null
}

function finite(written: string): number | null {
  const number = Number(written)
  return Number.isFinite(number) ? number : null
}
