import { ARABIC, CYRILLIC, GREEK, LATIN, type Spellings } from './letters'

/** A part of a word, and the ways to spell it: one letter, or letters that are spelled together. */
type Unit = { readonly length: number; readonly ways: readonly string[] }

/**
 * A word of a name. `units[i]` are the units that begin at its letter i. Null for a letter that has no spelling here.
 * `decisive` if the tables give every spelling that its script has in documents.
 */
export type Word = { readonly letters: string; readonly units: readonly Unit[][] | null; readonly decisive: boolean }

const TABLES: readonly { spellings: Spellings; decisive: boolean }[] = [
  { spellings: LATIN, decisive: true },
  { spellings: CYRILLIC, decisive: true },
  // There is no table of ICAO for Greek, and Arabic passports are spelled by ear more often than by the table.
  { spellings: GREEK, decisive: false },
  { spellings: ARABIC, decisive: false },
]
const LONGEST_UNIT = 2

/** Written inside a word, and never spelled: apostrophes, accents that stand alone, the dot of l·l, joiners, vowel marks. */
const INSIDE = /['’‘`´′·\p{Lm}\p{Cf}\u064B-\u065F\u0670]/gu

/** The words of a name, in the order in which they are written. Spaces, hyphens, digits and commas separate them. */
export function wordsOf(name: string): Word[] {
  const separated = name.replace(INSIDE, '').normalize('NFKC').replace(INSIDE, '').toUpperCase().normalize('NFC')
  return separated
    .split(/[^\p{L}\p{M}]+/u)
    .filter((letters) => /\p{L}/u.test(letters))
    .map(wordOf)
}

function wordOf(written: string): Word {
  const letters = [...written].map(knownLetter).join('')
  const points = [...letters]
  const units = points.map((_, at) => unitsAt(points, at))
  const spelled = units.every((some) => some.length > 0)
  const tables = points.map((letter) => TABLES.find(({ spellings }) => spellings[letter]))
  return {
    letters,
    units: spelled ? units : null,
    decisive: spelled && tables.every((table) => table?.decisive !== false),
  }
}

/** The letter as the tables have it: with its accents if they list it so, otherwise without. */
function knownLetter(letter: string): string {
  if (TABLES.some(({ spellings }) => spellings[letter])) return letter
  return letter.normalize('NFD').replace(/\p{M}/gu, '')
}

function unitsAt(letters: readonly string[], at: number): Unit[] {
  const units: Unit[] = /^[A-Z]$/.test(letters[at] ?? '') ? [{ length: 1, ways: [letters[at] ?? ''] }] : []
  for (let length = 1; length <= LONGEST_UNIT; length += 1) {
    const part = letters.slice(at, at + length)
    if (part.length < length) break
    for (const { spellings } of TABLES) {
      const ways = spellings[part.join('')]
      if (ways) units.push({ length, ways })
    }
  }
  return units
}

/** Whether the words, written without spaces, can be spelled as `text`. */
export function canSpell(words: readonly Word[], text: string): boolean {
  return endsOf(words, text, false).has(text.length)
}

/** Whether the words can be spelled as `text` with more behind it: a name that was cut because it did not fit. */
export function canBeCutTo(words: readonly Word[], text: string): boolean {
  return text !== '' && endsOf(words, text, true).has(text.length)
}

/**
 * The places in `text` where a spelling of the words can end. With `cut`, a spelling that goes on behind the text ends
 * at its end.
 */
function endsOf(words: readonly Word[], text: string, cut: boolean): ReadonlySet<number> {
  let places = new Set([0])
  for (const { units } of words) {
    if (units === null) return new Set()
    const reached: Set<number>[] = Array.from({ length: units.length + 1 }, () => new Set())
    reached[0] = places
    units.forEach((some, at) => {
      for (const place of reached[at] ?? [])
        for (const { length, ways } of some)
          for (const way of ways) {
            if (text.startsWith(way, place)) reached[at + length]?.add(place + way.length)
            else if (cut && way.startsWith(text.slice(place))) reached[units.length]?.add(text.length)
          }
    })
    places = reached[units.length] ?? new Set()
  }
  return places
}
