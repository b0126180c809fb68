import parsePhoneNumber, {
  AsYouType,
  type CountryCode,
  getCountryCallingCode,
  isSupportedCountry,
} from 'libphonenumber-js/min'
import { COUNTRIES } from '@/lib/contract/countries'
import { latinDigits } from './latin-digits'

/** Telephone numbers by the world's numbering plans. Comes with the rules, never with the first picture of a form. */

/** A number in one text of digits, "+4740612345". Other text stays as it is. */
export function plainPhone(text: string): string {
  return parsePhoneNumber(dialled(text))?.number ?? text
}

/** Whether some country has such numbers. */
export function isPhone(text: string): boolean {
  return parsePhoneNumber(dialled(text))?.isValid() ?? false
}

/** The country of a number with its code, as alpha-3. Null as long as it may be of several, or of none. */
export function countryOfPhone(text: string): string | null {
  const typed = new AsYouType()
  typed.input(dialled(text))
  const country = typed.getCountry()
  return COUNTRIES.find(({ alpha2 }) => alpha2 === country)?.alpha3 ?? null
}

/** What comes before the numbers of a country (alpha-3), "+47". Null where there are no telephones. */
export function callingCode(country: string): string | null {
  const alpha2 = alpha2Of(country)
  return alpha2 ? `+${getCountryCallingCode(alpha2)}` : null
}

/** The whole number that is meant by one typed at home, "07400 123456" in Britain. One with its own code stays. */
export function wholePhone(text: string, home: string | null): string {
  const code = home && callingCode(home)
  if (code === null || text.trim() === '' || dialled(text).startsWith('+')) return text
  const number = parsePhoneNumber(latinDigits(text), alpha2Of(home))
  return number?.isValid() ? number.formatInternational() : `${code} ${text}`
}

/** A number as it is written at home, while it is typed. Other text stays as it is. */
export function writeAtHome(text: string, home: string | null): string {
  const plain = latinDigits(text)
  return /^[\d\s()./-]+$/.test(plain) ? new AsYouType(alpha2Of(home)).input(plain) : text
}

/** A whole number without its country's code, "+47 40 61 23 45" as "40 61 23 45". */
export function withoutCode(text: string, country: string | null): string {
  const code = country && callingCode(country)
  const plain = dialled(text)
  if (code === null || !plain.startsWith(code)) return text
  const written = /^[+\d\s()./-]+$/.test(plain) ? new AsYouType().input(plain) : plain
  return written.slice(code.length).trim()
}

function alpha2Of(country: string | null): CountryCode | undefined {
  const alpha2 = COUNTRIES.find(({ alpha3 }) => alpha3 === country)?.alpha2
  return alpha2 && isSupportedCountry(alpha2) ? alpha2 : undefined
}

/** With the plus, also where "00" is written for it. */
function dialled(text: string): string {
  return latinDigits(text)
    .trim()
    .replace(/^(00|＋)/, '+')
}
