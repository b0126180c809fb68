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
  return numberIn(text)?.number ?? text
}

/** Whether some country has such numbers. */
export function isPhone(text: string): boolean {
  return numberIn(text)?.isValid() ?? false
}

/** A number as it is written where it is dialled from abroad, as far as it has been typed. */
export function writePhone(text: string): string {
  return new AsYouType().input(dialled(text))
}

/** The country of a number, as alpha-3. Null as long as it may be of several, or of none. */
export function countryOfPhone(text: string): string | null {
  const typed = new AsYouType()
  typed.input(dialled(text))
  const country = typed.getCountry()
  return COUNTRIES.find(({ alpha2 }) => alpha2 === country)?.alpha3 ?? null
}

/** What comes before the numbers of a country, "+47". Null where there are no telephones. */
export function callingCode(alpha3: string): string | null {
  const alpha2 = COUNTRIES.find((country) => country.alpha3 === alpha3)?.alpha2
  return alpha2 && isSupportedCountry(alpha2) ? `+${getCountryCallingCode(alpha2)}` : null
}

/** A number as it is dialled at home, "0406 12 345", for abroad. Null while it is none. */
export function phoneFrom(alpha3: string, text: string): string | null {
  const alpha2 = COUNTRIES.find((country) => country.alpha3 === alpha3)?.alpha2
  const number = parsePhoneNumber(latinDigits(text), alpha2 as CountryCode)
  return number?.isValid() ? number.formatInternational() : null
}

function numberIn(text: string) {
  return parsePhoneNumber(dialled(text))
}

/** With the plus, also where "00" is written for it. */
function dialled(text: string): string {
  return latinDigits(text)
    .trim()
    .replace(/^(00|＋)/, '+')
}
