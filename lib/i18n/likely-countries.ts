import { COUNTRIES } from '@/lib/contract/countries'
import { countryOfLanguages } from './country-names'

/** So many are offered before all the others. */
const MOST = 3

type Hints = {
  /** What the person has said or shown already, the surest first (alpha-3). */
  known: readonly (string | null | undefined)[]
  /** The browser's languages. */
  languages: readonly string[]
  timeZone: string | undefined
}

/** The countries that a person most likely chooses, as alpha-3. */
export function likelyCountries({ known, languages, timeZone }: Hints): string[] {
  const all = [...known, ...languages.map((tag) => countryOfLanguages([tag])), timeZone && countryOfTimeZone(timeZone)]
  const given = all.filter((code): code is string => COUNTRIES.some(({ alpha3 }) => alpha3 === code))
  return [...new Set(given)].slice(0, MOST)
}

/** The country whose clocks run so. Browsers that do not know which zones a country has give none. */
function countryOfTimeZone(zone: string): string | undefined {
  return COUNTRIES.find(({ alpha2 }) => zonesOf(alpha2).includes(zone))?.alpha3
}

function zonesOf(alpha2: string): readonly string[] {
  const locale = new Intl.Locale('und', { region: alpha2 }) as Intl.Locale & {
    getTimeZones?: () => string[] | undefined
  }
  return locale.getTimeZones?.() ?? []
}
