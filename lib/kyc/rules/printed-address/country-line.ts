import { COUNTRIES } from '@/lib/contract/countries'
import { LANGUAGES } from '@/lib/contract/messages/languages'

/** In which languages letters name countries: those of the screens, and others that countries have. */
const NAMED_IN = [...LANGUAGES, 'nl', 'sv', 'nb', 'da', 'fi', 'ro', 'bg', 'hr', 'et', 'lv', 'lt', 'uk', 'he', 'is']

/** What letters say besides. */
const ALSO: Readonly<Record<string, string>> = {
  ...{ UK: 'GBR', 'GREAT BRITAIN': 'GBR', ENGLAND: 'GBR', SCOTLAND: 'GBR', WALES: 'GBR', 'NORTHERN IRELAND': 'GBR' },
  ...{ USA: 'USA', 'U S A': 'USA', US: 'USA', 'UNITED STATES OF AMERICA': 'USA', EIRE: 'IRL' },
  ...{ 'REPUBLIC OF IRELAND': 'IRL', HOLLAND: 'NLD', 'THE NETHERLANDS': 'NLD', TURKEY: 'TUR', 'CZECH REPUBLIC': 'CZE' },
}

let names: ReadonlyMap<string, string> | undefined

/** The country that a line names, alpha-3, in any of many languages. Null for other text. */
export function countryOfLine(line: string): string | null {
  names ??= namesOfCountries()
  return names.get(plain(line)) ?? null
}

function namesOfCountries(): Map<string, string> {
  const found = new Map<string, string>()
  const unclear = new Set<string>()
  for (const language of NAMED_IN) {
    const display = new Intl.DisplayNames(language, { type: 'region' })
    for (const { alpha2, alpha3 } of COUNTRIES) {
      const name = plain(display.of(alpha2) ?? '')
      if ((found.get(name) ?? alpha3) !== alpha3) unclear.add(name)
      found.set(name, alpha3)
    }
  }
  for (const name of unclear) found.delete(name)
  for (const [name, country] of Object.entries(ALSO)) found.set(name, country)
  return found
}

function plain(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toUpperCase()
    .replace(/[^\p{L}]+/gu, ' ')
    .trim()
}
