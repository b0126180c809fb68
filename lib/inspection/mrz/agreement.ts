import type { Mrz, MrzCertainty, MrzPart } from '@/lib/contract/records'
import { type AnyFormat, FORMATS, type Range, textOf } from './formats'
import { interpretLines } from './parse'
import { withCheck } from './parts'
import { UNKNOWN } from './read-cells'

/** What is compared at once: the places of one part or several, and which they are. The document's code is none. */
type Group = { readonly names: readonly MrzPart[]; readonly ranges: readonly Range[] }

/** What has a check digit: two readings that both agree with theirs are one too many. */
const CHECKED: readonly MrzPart[] = ['document_number', 'birth_date', 'expiry_date']

/** From the best on. */
const BETTER: readonly MrzCertainty[] = ['agreed', 'single', 'repaired', 'unread']

/**
 * One zone out of what two readers made of it, part by part. What both read alike, and without repair, is agreed. Where
 * they differ, what fits better is taken and remains the reading of one; if both fit, which one is right is not known.
 * Null when neither found a zone.
 * @param today ISO date: birth dates are not after it.
 */
export function agreementOf(first: Mrz | null, second: Mrz | null, today: string): Mrz | null {
  if (first === null || second === null) return ofOne(first ?? second)
  if (first.format !== second.format) return ofOne(fitting(first) > fitting(second) ? first : second)
  const compared = groupsOf(FORMATS[second.format]).map((group) => ({ ...group, ...compare(first, second, group) }))
  const lines = compared.reduce<readonly string[]>(
    (rows, { ranges, better }) => ranges.reduce((all, range) => replaced(all, better.lines, range), rows),
    second.lines,
  )
  const { mrz, agrees } = interpretLines(second.format, lines, today)
  const parts: Mrz['parts'] = {}
  for (const { names, better, certaintyOf } of compared) {
    for (const name of names) {
      const part = mrz.parts[name]
      const certainty = part?.certainty === 'unread' ? 'unread' : certaintyOf(name)
      if (part) parts[name] = { certainty, read: better.parts[name]?.read ?? part.read }
    }
  }
  const isAgreed =
    compared.every(({ isAlike }) => isAlike) && Object.values(parts).every(({ certainty }) => certainty === 'agreed')
  return { ...mrz, parts, valid: agrees && isAgreed }
}

/**
 * What two readers made of a zone, with the parts that they left open as a third has read them too: of the two it agrees
 * with one, and the other did not read the part as it can be, or does not know some of it. Where two readings could both be
 * true nothing is settled.
 * @param others The agreement of the third reader with one of the two, and what the other one read.
 */
export function settledBy(mrz: Mrz, others: { agreement: Mrz | null; left: Mrz | null }, today: string): Mrz {
  const { agreement, left } = others
  if (agreement?.format !== mrz.format || left?.format !== mrz.format) return mrz
  const groups = groupsOf(FORMATS[mrz.format])
  const open = groups.filter(
    ({ names, ranges }) =>
      names.some((name) => !isAgreedPart(mrz, name)) &&
      names.every((name) => isAgreedPart(agreement, name)) &&
      (names.every((name) => left.parts[name]?.certainty !== 'single') ||
        ranges.some((range) => textOf(left.lines, range).includes(UNKNOWN))),
  )
  if (open.length === 0) return mrz
  const ranges = open.flatMap((group) => group.ranges)
  const lines = ranges.reduce<readonly string[]>((rows, range) => replaced(rows, agreement.lines, range), mrz.lines)
  const settled = interpretLines(mrz.format, lines, today)
  const names = open.flatMap((group) => group.names)
  const parts = { ...mrz.parts }
  for (const name of names) if (agreement.parts[name]) parts[name] = agreement.parts[name]
  // What is no part of its own, as the document's code, has to be the same in all of them.
  const isAlike = groups
    .filter((group) => group.names.length === 0)
    .flatMap((group) => group.ranges)
    .every((range) => [agreement, left].every((it) => textOf(it.lines, range) === textOf(mrz.lines, range)))
  const isAgreed = isAlike && Object.values(parts).every(({ certainty }) => certainty === 'agreed')
  return { ...settled.mrz, parts, valid: settled.agrees && isAgreed }
}

/**
 * What three readers made of a zone, with names that no two of them have read alike as most of them have each character.
 * They remain uncertain: check digits say nothing of names.
 */
export function withNamesByMost(mrz: Mrz, readings: readonly Mrz[], today: string): Mrz {
  const { surname, given_names } = mrz.parts
  if (readings.some(({ format }) => format !== mrz.format)) return mrz
  if ([surname, given_names].every((part) => (part?.certainty ?? 'agreed') === 'agreed')) return mrz
  const { names, givenNames }: AnyFormat = FORMATS[mrz.format]
  const lines = [names, ...(givenNames ? [givenNames] : [])].reduce<readonly string[]>(
    (rows, range) => rows.with(range.row, withMost(rows[range.row] ?? '', readings, range)),
    mrz.lines,
  )
  const { parts, ...read } = interpretLines(mrz.format, lines, today).mrz
  const open = (['surname', 'given_names'] as const).filter((name) => !isAgreedPart(mrz, name))
  return { ...read, parts: { ...mrz.parts, ...Object.fromEntries(open.map((it) => [it, parts[it]])) }, valid: false }
}

function withMost(line: string, readings: readonly Mrz[], { row, from, to }: Range): string {
  const mostAt = (at: number) => {
    const seen = readings.map(({ lines }) => lines[row]?.[at]).filter((character) => character !== UNKNOWN)
    return seen.find((character, index) => seen.indexOf(character) !== index)
  }
  return [...line].map((own, at) => (at >= from && at < to ? (mostAt(at) ?? own) : own)).join('')
}

/** Whether two readings have all characters of a zone alike, unrepaired: what is wrong with it is wrong on the document. */
export function areAlike(one: Mrz | null, other: Mrz | null): boolean {
  if (one === null || one.format !== other?.format) return false
  const lines = String(one.lines)
  const parts = [one, other].flatMap((mrz) => Object.values(mrz.parts))
  return (
    lines === String(other.lines) &&
    !lines.includes(UNKNOWN) &&
    parts.every(({ certainty }) => certainty !== 'repaired')
  )
}

/** One reading of a zone, its unknown characters as another has read them. */
export function completed(mrz: Mrz, other: Mrz, today: string): Mrz {
  const lines = mrz.lines.map((line, row) =>
    [...line]
      .map((character, at) => (character === UNKNOWN ? (other.lines[row]?.[at] ?? character) : character))
      .join(''),
  )
  return interpretLines(mrz.format, lines, today).mrz
}

function isAgreedPart({ parts }: Mrz, name: MrzPart): boolean {
  return (parts[name]?.certainty ?? 'agreed') === 'agreed'
}

/** What only one reader has read is not certain, whatever its check digits say. */
function ofOne(mrz: Mrz | null): Mrz | null {
  return mrz && { ...mrz, valid: false }
}

function fitting({ parts }: Mrz): number {
  return Object.values(parts).filter(({ certainty }) => certainty === 'single').length
}

function compare(first: Mrz, second: Mrz, group: Group) {
  const { ranges } = group
  const [one, other] = [first, second].map((mrz) => ranges.map((range) => textOf(mrz.lines, range)).join(' '))
  const isAlike = one === other
  const better = rank(first, group) < rank(second, group) ? first : second
  const certaintyOf = (name: MrzPart): MrzCertainty => {
    const [mine, others] = [first.parts[name]?.certainty, second.parts[name]?.certainty]
    if (mine !== 'single' || others !== 'single') return better.parts[name]?.certainty ?? 'unread'
    if (isAlike || hasSameWords(first, second, name)) return 'agreed'
    return CHECKED.includes(name) ? 'unread' : 'single'
  }
  return { isAlike, better, certaintyOf }
}

/** How well a reading fits in these places: the less, the better. A document's code is letters, and no digit like one. */
function rank({ format, lines, parts }: Mrz, { names, ranges }: Group): number {
  const isCode = names.length === 0 && ranges.some(({ row, from }) => row === 0 && from === 0)
  if (isCode) return FORMATS[format].begins.test(lines.join('')) ? 0 : 1
  return Math.max(0, ...names.map((name) => BETTER.indexOf(parts[name]?.certainty ?? 'single')))
}

/** Surname and given names stand in one place: one of them may be read alike where the other is not. */
function hasSameWords(first: Mrz, second: Mrz, name: MrzPart): boolean {
  return (name === 'surname' || name === 'given_names') && first[name] === second[name]
}

function groupsOf({ parts, names, givenNames, optional, composite }: AnyFormat): Group[] {
  const { number, issuer, nationality, birth, sex, expiry } = parts
  const groups: [readonly MrzPart[], readonly (Range | undefined)[]][] = [
    [[], [{ row: 0, from: 0, to: 2 }]],
    [['document_number'], [withCheck(number)]],
    [['issuer'], [issuer]],
    [['nationality'], [nationality]],
    [['birth_date'], [birth && withCheck(birth)]],
    [['expiry_date'], [expiry && withCheck(expiry)]],
    [['sex'], [sex]],
    [
      ['surname', 'given_names'],
      [names, givenNames],
    ],
    [['optional'], optional.map(withCheck)],
    [[], [composite && { row: composite.row, from: composite.at, to: composite.at + 1 }]],
  ]
  return groups.map(([it, ranges]) => ({ names: it, ranges: ranges.filter((range) => range !== undefined) }))
}

function replaced(lines: readonly string[], by: readonly string[], range: Range): readonly string[] {
  const line = lines[range.row] ?? ''
  return lines.with(range.row, line.slice(0, range.from) + textOf(by, range) + line.slice(range.to))
}
