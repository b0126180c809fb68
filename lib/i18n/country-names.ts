import { COUNTRIES } from '@/lib/contract/countries'

export type NamedCountry = { code: string; name: string }

/** All countries with their names in `language`, sorted alphabetically. `code` is alpha-3. */
export function countryNames(language: string): NamedCountry[] {
  const names = new Intl.DisplayNames(language, { type: 'region' })
  const { compare } = new Intl.Collator(language)
  return COUNTRIES.map(({ alpha2, alpha3 }) => ({ code: alpha3, name: names.of(alpha2) ?? alpha3 })).sort((a, b) =>
    compare(a.name, b.name),
  )
}

/** The first country in a browser's languages ("de-AT" → AUT), as alpha-3. Null when none has a region. */
export function countryOfLanguages(languages: readonly string[]): string | null {
  for (const tag of languages) {
    const region = regionOf(tag)
    const country = region && COUNTRIES.find(({ alpha2 }) => alpha2 === region)
    if (country) return country.alpha3
  }
  return null
}

function regionOf(tag: string): string | undefined {
  try {
    return new Intl.Locale(tag).region
  } catch {
    return undefined
  }
}
