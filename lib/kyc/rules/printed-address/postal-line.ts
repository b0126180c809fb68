import { COUNTRIES } from '@/lib/contract/countries'
import { latinDigits } from '@/lib/form/latin-digits'
import { isPostalCode } from '@/lib/form/postal-codes'

/**
 * What the last line of an address says. `city` is empty where the code has a line of its own; `country` is what the line
 * itself tells, by the sign before the code or a code that only one country has.
 */
export type PostalLine = { postal_code: string; city: string; country: string | null }

/** A place: words that begin with letters, and the number of a district. */
const CITY = String.raw`\p{L}[\p{L}\p{M} .'’()/-]{0,60}?(?: \d{1,2})?`
const DIGITS = String.raw`\d{3} \d{2}|\d{2}-\d{3}|\d{2} \d{3}|\d{4}-\d{3}|\d{5}-\d{3}|\d{3}-\d{4}|\d{4} ?[A-Z]{2}|\d{3} \d{3}|\d{4,7}`
/** The code, then the place. */
const CODE_FIRST = new RegExp(String.raw`^(?:([A-Z]{1,3})(-| ))?(${DIGITS}),? (${CITY})(?:, \p{L}[\p{L} .-]*)?$`, 'u')
/** The place, then the code. */
const CODE_LAST = new RegExp(`^(?:CEP )?(${CITY})(?:,? [-–] ?|,? )(?:CEP )?(?:([A-Z]{2})-)?(${DIGITS})$`, 'u')
const CODE_ALONE = new RegExp(`^(?:CEP )?(${DIGITS})$`, 'u')

/** Codes that are of one country alone, after the place or on a line of their own. */
const OWN_CODES: Readonly<Record<string, string>> = {
  GBR: String.raw`[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}`,
  CAN: String.raw`[ABCEGHJ-NPRSTVXY]\d[A-Z] ?\d[A-Z]\d`,
  IRL: String.raw`[AC-FHKNPRTV-Y](?:\d{2}|6W) ?[AC-FHKNPRTV-Y\d]{4}`,
  MLT: String.raw`[A-Z]{3} ?\d{4}`,
}
/** These have Great Britain's codes. */
const BRITISH = 'GBR GGY JEY IMN GIB'

/** Between place and code: a part of the country, by its letters or, in Canada, also its name. */
const STATES: Readonly<Record<string, string>> = {
  USA: `AL AK AZ AR CA CO CT DE DC FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK OR
    PA RI SC SD TN TX UT VT VA WA WV WI WY PR GU VI AS MP`,
  CAN: 'AB BC MB NB NL NS NT NU ON PE QC SK YT Alberta Manitoba Ontario Quebec Québec Saskatchewan',
  AUS: 'NSW VIC QLD SA WA TAS NT ACT',
}
const STATE_CODES: Readonly<Record<string, string>> = {
  ...{ USA: String.raw`\d{5}(?:-\d{4})?`, CAN: OWN_CODES.CAN ?? '', AUS: String.raw`\d{4}` },
}

/** The place comes first in these. In most a line that begins with digits begins with the number of a house. */
const PLACE_FIRST = `NZL IND IRN IDN THA VNM PAK BGD LKA NPL SAU EGY JOR NGA KEN COL PER SGP LVA ZAF KOR JPN CHN TWN BHR
  BMU BRN OMN MMR LBN KHM`
/** And in these both are usual. */
const EITHER = 'BRA RUS UKR BLR KAZ UZB ISR CHL GEO ARM'

/** What stands before a code, beside the codes of ISO: the signs of cars. */
const SIGNS: Readonly<Record<string, string>> = {
  ...{ D: 'DEU', A: 'AUT', F: 'FRA', B: 'BEL', L: 'LUX', I: 'ITA', E: 'ESP', P: 'PRT', S: 'SWE', N: 'NOR', H: 'HUN' },
  ...{ FIN: 'FIN', FL: 'LIE', SLO: 'SVN', CZ: 'CZE', SRB: 'SRB', EST: 'EST' },
}
/** Their own post writes the sign too. */
const SIGN_BELONGS = 'LVA LTU AND MDA AZE'

/** @param country alpha-3; null where it is not known. Then only what one country alone can mean counts, or a code first. */
export function postalLineOf(line: string, country: string | null): PostalLine | null {
  const text = latinDigits(line)
    .replace(/\s+/g, ' ')
    .replace(/[.,;]+$/, '')
    .trim()
  const own = ownCode(text, country) ?? withState(text, country)
  if (own) return own
  if (country !== null && hasOwnShape(country)) return null
  return (isFirst(country) ? codeFirst(text, country) : null) ?? (isLast(country) ? codeLast(text, country) : null)
}

function hasOwnShape(country: string): boolean {
  return BRITISH.includes(country) || country in OWN_CODES || country in STATES
}

function isLast(country: string | null): boolean {
  return country !== null && `${PLACE_FIRST} ${EITHER}`.includes(country)
}

function isFirst(country: string | null): boolean {
  return country === null || !PLACE_FIRST.includes(country)
}

function ownCode(text: string, country: string | null): PostalLine | null {
  for (const [owner, code] of Object.entries(OWN_CODES)) {
    const isOf = owner === 'GBR' && country !== null ? BRITISH.includes(country) : country === owner
    // Malta's codes are also the letters and numbers of other things.
    if (!isOf && (country !== null || owner === 'MLT')) continue
    const found = new RegExp(`^(?:(${CITY}),? )?(${code})$`, 'iu').exec(text)
    if (found === null || (owner === 'CAN' && found[1])) continue
    return { city: found[1] ?? '', postal_code: (found[2] ?? '').toUpperCase(), country: country ?? owner }
  }
  return null
}

function withState(text: string, country: string | null): PostalLine | null {
  for (const [owner, states] of Object.entries(STATES)) {
    // So few letters and digits are also those of other lines.
    if (country !== owner && (country !== null || owner === 'AUS')) continue
    const between = states.split(/\s+/).join('|')
    const found = new RegExp(
      String.raw`^(${CITY}),? \(?(?:${between})\)?,? (${STATE_CODES[owner]})$`,
      owner === 'CAN' ? 'iu' : 'u',
    ).exec(text)
    if (found) return { city: found[1] ?? '', postal_code: found[2] ?? '', country: owner }
  }
  return null
}

function codeFirst(text: string, known: string | null): PostalLine | null {
  const [, sign = '', between, code = '', city = ''] = CODE_FIRST.exec(text) ?? []
  if (code === '') return null
  const country = countryOfSign(sign)
  if (sign !== '' && country === null && between !== '-') return null
  if (country !== null && known !== null && country !== known) return null
  const belongs = sign !== '' && (country === null || SIGN_BELONGS.includes(country))
  return judged({ postal_code: belongs ? `${sign}${between}${code}` : code, city, country }, known)
}

function codeLast(text: string, known: string | null): PostalLine | null {
  const [, city = '', sign, code = ''] = CODE_LAST.exec(text) ?? []
  const alone = CODE_ALONE.exec(text)?.[1]
  if (code === '')
    return known === 'BRA' && alone ? judged({ postal_code: alone, city: '', country: null }, known) : null
  return judged({ postal_code: sign ? `${sign}-${code}` : code, city, country: null }, known)
}

function judged(line: PostalLine, known: string | null): PostalLine | null {
  const country = line.country ?? known
  if (!isPostalCode(line.postal_code, country)) return null
  return { ...line, city: withoutRegion(line.city, country) }
}

/** Italian places have their province behind them, Brazilian ones their state. */
function withoutRegion(city: string, country: string | null): string {
  if (country === 'ITA') return city.replace(/ (\([A-Z]{2}\)|[A-Z]{2})$/, '')
  return country === 'BRA' ? city.replace(/ ?[-/] ?[A-Z]{2}$/, '') : city
}

function countryOfSign(sign: string): string | null {
  if (sign === '') return null
  return SIGNS[sign] ?? COUNTRIES.find(({ alpha2 }) => alpha2 === sign)?.alpha3 ?? null
}
