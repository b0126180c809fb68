import { type Word, wordsOf } from './spelling'

/**
 * The spellings of a name with A to Z, its words separated by single spaces: Müller is MUELLER, MUXXLLER and MULLER.
 * A word in a script that has no spelling here stays as it is, so that it can be found by itself. Empty if nothing in
 * the text is a letter.
 */
export function nameForms(name: string): string[] {
  const words = wordForms(name)
  const count = Math.max(0, ...words.map((forms) => forms.length))
  return Array.from({ length: count }, (_, form) =>
    words.map((forms) => forms[Math.min(form, forms.length - 1)]).join(' '),
  )
}

/** The words of a name, each in its spellings. */
export function wordForms(name: string): string[][] {
  return wordsOf(name).map(spellingsOf)
}

/** One spelling with the first way of every letter, one with the second, and so on. */
function spellingsOf({ letters, units }: Word): string[] {
  if (units === null) return [letters]
  const ways = units.map((some) => some.find(({ length }) => length === 1)?.ways ?? [])
  const count = Math.max(...ways.map((each) => each.length))
  const forms = Array.from({ length: count }, (_, way) =>
    ways.map((each) => each[Math.min(way, each.length - 1)]).join(''),
  )
  return [...new Set(forms)]
}
