import { classesMeet } from './variants'
import { sameForm, type Way, type Word } from './words'

/** How two words agree, by what a reason says. */
export type Agreement = 'same' | 'transliterated' | 'variant' | 'similar' | 'initial'
export type Likeness = { readonly value: number; readonly how: Agreement }

const SAME: Likeness = { value: 1, how: 'same' }
const SAME_NAME: Likeness = { value: 0.96, how: 'transliterated' }
const FOLDED: Likeness = { value: 0.95, how: 'transliterated' }
/** Where vowels are not written, the fewer consonants there are, the less it says that they agree. */
const CONSONANTS = { many: consonants(0.88), three: consonants(0.82), few: consonants(0.75) }
const RELATED: Likeness = { value: 0.82, how: 'variant' }
const INITIAL: Likeness = { value: 0.85, how: 'initial' }
/** Below this, two words are two names. */
export const LEAST_ALIKE = 0.75

/** How alike two words are, 0 (null) to 1. */
export function likenessOf(one: Word, other: Word): Likeness | null {
  if (one === other) return SAME
  if (one.role === 'form' || other.role === 'form') return sameForm(one, other) ? SAME_NAME : exact(one, other)
  let best: Likeness | null = null
  for (const first of one.ways)
    for (const second of other.ways) {
      const likeness = compared(first, second, one.bare || other.bare)
      if (likeness && (!best || likeness.value > best.value)) best = likeness
    }
  if (!best && one.initial !== other.initial) {
    const [letter, whole] = one.initial ? [one, other] : [other, one]
    if (whole.ways.some(({ text }) => letter.ways.some((way) => text.startsWith(way.text)))) return INITIAL
  }
  return best
}

function exact(one: Word, other: Word): Likeness | null {
  return one.ways[0]?.text === other.ways[0]?.text ? SAME : null
}

function compared(one: Way, other: Way, bare: boolean): Likeness | null {
  if (one.text === other.text) return SAME
  if (one.text.length === 1 || other.text.length === 1) return null
  const classes = classesMeet(one.classes, other.classes)
  if (classes === 'same') return SAME_NAME
  if (one.fold === other.fold) return FOLDED
  if (bare && one.sound === other.sound && one.sound.length > 1) return consonantsOf(one, other)
  const similar = similarity(one, other)
  if (classes === 'related' && similar < RELATED.value) return RELATED
  return similar >= LEAST_ALIKE ? { value: similar, how: 'similar' } : null
}

function consonants(value: number): Likeness {
  return { value, how: 'transliterated' }
}

/** A long vowel is written, so both end in one or neither does. */
function consonantsOf(one: Way, other: Way): Likeness {
  const endsInVowel = ({ text }: Way) => /[aeiouwyh]$/.test(text)
  if (one.sound.length < 3 || endsInVowel(one) !== endsInVowel(other)) return CONSONANTS.few
  return one.sound.length > 3 ? CONSONANTS.many : CONSONANTS.three
}

/** Letters that may differ in a word of so many. */
function allowed(length: number): number {
  if (length <= 3) return 0
  return length <= 9 ? 1 : 2
}

/** What a letter that differs only by transliteration costs beside one that differs as it is written. */
const FOLDED_EDIT = 0.3
/** A second slip in one word is rare; a second word of the same root is not. */
const SECOND_EDIT = 1.4
/** More differences than this are not counted. */
const MOST_EDITS = 4
const OTHER_BEGINNING = 0.06
/** What agrees as far as it was written down, but for its last letters: forms and machine-readable zones cut long names off. */
const CUT = { value: 0.8, shortest: 5, most: 3 } as const

/** 1 for the same letters, less for each that differs; 0 beyond what a slip or another system explains. */
function similarity(one: Way, other: Way): number {
  // Names of numbers have no slips: Unit 61 is not Unit 16.
  if (/\d/.test(one.text) || /\d/.test(other.text)) return 0
  const longest = Math.max(one.text.length, other.text.length)
  const written = distance(one.text, other.text, MOST_EDITS)
  const sounded = within(one.fold, other.fold, allowed(Math.min(one.fold.length, other.fold.length) - 1))
  const edits = Math.min(
    written > allowed(longest) ? Number.POSITIVE_INFINITY : written,
    sounded + FOLDED_EDIT * Math.max(1, written - sounded),
  )
  const cut = isCut(one.text, other.text) || isCut(other.text, one.text) ? CUT.value : 0
  if (edits === Number.POSITIVE_INFINITY) return cut
  const first = one.fold[0] === other.fold[0] ? 0 : OTHER_BEGINNING
  return Math.max(cut, 1 - ((edits + Math.max(0, edits - 1) * SECOND_EDIT) * 1.05) / longest - first)
}

function isCut(short: string, long: string): boolean {
  return short.length >= CUT.shortest && long.length - short.length <= CUT.most && long.startsWith(short)
}

function within(one: string, other: string, most: number): number {
  const edits = distance(one, other, most)
  return edits > most ? Number.POSITIVE_INFINITY : edits
}

const rows = [new Uint8Array(64), new Uint8Array(64), new Uint8Array(64)] as const

/** Letters inserted, left out, replaced or swapped with their neighbour; `most` + 1 if more. */
export function distance(one: string, other: string, most: number): number {
  if (Math.abs(one.length - other.length) > most) return most + 1
  if (one.length > 60 || other.length > 60) return one === other ? 0 : most + 1
  let [before, last, row] = rows as unknown as [Uint8Array, Uint8Array, Uint8Array]
  for (let column = 0; column <= other.length; column += 1) last[column] = column
  for (let line = 1; line <= one.length; line += 1) {
    row[0] = line
    let least = line
    const letter = one.charCodeAt(line - 1)
    for (let column = 1; column <= other.length; column += 1) {
      const same = letter === other.charCodeAt(column - 1)
      let cost = Math.min(
        (last[column] as number) + 1,
        (row[column - 1] as number) + 1,
        (last[column - 1] as number) + (same ? 0 : 1),
      )
      if (
        line > 1 &&
        column > 1 &&
        letter === other.charCodeAt(column - 2) &&
        one.charCodeAt(line - 2) === other.charCodeAt(column - 1)
      )
        cost = Math.min(cost, (before[column - 2] as number) + 1)
      row[column] = cost
      if (cost < least) least = cost
    }
    if (least > most) return most + 1
    ;[before, last, row] = [last, row, before]
  }
  return last[other.length] as number
}
