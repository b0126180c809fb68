import type { CardBarcode, CardFault, CardFlaw } from '@/lib/contract/pictures/barcodes'
import { ISSUERS } from './issuers'

/**
 * Reads what the barcode of a North American card says: AAMVA DL/ID Card Design Standard, annex D of 2020, and as its
 * earlier versions since 2000 had it. Anybody can print such a barcode, so nothing that it says of itself is believed:
 * places and lengths are looked up, not followed. Pure.
 */

/** More than PDF417 has room for (ISO/IEC 15438: 2,710 digits, 1,850 characters, 1,108 bytes). */
const MOST_BYTES = 3_000
/** The longest detail is a name of 40 characters, but version 1 has all names in one. */
const LONGEST_VALUE = 130
const MOST_SUBFILES = 10

/** How a card's barcode begins; issuers differ in the separators. Then come the issuer and the version. */
const HEADER = /^@[\s\p{Cc}]{1,6}(?:ANSI ?|AAMVA)(\d{6})(\d\d)/u
/** The issuer's own version, which 2000 did not have yet, and how many parts there are. */
const COUNTS = /(?:\d\d)?(\d\d)(?=[A-Z]{2}\d{8})/y
/** A part: its type, where it begins and how long it is. */
const DESIGNATOR = /([A-Z]{2})(\d{4})(\d{4})/y
/** The part of the holder, where the list of contents is wrong of it. */
const HOLDER_PART = /(?:DL|ID)(?=D[A-Z]{2})/g
const SEGMENT_END = '\r'

const KINDS = { DL: 'driving_licence', ID: 'identity_card' } as const
type Type = keyof typeof KINDS

type Part = { readonly type: Type; readonly from: number; readonly flaws: readonly CardFlaw[] }
type Details = { readonly of: (id: string) => string | null; readonly flaws: readonly CardFlaw[] }

/** The card that a PDF417 barcode belongs to, or why it belongs to none. */
export function parseCard(bytes: Uint8Array): { card: CardBarcode } | { fault: CardFault } {
  if (bytes.length > MOST_BYTES) return { fault: 'too_long' }
  // One character for each byte: places are counted in bytes.
  const payload = Buffer.from(bytes).toString('latin1')
  const [header, issuer_number = '', version = ''] = HEADER.exec(payload) ?? []
  if (header === undefined) return { fault: 'not_a_card' }
  const part = holderPart(payload, header.length)
  if (part === null) return { fault: 'no_holder' }
  const details = detailsOf(payload.slice(part.from))
  const card = cardOf({ type: part.type, issuer_number, version: Number(version) }, details)
  const says = card.document_number !== null || (card.family_name !== null && card.birth_date !== null)
  if (!says) return { fault: 'no_holder' }
  return { card: { ...card, flaws: [...new Set([...part.flaws, ...details.flaws, ...flawsOf(card, details)])] } }
}

/** Where the details of the holder begin. Null where there are none. */
function holderPart(payload: string, afterHeader: number): Part | null {
  const { listed, end, isWhole } = listOfContents(payload, afterHeader)
  const own = listed.find((one) => isType(one.type))
  if (own && isType(own.type) && isWhole && own.from >= end && payload.startsWith(own.type, own.from)) {
    const isExact = payload[own.from + own.length - 1] === SEGMENT_END
    const flaws: CardFlaw[] = payload.includes(SEGMENT_END, own.from) ? [] : ['unterminated']
    return { type: own.type, from: own.from + 2, flaws: isExact ? flaws : [...flaws, 'contents'] }
  }
  HOLDER_PART.lastIndex = end
  const found = HOLDER_PART.exec(payload)
  if (!found) return null
  const type = found[0] as Type
  return { type, from: found.index + 2, flaws: ['contents'] }
}

function isType(type: string): type is Type {
  return Object.hasOwn(KINDS, type)
}

type Listed = { readonly type: string; readonly from: number; readonly length: number }

function listOfContents(payload: string, from: number): { listed: Listed[]; end: number; isWhole: boolean } {
  COUNTS.lastIndex = from
  const counts = COUNTS.exec(payload)
  let end = counts ? COUNTS.lastIndex : from
  const listed: Listed[] = []
  for (DESIGNATOR.lastIndex = end; listed.length < MOST_SUBFILES; end = DESIGNATOR.lastIndex) {
    const [, type, place, length] = DESIGNATOR.exec(payload) ?? []
    if (type === undefined) break
    listed.push({ type, from: Number(place), length: Number(length) })
  }
  return { listed, end, isWhole: listed.length === Number(counts?.[1]) }
}

/** The details by their identifiers, up to the issuer's own part. */
function detailsOf(text: string): Details {
  const values = new Map<string, string | null>()
  const flaws = new Set<CardFlaw>()
  for (const line of text.split(/[\n\r]/)) {
    if (line.startsWith('Z')) break
    const [, id, raw = ''] = /^(D[A-Z]{2})(.*)$/s.exec(line) ?? []
    if (id === undefined) continue
    const value = decoded(raw)
    if (value === null) flaws.add('characters')
    if (values.has(id) && values.get(id) !== value) flaws.add('repeated')
    values.set(id, values.has(id) && values.get(id) !== value ? null : value)
  }
  return { of: (id) => meant(values.get(id) ?? null), flaws: [...flaws] }
}

/** As text: UTF-8 where it is that, else ISO 8859-1, which the standard asks for. Null where it cannot be a detail. */
function decoded(raw: string): string | null {
  const text = utf8(raw) ?? raw
  return text.length > LONGEST_VALUE || /[\p{C}\u2028\u2029]/u.test(text) ? null : text.trim().replace(/\s+/g, ' ')
}

function utf8(raw: string): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(Buffer.from(raw, 'latin1'))
  } catch {
    return null
  }
}

/** What stands where there is nothing to say (annex D.12.3.1: NONE, unavl). */
const NOTHING = /^(?:none|unavl|unavail|unavailable|n\/?a|[-.,]+)?$/i

function meant(value: string | null): string | null {
  return value === null || NOTHING.test(value) ? null : value
}

type Head = { type: Type; issuer_number: string; version: number }

function cardOf({ type, issuer_number, version }: Head, { of }: Details): CardBarcode {
  const issuer = ISSUERS.get(issuer_number)
  const country = issuer?.country ?? countryOf(of('DCG'))
  return {
    ...{ version, kind: KINDS[type], issuer_number, country, jurisdiction: issuer?.jurisdiction ?? null },
    document_number: of('DAQ'),
    ...namesOf(of),
    cut: [
      ...(isCut(of('DDE')) ? (['family_name'] as const) : []),
      ...(isCut(of('DDF')) || isCut(of('DDG')) ? (['given_names'] as const) : []),
    ],
    ...{ birth_date: dateOf(of('DBB')), issue_date: dateOf(of('DBD')), expiry_date: dateOf(of('DBA')) },
    sex: SEXES[of('DBC') ?? ''] ?? null,
    address: addressOf(of),
    flaws: [],
  }
}

const COUNTRIES: Record<string, CardBarcode['country']> = { USA: 'USA', US: 'USA', CAN: 'CAN', CA: 'CAN', MEX: 'MEX' }

function countryOf(text: string | null): CardBarcode['country'] {
  return COUNTRIES[text ?? ''] ?? null
}

/** 1, 2 and 9 since 2003 (ISO 5218 has 9 for "not applicable", issuers use it for X); letters before. */
const SEXES: Record<string, CardBarcode['sex']> = { 1: 'M', 2: 'F', 9: 'X', M: 'M', F: 'F', X: 'X' }

function isCut(flag: string | null): boolean {
  return flag === 'T'
}

type Of = Details['of']

/** Since 2009 first and middle names apart, since 2003 all given names in one, in 2000 everything in one, family name first. */
function namesOf(of: Of): Pick<CardBarcode, 'family_name' | 'given_names' | 'suffix'> {
  const [family = null, first = null, middle = null, last = null] = (of('DAA') ?? '')
    .split(',')
    .map((name) => meant(name.trim()))
  const isApart = (of('DAA') ?? '').includes(',')
  const given = of('DAC') === null ? of('DCT') : joined([of('DAC'), of('DAD')], ' ')
  return {
    family_name: of('DCS') ?? of('DAB') ?? (isApart ? family : null),
    given_names: joined((given ?? (isApart ? joined([first, middle], ' ') : null))?.split(',') ?? [], ' '),
    suffix: of('DCU') ?? of('DAE') ?? (isApart ? last : null),
  }
}

function joined(parts: readonly (string | null)[], between: string): string | null {
  return (
    parts
      .flatMap((part) => part?.trim() || [])
      .join(between)
      .slice(0, LONGEST_VALUE) || null
  )
}

const DATE_ORDERS = [
  /^(?<year>(?:19|20)\d\d)(?<month>\d\d)(?<day>\d\d)$/,
  /^(?<month>\d\d)(?<day>\d\d)(?<year>(?:19|20)\d\d)$/,
]

/**
 * The United States write MMDDCCYY, Canada and all cards of 2000 CCYYMMDD, and some the other way round: no month is 19
 * or 20, so a date can be read in one way only.
 */
function dateOf(value: string | null): string | null {
  const found = DATE_ORDERS.map((order) => order.exec(value ?? '')?.groups).find((groups) => groups !== undefined)
  return found ? realDay(`${found.year}-${found.month}-${found.day}`) : null
}

/** Null for a day that is not in the calendar. */
function realDay(day: string): string | null {
  const time = Date.parse(`${day}T00:00:00Z`)
  return Number.isNaN(time) || new Date(time).toISOString().slice(0, 10) !== day ? null : day
}

/** Where the holder gets post, else, as some cards of 2000 have it, where they live. */
function addressOf(of: Of): CardBarcode['address'] {
  const [street, more, city, region, code] = (of('DAG') ? 'DAG DAH DAI DAJ DAK' : 'DAL DAM DAN DAO DAP')
    .split(' ')
    .map(of)
  const address = {
    street: joined([street ?? null, more ?? null], ', '),
    ...{ city: city ?? null, region: region ?? null, postal_code: postalCode(code ?? null) },
  }
  return Object.values(address).every((part) => part === null) ? null : address
}

/** Eleven places are filled with spaces or zeros (DAK). */
function postalCode(code: string | null): string | null {
  const [, zip, more = '0000'] = /^(\d{5})-?(\d{4})?0*$/.exec(code ?? '') ?? []
  if (zip) return more === '0000' ? zip : `${zip}-${more}`
  const [, area, unit] = /^([A-Z]\d[A-Z]) ?(\d[A-Z]\d)0*$/.exec(code ?? '') ?? []
  return area ? `${area} ${unit}` : code
}

function flawsOf({ country, birth_date, issue_date, expiry_date }: CardBarcode, { of }: Details): CardFlaw[] {
  const said = countryOf(of('DCG'))
  const days = [birth_date, issue_date, expiry_date].filter((day) => day !== null)
  const follow = days.every((day, at) => at === 0 || (days[at - 1] ?? '') < day)
  return [...(said && said !== country ? (['country'] as const) : []), ...(follow ? [] : (['dates'] as const))]
}
