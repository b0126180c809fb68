/** The languages of the screens, cTrader's own: one file in `messages/` for each. */
export const LANGUAGES = [
  ...(['ar', 'cs', 'de', 'el', 'en', 'es', 'fr', 'hu', 'id', 'it', 'ja', 'ko'] as const),
  ...(['ms', 'pl', 'pt', 'ru', 'sk', 'sl', 'sr', 'th', 'tr', 'vi', 'zh'] as const),
] as const
export type Language = (typeof LANGUAGES)[number]

/**
 * What the platform has to be told: our Serbian is written in Latin letters, our Arabic with Latin digits (releases of
 * the platform differ), years are typed and read in the calendar of passports, where Thai would count from another one,
 * and English without a region is the world's, not America's.
 */
const FORMATTED_AS: Partial<Record<Language, string>> = {
  ...{ ar: 'ar-u-nu-latn', en: 'en-001', sr: 'sr-Latn', th: 'th-u-ca-gregory' },
}
/** Where a region changes how dates and numbers are written, and neither digits nor letters. */
const REGIONAL: readonly Language[] = ['de', 'en', 'es', 'fr', 'it', 'pt']

/**
 * The tag by which the platform writes dates, numbers and names in a language.
 * @param preferred the tags that the reader asked for, most wanted first: one of the language may name a region.
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

/** Each by its own name, as its speakers look for it: server and browser may know different ones. */
export const LANGUAGE_NAMES: Record<Language, string> = {
  ...{ ar: 'العربية', cs: 'Čeština', de: 'Deutsch', el: 'Ελληνικά', en: 'English', es: 'Español', fr: 'Français' },
  ...{ hu: 'Magyar', id: 'Indonesia', it: 'Italiano', ja: '日本語', ko: '한국어', ms: 'Melayu', pl: 'Polski' },
  ...{ pt: 'Português', ru: 'Русский', sk: 'Slovenčina', sl: 'Slovenščina', sr: 'Srpski', th: 'ไทย', tr: 'Türkçe' },
  ...{ vi: 'Tiếng Việt', zh: '中文' },
}

const RIGHT_TO_LEFT: ReadonlySet<string> = new Set(['ar'])

/** Which way a language is written. */
export function directionOf(language: Language): 'ltr' | 'rtl' {
  return RIGHT_TO_LEFT.has(language) ? 'rtl' : 'ltr'
}

/**
 * The first language that we have, of those asked for in order of preference. Regions fall back to their
 * language (`de-AT` → `de`); without a match English.
 */
export function chooseLanguage(preferred: readonly string[]): Language {
  for (const tag of preferred) {
    const language = tag.toLowerCase().split(/[-_]/)[0]
    const known = LANGUAGES.find((code) => code === language)
    if (known) return known
  }
  return 'en'
}

/** The tags of an Accept-Language header (RFC 9110 §12.5.4), most wanted first. */
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
