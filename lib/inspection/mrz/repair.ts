import type { AnyFormat, Range } from './formats'

/** Letters and digits of OCR-B that are easily taken for one another. */
const CONFUSED = ['0O', '1I', '2Z', '5S', '8B']
/** A run of fillers, some of them misread. It begins and ends with one that was not. */
const FILLER_RUN = /<[<KL]*</g
/** Misread fillers between fillers. */
const MISREAD = /(?<=<)(?:[KL<]*|[KCELSRX]{1,3})(?=<|\d{1,2}$|$)/g

/**
 * Brings a row to its full length by adding or removing fillers where they can only be: at the end of the names, or in
 * the longest run of what the issuer fills as it likes. Null when the row is too long or too short for that.
 */
export function withFillers(read: string, index: number, format: AnyFormat): string | null {
  const { rows, names, givenNames, optional } = format
  const length = rows[index] ?? 0
  if (index === names.row && names.to === length)
    return read.slice(0, names.from) + namesIn(read.slice(names.from), length - names.from)
  const loose = [names, ...(givenNames ? [givenNames] : []), ...optional].filter(({ row }) => row === index)
  return aligned(read, length, loose)
}

/** A row of full length, with fillers in the place of letters that fillers are misread as: behind names, in optional data. */
export function withoutMisreadFillers(row: string, index: number, { names, optional }: AnyFormat): string {
  const from = optional.find((range) => range.row === index)?.from ?? row.length
  const { to } = names
  const named =
    index === names.row
      ? row.slice(0, names.from) + namesIn(row.slice(names.from, to), to - names.from) + row.slice(to)
      : row
  return named.replace(MISREAD, (run, at: number) => (at < from ? run : '<'.repeat(run.length)))
}

function aligned(row: string, length: number, loose: readonly Range[]): string | null {
  const missing = length - row.length
  if (missing === 0) return row
  const run = longestRun(row, loose)
  if (Math.abs(missing) > 8 || !run || run.to - run.from + missing < 1) return null
  return row.slice(0, run.from) + '<'.repeat(run.to - run.from + missing) + row.slice(run.to)
}

/** The longest run of fillers in one of these places: those of numbers and codes are as many as they must be. */
function longestRun(row: string, loose: readonly Range[]): { from: number; to: number } | null {
  const runs = [...row.matchAll(FILLER_RUN)]
    .map(({ 0: text, index }) => ({ from: index, to: index + text.length }))
    .filter(({ from, to }) => loose.some((place) => from < place.to && to > place.from))
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

/** What may stand in a field, fillers apart (ICAO Doc 9303 part 3, 4.3). */
export type Alphabet = 'letters' | 'digits' | 'any'

/** A text in the letters or the digits that alone may stand in its place, where one is like the other. */
export function readAs(text: string, alphabet: Alphabet): string {
  if (alphabet === 'any') return text
  const wanted = alphabet === 'letters' ? /[A-Z]/ : /\d/
  return [...text]
    .map((character) => {
      const pair = CONFUSED.find((it) => it.includes(character)) ?? character
      return [...pair].find((it) => wanted.test(it)) ?? character
    })
    .join('')
}

/** The text itself, followed by each text that it may be if one of its characters was confused with another. */
export function possibleTexts(read: string): string[] {
  const others = [...read].flatMap((character, at) =>
    CONFUSED.filter((pair) => pair.includes(character)).map(
      (pair) => read.slice(0, at) + pair.replace(character, '') + read.slice(at + 1),
    ),
  )
  return [read, ...others]
}
