import { LANGUAGES, type Language } from '@/lib/contract/messages/languages'

export { LANGUAGES, type Language } from '@/lib/contract/messages/languages'

/**
 * Locales that differ from the language code: Serbian in Latin script; Arabic with Latin digits, because platforms
 * differ in their defaults; Thai in the Gregorian calendar, because passports use it; and English without a region as
 * international English instead of American.
 */
const FORMATTED_AS: Partial<Record<Language, string>> = {
  ...{ ar: 'ar-u-nu-latn', en: 'en-001', sr: 'sr-Latn', th: 'th-u-ca-gregory' },
}
/** Languages whose regions differ in the format of dates and numbers, but not in digits or script. */
const REGIONAL: readonly Language[] = ['de', 'en', 'es', 'fr', 'it', 'pt']

/**
 * The locale for formatting dates, numbers and names in a language.
 * @param preferred the reader's preferred locales, in order. One of the same language may add a region.
 */
export function formattingTag(language: Language, preferred: readonly string[] = []): string {
  const tag = FORMATTED_AS[language] ?? language
  if (!REGIONAL.includes(language)) return tag
  const region = preferred
    .filter((it) => it.toLowerCase().split(/[-_]/)[0] === language)
    .map((it) => /[-_]([a-z]{2})$/i.exec(it)?.[1])
    .find(Boolean)
  return region ? `${language}-${region.toUpperCase()}` : tag
}

/** The name of each language in that language. Not from `Intl`, because server and browser may differ. */
export const LANGUAGE_NAMES: Record<Language, string> = {
  ...{ ar: 'العربية', cs: 'Čeština', de: 'Deutsch', el: 'Ελληνικά', en: 'English', es: 'Español', fr: 'Français' },
  ...{ hu: 'Magyar', id: 'Indonesia', it: 'Italiano', ja: '日本語', ko: '한국어', ms: 'Melayu', pl: 'Polski' },
  ...{ pt: 'Português', ru: 'Русский', sk: 'Slovenčina', sl: 'Slovenščina', sr: 'Srpski', th: 'ไทย', tr: 'Türkçe' },
  ...{ vi: 'Tiếng Việt', zh: '中文' },
}

const RIGHT_TO_LEFT: ReadonlySet<string> = new Set(['ar'])

/** The writing direction of a language. */
export function directionOf(language: Language): 'ltr' | 'rtl' {
  return RIGHT_TO_LEFT.has(language) ? 'rtl' : 'ltr'
}

/**
 * The first supported language in the reader's preferences. Regions fall back to their language (`de-AT` → `de`).
 * English if none matches.
 */
export function chooseLanguage(preferred: readonly string[]): Language {
  for (const tag of preferred) {
    const language = tag.toLowerCase().split(/[-_]/)[0]
    const known = LANGUAGES.find((code) => code === language)
    if (known) return known
  }
  return 'en'
}

/** The locales in an Accept-Language header (RFC 9110 §12.5.4), in order of preference. */
export function acceptedLanguages(header: string | null): string[] {
  return (header ?? '')
    .split(',')
    .map((part) => {
      const [tag = '', ...params] = part.trim().split(';')
      const quality = params.map((param) => /^\s*q=([\d.]+)/.exec(param)?.[1]).find(Boolean)
      return { tag: tag.trim(), quality: quality === undefined ? 1 : Number(quality) }
    })
    .filter(({ tag, quality }) => tag !== '' && tag !== '*' && quality > 0)
    .sort((a, b) => b.quality - a.quality)
    .map(({ tag }) => tag)
}
