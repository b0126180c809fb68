import { canBeCutTo, canSpell, type Word, wordsOf } from './spelling'

/** `unknown` if the two cannot be compared: a name is missing, or written in a script without a table of spellings. */
export type NameComparison = 'agrees' | 'disagrees' | 'unknown'

/** A name as a document prints it for machines: A to Z and spaces. */
export type PrintedName = {
  readonly text: string
  /** Whether it fills the space that it has, so that its end may be missing. */
  readonly full?: boolean
}

/** Words that a document or a person may leave out, and that are no name by themselves. */
export const LEFT_OUT: ReadonlySet<string> = new Set([
  ...[
    'AF',
    'AL',
    'BIN',
    'BINT',
    'BINTI',
    'D',
    'DA',
    'DAS',
    'DE',
    'DEI',
    'DEL',
    'DELLA',
    'DEN',
    'DER',
    'DES',
    'DI',
    'DO',
  ],
  ...[
    'DOS',
    'DU',
    'E',
    'EL',
    'IBN',
    'LA',
    'LAS',
    'LE',
    'LOS',
    'OP',
    'TE',
    'TEN',
    'TER',
    'UND',
    'VAN',
    'VOM',
    'VON',
    'Y',
  ],
  ...['BINTE', 'BTE', 'DAL', 'DALLA', 'DALLE', 'DEGLI', 'DELLE', 'DELLO', 'HET', 'TOT', 'UIT'],
  ...['ZU', 'ZUM', 'ZUR', 'JR', 'SR', 'II', 'III', 'IV', 'DR', 'PROF', 'MR', 'MRS', 'MS'],
])
/** Beginnings of surnames that are also written apart: no name by themselves, but nobody leaves them out. */
const BEGINNINGS = new Set(['AP', 'FITZ', 'MC'])
/** A printed word of this length may be cut also where the name does not fill its space: registers have limits too. */
const LONG_WORD = 8
/** More words than any name has. Bounds the work. */
const MOST_WORDS = 12

/**
 * Compares a name as a person writes it with one as a document prints it for machines. They agree if all words of the
 * one are among those of the other: whatever the order, spaces and hyphens, with particles or without, in any spelling
 * of ICAO Doc 9303 part 3, and with its end cut off. A particle alone is no agreement.
 */
export function compareNames(typed: string, printed: PrintedName): NameComparison {
  const words = wordsOf(typed).slice(0, MOST_WORDS)
  const zone = printed.text
    .toUpperCase()
    .split(/[^A-Z]+/)
    .filter((word) => word !== '')
    .slice(0, MOST_WORDS)
  if (words.length === 0 || zone.length === 0) return 'unknown'
  if (agree(words, zone, printed.full === true)) return 'agrees'
  return words.every(({ decisive }) => decisive) ? 'disagrees' : 'unknown'
}

function agree(words: readonly Word[], zone: readonly string[], full: boolean): boolean {
  const whole = zone.join('')
  if (canSpell(words, whole) || (full && canBeCutTo(words, whole))) return true
  const pairs = pairsOf(words, zone, full)
  const [typed, printed] = [significant(words.map(({ letters }) => letters)), significant(zone)]
  return covers(pairs, typed, 'typed') || covers(pairs, printed, 'printed')
}

/** The words that must be found again, by their places in bits: all but particles and initials. None if none is a name. */
function significant(words: readonly string[]): number {
  const chosen = words.map((word) => word.length > 1 && !LEFT_OUT.has(word))
  return words.some((word, at) => chosen[at] && !BEGINNINGS.has(word)) ? bitsOf(chosen) : 0
}

function bitsOf(chosen: readonly boolean[]): number {
  return chosen.reduce((bits, is, at) => (is ? bits | (1 << at) : bits), 0)
}

/** Neighbouring words of the one that can be written as neighbouring words of the other, by their places in bits. */
type Pair = { typed: number; printed: number }

function pairsOf(words: readonly Word[], zone: readonly string[], full: boolean): Pair[] {
  return runsOf(words.length).flatMap((typed) =>
    runsOf(zone.length)
      .filter((printed) => {
        const some = words.slice(typed.from, typed.to)
        const text = zone.slice(printed.from, printed.to).join('')
        return canSpell(some, text) || (mayBeCut(text, full, printed, zone) && canBeCutTo(some, text))
      })
      .map((printed) => ({ typed: typed.bits, printed: printed.bits })),
  )
}

type Run = { from: number; to: number; bits: number }

function runsOf(count: number): Run[] {
  return Array.from({ length: count }, (_, from) =>
    Array.from({ length: count - from }, (__, more) => ({
      ...{ from, to: from + more + 1 },
      bits: ((1 << (more + 1)) - 1) << from,
    })),
  ).flat()
}

/** In a full space the last word may be cut, and any to its initial; elsewhere only a long word. */
function mayBeCut(text: string, full: boolean, { from, to }: Run, zone: readonly string[]): boolean {
  if (to - from > 1) return false
  return text.length >= LONG_WORD || (full && (to === zone.length || text.length === 1))
}

/** Whether pairs that share no word can be chosen so that all `wanted` words of one side are in them. */
function covers(pairs: readonly Pair[], wanted: number, side: keyof Pair): boolean {
  const failed = new Set<string>()
  const cover = (left: number, used: Pair): boolean => {
    if (left === 0) return true
    const state = `${used.typed} ${used.printed}`
    if (failed.has(state)) return false
    failed.add(state)
    const next = left & -left
    return pairs.some(
      (pair) =>
        (pair[side] & next) !== 0 &&
        (pair.typed & used.typed) === 0 &&
        (pair.printed & used.printed) === 0 &&
        cover(left & ~pair[side], { typed: used.typed | pair.typed, printed: used.printed | pair.printed }),
    )
  }
  return wanted !== 0 && cover(wanted, { typed: 0, printed: 0 })
}
