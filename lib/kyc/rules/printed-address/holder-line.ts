import { compareNames } from '@/lib/names/compare-names'
import { nameForms, wordForms } from '@/lib/names/name-forms'

/** A name as its holder or their identity document has it. Who has one name only has it as `family_name`. */
export type HolderName = { readonly family_name: string; readonly given_names: string }

/** More words are a sentence. */
const MOST_WORDS = 8
/** Where an M before a name is a title. */
const MONSIEUR = 'FRA BEL CHE LUX MCO'

/**
 * Whether a line names a person: with their surname, and one of their given names or its initial, whatever stands around
 * them. @param country of the document, alpha-3.
 */
export function namesHolder(line: string, { family_name, given_names }: HolderName, country: string | null): boolean {
  const words = wordForms(line)
  if (/\d/.test(line) || words.length === 0 || words.length > MOST_WORDS) return false
  if (!has(line, family_name)) return false
  const given = given_names.split(/\s+/).filter((name) => wordForms(name).length > 0)
  if (given.length === 0) return isAlone(line, family_name)
  if (given.some((name) => has(line, name))) return true
  const [first = []] = wordForms(given[0] ?? '')
  return words.some((forms) => {
    const [initial = ''] = forms
    const isTitle = initial === 'M' && country !== null && MONSIEUR.includes(country)
    return initial.length === 1 && !isTitle && first.some((form) => form.startsWith(initial))
  })
}

/** Whether a line has a surname: it may name somebody else of the family too. */
export function hasSurname(line: string, { family_name }: HolderName): boolean {
  return !/\d/.test(line) && has(line, family_name)
}

/** Whether all words of a name are in a line. */
function has(line: string, name: string): boolean {
  return nameForms(name).some(
    (text) => compareNames(line, { text }) === 'agrees' && wordForms(line).length >= wordForms(name).length,
  )
}

/** Whether a line is a name and nothing else, but for a title. */
function isAlone(line: string, name: string): boolean {
  return wordForms(line.replace(/^\p{L}{1,4}\. ?/u, '')).length === wordForms(name).length
}
