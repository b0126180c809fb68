import { checkDigit } from './check-digit'
import type { AnyFormat, Part, Signs } from './formats'

/** Signs of OCR-B that are taken for one another: as a letter, and as a digit. */
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
/** Among fillers: a run of what only fillers are read as, and single signs between fillers. */
const FILLER_RUNS = [/[<KL]{5,}/g, /(?<=<)[KCELSRX]{1,3}(?=<|$)/g]

/**
 * A row at its full length: fillers that were lost or invented are put right where they can only be, at the end of the
 * names or in the longest run. Null when the row is too far from the length.
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

/** After the names there are fillers alone, whatever was read there. */
function namesRow(row: string, length: number): string {
  const end = row.search(/<{3,}[<KCELSRX]*$|<<[KCELSRX<]{4,}$/)
  const names = end < 0 ? row : row.slice(0, end)
  return names.slice(0, length).padEnd(length, '<')
}

function longestRun(row: string): { from: number; to: number } | null {
  const runs = [...row.matchAll(/<{2,}/g)].map(({ 0: text, index }) => ({ from: index, to: index + text.length }))
  return runs.sort((a, b) => b.to - b.from - (a.to - a.from))[0] ?? null
}

/** The rows with each sign as its place asks for it, and numbers as their check digits ask for them. */
export function repaired(rows: readonly string[], format: AnyFormat): string[] {
  const lines = rows.map((row) => [...row])
  for (const part of Object.values(format.parts)) {
    const { row, from, to, signs, check }: Part = part
    const line = lines[row] ?? []
    for (let at = from; at < to; at += 1) line[at] = asSign(line[at] ?? '<', signs)
    if (check !== undefined) line[check] = asSign(line[check] ?? '<', 'digits')
    if (check !== undefined) line.splice(from, to - from, ...agreeing(line.slice(from, to), line[check] ?? '', signs))
  }
  const { names, composite } = format
  const nameLine = lines[names.row] ?? []
  for (let at = names.from; at < nameLine.length; at += 1) nameLine[at] = asSign(nameLine[at] ?? '<', 'letters')
  const last = lines[composite.row] ?? []
  last[composite.at] = asSign(last[composite.at] ?? '<', 'digits')
  return lines.map((line) => line.join(''))
}

function asSign(sign: string, signs: Signs): string {
  if (signs === 'letters') return AS_LETTER[sign] ?? sign
  return signs === 'digits' ? (AS_DIGIT[sign] ?? sign) : sign
}

/** What else a sign may be, at a place for digits, and at one for anything. */
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

function othersOf(sign: string, signs: Signs): readonly string[] {
  if (signs === 'digits') return [...(OTHER_DIGITS[sign] ?? '')]
  return [AS_LETTER[sign], AS_DIGIT[sign], ...(OTHER_DIGITS[sign] ?? '')].filter((other) => other !== undefined)
}

/** The text as it was read when its check digit agrees; else the nearest that agrees, with one or two signs changed. */
function agreeing(text: readonly string[], digit: string, signs: Signs): readonly string[] {
  const agrees = (read: readonly string[]) =>
    checkDigit(read.join('')) === digit && (signs !== 'digits' || isDate(read))
  if (agrees(text)) return text
  const once = changesOf(text, signs)
  const twice = () => once.flatMap((changed) => changesOf(changed, signs))
  return likeliest(once.filter(agrees)) ?? likeliest(twice().filter(agrees)) ?? text
}

/** Of several readings that agree, the one in which letters and digits take turns the least: as in most numbers. */
function likeliest(readings: readonly string[][]): readonly string[] | undefined {
  const turns = (reading: readonly string[]) =>
    reading.filter((sign, i) => i > 0 && /\d/.test(sign) !== /\d/.test(reading[i - 1] ?? '')).length
  return readings.toSorted((a, b) => turns(a) - turns(b))[0]
}

function changesOf(text: readonly string[], signs: Signs): string[][] {
  return text.flatMap((sign, at) => othersOf(sign, signs).map((other) => text.with(at, other)))
}

/** Whether six digits may be a date: of digits that a check digit does not tell apart, this does. */
function isDate(digits: readonly string[]): boolean {
  const [month, day] = [Number(digits[2] + (digits[3] ?? '')), Number(digits[4] + (digits[5] ?? ''))]
  return month >= 1 && month <= 12 && day >= 1 && day <= 31
}
