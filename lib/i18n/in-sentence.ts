/** Writes every noun with a capital. */
const WITH_CAPITALS = 'de'
/** A word, and no abbreviation: "Personal", not "ID". */
const WORD = /^\p{Lu}(?=\p{Ll})/u

/** One of our own names as it reads within a sentence: "Correct personal details". */
export function inSentence(name: string, language: string): string {
  return language === WITH_CAPITALS ? name : name.replace(WORD, (letter) => letter.toLocaleLowerCase(language))
}
