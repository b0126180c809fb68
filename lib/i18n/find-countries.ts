import { COUNTRIES } from '@/lib/contract/countries'
import { LANGUAGES } from '@/lib/contract/messages/languages'
import type { NamedCountry } from './country-names'

/** What countries are called besides their name in any list. */
const ALSO: Readonly<Record<string, string>> = {
  ...{
    ARE: 'UAE Dubai',
    BIH: 'Bosnia',
    CIV: 'Ivory Coast',
    COD: 'DRC Congo',
    CPV: 'Cape Verde',
    CZE: 'Czech Republic',
  },
  ...{ GBR: 'Great Britain England Scotland Wales', KOR: 'South Korea', LAO: 'Laos', MKD: 'Macedonia', MMR: 'Burma' },
  ...{ NLD: 'Holland', PRK: 'North Korea', SWZ: 'Swaziland', TLS: 'East Timor', TUR: 'Turkey', USA: 'America' },
}
const ALSO_CODED: Readonly<Record<string, string>> = { GBR: 'uk', GRC: 'el' }

/**
 * The countries that somebody means who typed `text`: by their name in the reader's language or in English, or by one of
 * their codes; where these name none, by what they are called where they are or in any of our languages. The surest come
 * first; all of them, as they are, where nothing was typed.
 */
export function findCountries<Named extends NamedCountry>(countries: readonly Named[], text: string): Named[] {
  const typed = plain(text)
  if (typed === '') return [...countries]
  const english = new Intl.DisplayNames('en', { type: 'region' })
  const ranked = countries.flatMap((country, i) => {
    const alpha2 = COUNTRIES.find(({ alpha3 }) => alpha3 === country.code)?.alpha2
    const codes = [country.code, alpha2, ALSO_CODED[country.code]].map((code) => code?.toLowerCase())
    const others = [alpha2 ? english.of(alpha2) : '', ALSO[country.code]].map((name) => plain(name ?? ''))
    const rank = rankOf(typed, codes, plain(country.name), others)
    return rank === null ? [] : [{ country, order: rank * countries.length + i }]
  })
  if (ranked.length === 0) return calledSoElsewhere(countries, typed)
  return ranked.toSorted((one, other) => one.order - other.order).map(({ country }) => country)
}

/** Those whose name begins so in a language of their own ("Suomi") or in one of ours ("Alemania"). */
function calledSoElsewhere<Named extends NamedCountry>(countries: readonly Named[], typed: string): Named[] {
  const ours = LANGUAGES.map((language) => new Intl.DisplayNames(language, { type: 'region' }))
  return countries.filter(({ code }) => {
    const alpha2 = COUNTRIES.find(({ alpha3 }) => alpha3 === code)?.alpha2
    if (!alpha2) return false
    const own = new Intl.DisplayNames(new Intl.Locale('und', { region: alpha2 }).maximize(), { type: 'region' })
    return [own, ...ours].some((names) => ` ${plain(names.of(alpha2) ?? '')}`.includes(` ${typed}`))
  })
}

function rankOf(typed: string, codes: readonly unknown[], name: string, others: readonly string[]): number | null {
  const begins = (text: string) => text.startsWith(typed)
  const hasWord = (text: string) => text.includes(` ${typed}`)
  const ranks = [
    codes.includes(typed),
    begins(name),
    hasWord(name),
    others.some((other) => begins(other) || hasWord(other)),
    typed.length > 1 && name.includes(typed),
  ]
  const rank = ranks.indexOf(true)
  return rank < 0 ? null : rank
}

/** Without case, accents of European letters and signs: "Côte d’Ivoire" is "cote d ivoire". */
function plain(text: string): string {
  return text
    .normalize('NFD')
    .replace(/[\u0300-\u036F]/g, '')
    .toLowerCase()
    .replaceAll('ı', 'i')
    .replace(/[^\p{L}\p{M}\p{N}+]+/gu, ' ')
    .trim()
}
