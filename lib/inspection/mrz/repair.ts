import { checkDigit } from './check-digit'
import type { AnyFormat, Characters, Part } from './formats'

/** Characters of OCR-B that are easily confused: the letter for a digit, and the digit for a letter. */
const AS_LETTER: Record<string, string> = {
  '0': 'O',
  '1': 'I',
  '2': 'Z',
  '5': 'S',
  '6': 'G',
  '8': 'B',
  '4': 'A',
  '7': 'T',
}
const AS_DIGIT: Record<string, string> = {
  O: '0',
  Q: '0',
  D: '0',
  U: '0',
  I: '1',
  L: '1',
  Z: '2',
  S: '5',
  G: '6',
  B: '8',
  A: '4',
  T: '7',
}
/** A run of fillers, some of them misread. It begins and ends with one that was not. */
const FILLER_RUN = /<[<KL]*</g
/** Misread fillers between fillers. */
const MISREAD = /(?<=<)(?:[KL<]*|[KCELSRX]{1,3})(?=<|\d{1,2}$|$)/g

/**
 * Brings a row to its full length by adding or removing fillers where they can only be: at the end of the names, or in
 * the longest run. Letters are taken for misread fillers only there and in optional data, never in a field. Null when
 * the row is too long or too short for that.
 */
export function withFillers(read: string, index: number, { length, names, optional }: AnyFormat): string | null {
  if (index === names.row) return read.slice(0, names.from) + namesIn(read.slice(names.from), length - names.from)
  const row = aligned(read, length)
  const from = optional.find((range) => range.row === index)?.from ?? length
  return row?.replace(MISREAD, (run, at: number) => (at < from ? run : '<'.repeat(run.length))) ?? null
}

function aligned(row: string, length: number): string | null {
  const missing = length - row.length
  if (missing === 0) return row
  const run = longestRun(row)
  if (Math.abs(missing) > 8 || !run || run.to - run.from + missing < 1) return null
  return row.slice(0, run.from) + '<'.repeat(run.to - run.from + missing) + row.slice(run.to)
}

function longestRun(row: string): { from: number; to: number } | null {
  const runs = [...row.matchAll(FILLER_RUN)].map(({ 0: text, index }) => ({ from: index, to: index + text.length }))
  return runs.sort((a, b) => b.to - b.from - (a.to - a.from))[0] ?? null
}

/** Letters that a filler is misread as, and a row's end of nothing but these. Many names have no others: Lee, Kessler. */
const LIKE_FILLERS = /^[KCELSRX]+$/
const MISREAD_END = /<[<KL]{5,}$|<[<KCELSRX]{12,}$/

/** The names: the primary one, and after two fillers the others, separated by one. Only fillers follow. */
function namesIn(text: string, length: number): string {
  const [primary = '', ...rest] = text.replace(MISREAD_END, (end) => keptOf(end)).split(/(<+)/)
  let names = primary
  let separated = false
  for (let at = 0; at < rest.length; at += 2) {
    const [fillers, name] = [rest[at] ?? '', rest[at + 1] ?? '']
    const ends = fillers.length > 1 && (separated || (fillers.length > 2 && LIKE_FILLERS.test(name)))
    if (ends || name === '') break
    separated ||= fillers.length > 1
    names += (fillers.length > 1 ? '<<' : '<') + name
  }
  return names.slice(0, length).padEnd(length, '<')
}

/** The name at the beginning of a misread end, if fillers follow it: `<<LEE<<<<<`. */
function keptOf(end: string): string {
  const [, name = ''] = /^<{1,2}([KCELSRX]{1,11})<{2,}[<KCELSRX]*$/.exec(end) ?? []
  return name === '' ? '<'.repeat(end.length) : end
}

/** Rows after repair. Not `settled` if a field could be repaired in several ways, and therefore was not. */
type Repaired = { lines: string[]; settled: boolean }

/** Repairs rows: each character to the kind that its position requires, and fields to match their check digits. */
export function repaired(rows: readonly string[], format: AnyFormat): Repaired {
  const lines = rows.map((row) => [...row])
  let settled = true
  for (const part of Object.values(format.parts)) {
    const { row, from, to, characters, check }: Part = part
    const line = lines[row] ?? []
    for (let at = from; at < to; at += 1) line[at] = asCharacter(line[at] ?? '<', characters)
    if (check === undefined) continue
    line[check] = asCharacter(line[check] ?? '<', 'digits')
    // Without a check digit the number goes on elsewhere, or the date is not known.
    if (line[check] === '<') continue
    const [nearest, ...others] = agreeing(line.slice(from, to), line[check] ?? '', characters)
    if (nearest && others.length === 0) line.splice(from, to - from, ...nearest)
    settled &&= others.length === 0
  }
  const { names, composite } = format
  const nameLine = lines[names.row] ?? []
  for (let at = names.from; at < nameLine.length; at += 1) nameLine[at] = asCharacter(nameLine[at] ?? '<', 'letters')
  const last = lines[composite.row] ?? []
  last[composite.at] = asCharacter(last[composite.at] ?? '<', 'digits')
  return { lines: lines.map((line) => line.join('')), settled }
}

function asCharacter(character: string, characters: Characters): string {
  if (characters === 'letters') return AS_LETTER[character] ?? character
  return characters === 'digits' ? (AS_DIGIT[character] ?? character) : character
}

/** Other digits that a digit may be mistaken for. */
const OTHER_DIGITS: Record<string, string> = {
  '0': '98',
  '9': '0',
  '6': '8',
  '8': '60',
  '3': '8',
  '5': '6',
  '1': '7',
  '7': '1',
}

/** The pairs that OCR-B itself makes hard to tell apart. All others are misread less often. */
const HARDLY_DIFFERENT = ['0O', 'O0', '1I', 'I1']

/** A text with some characters changed, and how unlikely these changes are. */
type Changed = { text: readonly string[]; cost: number }

function changesOf({ text, cost }: Changed, characters: Characters): Changed[] {
  return text.flatMap((character, at) => {
    const to = (other: string, more: number): Changed => ({ text: text.with(at, other), cost: cost + more })
    const digits = [...(OTHER_DIGITS[character] ?? '')].map((other) => to(other, 3))
    if (characters === 'digits') return digits
    const lookalikes = [AS_LETTER[character], AS_DIGIT[character]].filter((other) => other !== undefined)
    return [...lookalikes.map((other) => to(other, HARDLY_DIFFERENT.includes(character + other) ? 1 : 2)), ...digits]
  })
}

/**
 * The text itself if its check digit matches; otherwise the likeliest texts that do, with one or two characters changed.
 * Several of them are equally likely: which one is printed cannot be known.
 */
function agreeing(text: readonly string[], digit: string, characters: Characters): (readonly string[])[] {
  const agrees = (read: readonly string[]) =>
    checkDigit(read.join('')) === digit && (characters !== 'digits' || isDate(read.join('')))
  if (agrees(text)) return [text]
  const once = changesOf({ text, cost: 0 }, characters)
  const twice = once.flatMap((changed) => changesOf(changed, characters))
  const possible = [...once, ...twice].filter((changed) => agrees(changed.text))
  const least = Math.min(...possible.map(({ cost }) => cost))
  const likeliest = possible.filter(({ cost }) => cost === least).map((changed) => changed.text.join(''))
  return [...new Set(likeliest)].map((read) => [...read])
}

/**
 * Whether six characters may be a date, with fillers or zeros for what is not known, or none at all. Settles digits that
 * the check digit cannot tell apart.
 */
function isDate(characters: string): boolean {
  return /^(\d\d|<<)(0\d|1[0-2]|<<)([0-2]\d|3[01]|<<)$|^9{6}$/.test(characters)
}
