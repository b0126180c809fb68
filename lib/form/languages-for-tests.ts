/** The locales of all languages of the screens, as they format dates and numbers. */
export const FORMATTING_TAGS: readonly string[] = [
  ...['ar-u-nu-latn', 'cs', 'de', 'el', 'en-001', 'es', 'fr', 'hu', 'id', 'it', 'ja', 'ko', 'ms', 'pl', 'pt', 'ru'],
  ...['sk', 'sl', 'sr-Latn', 'th-u-ca-gregory', 'tr', 'vi', 'zh'],
]
