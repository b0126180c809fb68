import { COUNTRIES } from '@/lib/contract/countries'

export type NamedCountry = { code: string; name: string }

/** All countries by their names in `language`, in its alphabetical order. `code` is alpha-3. */
export function countryNames(language: string): NamedCountry[] {
  const names = new Intl.DisplayNames(language, { type: 'region' })
  const { compare } = new Intl.Collator(language)
  return COUNTRIES.map(({ alpha2, alpha3 }) => ({ code: alpha3, name: names.of(alpha2) ?? alpha3 })).sort((a, b) =>
    compare(a.name, b.name),
  )
}

/** The country that a browser's languages name ("de-AT" → AUT), as alpha-3; a language without a region names none. */
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
