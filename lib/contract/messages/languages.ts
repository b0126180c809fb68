/** The languages of the screens, the same as cTrader's. Each has a file in `messages/`. */
export const LANGUAGES = [
  ...(['ar', 'cs', 'de', 'el', 'en', 'es', 'fr', 'hu', 'id', 'it', 'ja', 'ko'] as const),
  ...(['ms', 'pl', 'pt', 'ru', 'sk', 'sl', 'sr', 'th', 'tr', 'vi', 'zh'] as const),
] as const
export type Language = (typeof LANGUAGES)[number]
