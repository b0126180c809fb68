import { latinDigits } from '../latin-digits'

/** Where the same language has other names for the months: in Vienna, Beirut, Algiers; and Serbian in both its scripts. */
const ALSO_NAMED_IN: Record<string, readonly string[]> = {
  ar: ['ar-SY', 'ar-DZ', 'ar-MA'],
  de: ['de-AT'],
  es: ['es-PE'],
  sr: ['sr-Cyrl', 'sr-Latn-ME'],
  zh: ['zh-TW'],
}
/** Shorter beginnings of a name are taken for names only where the language itself shortens so. */
const SHORTEST = 3

type Names = ReadonlyMap<string, number>
const known = new Map<string, Names[]>()

/**
 * The month (1 to 12) that a word names, in the language or in English: the whole name, its abbreviation or an unmistakable
 * beginning. Null when it names none, or may name two.
 */
export function monthNamed(word: string, language: string): number | null {
  const name = plainName(word)
  const number = /^[^\d]*(\d{1,2})[^\d]*$/.exec(latinDigits(name))?.[1]
  if (number !== undefined) return Number(number) >= 1 && Number(number) <= 12 ? Number(number) : null
  const names = namesFor(language)
  const exact = names.map((of) => of.get(name)).find((month) => month !== undefined)
  if (exact !== undefined || [...name].length < SHORTEST) return exact ?? null
  return names.map((of) => beginningOf(name, of)).find((month) => month !== null) ?? null
}

function beginningOf(name: string, names: Names): number | null {
  const months = new Set([...names].filter(([full]) => full.startsWith(name)).map(([, month]) => month))
  return months.size === 1 ? ([...months][0] ?? null) : null
}

/** The names in the language, then those in English. */
function namesFor(language: string): Names[] {
  const before = known.get(language)
  if (before) return before
  const base = language.split('-')[0] ?? language
  const names = [namesIn([language, ...(ALSO_NAMED_IN[base] ?? [])]), namesIn(['en'])]
  known.set(language, names)
  return names
}

const FORMATS: readonly Intl.DateTimeFormatOptions[] = (['long', 'short'] as const).flatMap((month) => [
  { month },
  { month, day: 'numeric' },
  { month, year: 'numeric' },
])

function namesIn(locales: readonly string[]): Names {
  const entries = locales.flatMap((locale) =>
    FORMATS.flatMap((options) => {
      const format = new Intl.DateTimeFormat(locale, { ...options, calendar: 'gregory', timeZone: 'UTC' })
      return Array.from({ length: 12 }, (_, index): [string, number] => {
        const parts = format.formatToParts(Date.UTC(2001, index, 15))
        return [plainName(parts.find(({ type }) => type === 'month')?.value ?? ''), index + 1]
      })
    }),
  )
  // Where two places disagree, the language itself, which comes first, is right.
  return new Map(entries.filter(([name]) => name !== '').reverse())
}

/** Without case, points, accents of European letters and hamza: "Déc." is "dec". Marks of Thai are letters. */
function plainName(name: string): string {
  return name
    .normalize('NFD')
    .replace(/[\u0300-\u036F\u0653-\u0655.\s]|\p{Default_Ignorable_Code_Point}/gu, '')
    .toLowerCase()
    .replaceAll('ı', 'i')
}
