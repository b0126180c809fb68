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
/** Fillers in disguise: a run of characters that fillers are misread as, and a few of them between fillers. */
const FILLER_RUNS = [/[<KL]{5,}/g, /(?<=<)[KCELSRX]{1,3}(?=<|$)/g]

/**
 * Brings a row to its full length by adding or removing fillers where they can only be: at the end of the names, or in
 * the longest run. Null when the row is too long or too short for that.
 */
export function withFillers(read: string, length: number, isNames: boolean): string | null {
  const row = FILLER_RUNS.reduce((text, run) => text.replace(run, (found) => '<'.repeat(found.length)), read)
  if (isNames) return namesRow(row, length)
  const missing = length - row.length
  if (missing === 0) return row
  const run = longestRun(row)
  if (Math.abs(missing) > 8 || !run || run.to - run.from + missing < 1) return null
  return row.slice(0, run.from) + '<'.repeat(run.to - run.from + missing) + row.slice(run.to)
}

/** Only fillers follow the names, whatever OCR saw there. */
function namesRow(row: string, length: number): string {
  const end = row.search(/<{3,}[<KCELSRX]*$|<<[KCELSRX<]{4,}$/)
  const names = end < 0 ? row : row.slice(0, end)
  return names.slice(0, length).padEnd(length, '<')
}

function longestRun(row: string): { from: number; to: number } | null {
  const runs = [...row.matchAll(/<{2,}/g)].map(({ 0: text, index }) => ({ from: index, to: index + text.length }))
  return runs.sort((a, b) => b.to - b.from - (a.to - a.from))[0] ?? null
}

/** Repairs rows: each character to the kind that its position requires, and fields to match their check digits. */
export function repaired(rows: readonly string[], format: AnyFormat): string[] {
  const lines = rows.map((row) => [...row])
  for (const part of Object.values(format.parts)) {
    const { row, from, to, characters, check }: Part = part
    const line = lines[row] ?? []
    for (let at = from; at < to; at += 1) line[at] = asCharacter(line[at] ?? '<', characters)
    if (check !== undefined) line[check] = asCharacter(line[check] ?? '<', 'digits')
    if (check !== undefined)
      line.splice(from, to - from, ...agreeing(line.slice(from, to), line[check] ?? '', characters))
  }
  const { names, composite } = format
  const nameLine = lines[names.row] ?? []
  for (let at = names.from; at < nameLine.length; at += 1) nameLine[at] = asCharacter(nameLine[at] ?? '<', 'letters')
  const last = lines[composite.row] ?? []
  last[composite.at] = asCharacter(last[composite.at] ?? '<', 'digits')
  return lines.map((line) => line.join(''))
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

function othersOf(character: string, characters: Characters): readonly string[] {
  if (characters === 'digits') return [...(OTHER_DIGITS[character] ?? '')]
  return [AS_LETTER[character], AS_DIGIT[character], ...(OTHER_DIGITS[character] ?? '')].filter(
    (other) => other !== undefined,
  )
}

/**
 * The text itself if its check digit matches; otherwise the nearest text that does, with one or two characters changed.
 */
function agreeing(text: readonly string[], digit: string, characters: Characters): readonly string[] {
  const agrees = (read: readonly string[]) =>
    checkDigit(read.join('')) === digit && (characters !== 'digits' || isDate(read))
  if (agrees(text)) return text
  const once = changesOf(text, characters)
  const twice = () => once.flatMap((changed) => changesOf(changed, characters))
  return likeliest(once.filter(agrees)) ?? likeliest(twice().filter(agrees)) ?? text
}

/**
 * Of several matching texts, the one with the fewest switches between letters and digits: most document numbers have
 * few.
 */
function likeliest(candidates: readonly string[][]): readonly string[] | undefined {
  const switches = (candidate: readonly string[]) =>
    candidate.filter((character, i) => i > 0 && /\d/.test(character) !== /\d/.test(candidate[i - 1] ?? '')).length
  return candidates.toSorted((a, b) => switches(a) - switches(b))[0]
}

function changesOf(text: readonly string[], characters: Characters): string[][] {
  return text.flatMap((character, at) => othersOf(character, characters).map((other) => text.with(at, other)))
}

/** Whether six digits may be a date. Settles digits that the check digit cannot tell apart. */
function isDate(digits: readonly string[]): boolean {
  const [month, day] = [Number(digits[2] + (digits[3] ?? '')), Number(digits[4] + (digits[5] ?? ''))]
  return month >= 1 && month <= 12 && day >= 1 && day <= 31
}
