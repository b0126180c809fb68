/** What a recogniser answers for one row: for each step along it how likely each character is there, 0 to 1. */
export type Likelihoods = {
  readonly steps: number
  /** `steps` × CHARACTERS.length values. */
  readonly values: Float32Array
}

/** In the order of a recogniser's answer. */
export const CHARACTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789<'

/** What stands where a character is not known. */
export const UNKNOWN = '?'

/** A row as it was read. */
export type ReadRow = {
  readonly text: string
  /** How likely the characters are together: the mean of their logarithms. */
  readonly score: number
  /** Where the first and the last of them are, in steps. */
  readonly from: number
  readonly to: number
  /** Where each character is, in steps. */
  readonly places: readonly number[]
}

const LEAST = 1e-4
/** What is likelier than this is hardly ever read into print that is upside down. */
const CERTAIN = 0.9
/** How much a distance that is off by a whole character costs, against a character that is not seen at all. */
const UNEVEN = 9

/**
 * The row's `count` characters. They stand in cells of about the same width, so what was not seen between two others is
 * known to be missing, and is taken for what is likeliest there.
 */
export function readCells({ steps, values }: Likelihoods, count: number, pitch: number): ReadRow | null {
  const size = CHARACTERS.length
  const best = new Float64Array(steps)
  for (let step = 0; step < steps; step += 1) {
    let most = LEAST
    for (let at = 0; at < size; at += 1) most = Math.max(most, values[step * size + at] ?? 0)
    best[step] = Math.log(most)
  }
  const [nearest, farthest] = [Math.max(1, Math.floor(pitch * 0.6)), Math.ceil(pitch * 1.45)]
  const back: Int16Array[] = []
  let scores = best
  for (let cell = 1; cell < count; cell += 1) {
    const next = new Float64Array(steps).fill(Number.NEGATIVE_INFINITY)
    const came = new Int16Array(steps).fill(-1)
    for (let step = nearest; step < steps; step += 1) {
      for (let distance = nearest; distance <= farthest && distance <= step; distance += 1) {
        const score = (scores[step - distance] ?? 0) - UNEVEN * (distance / pitch - 1) ** 2
        if (score > (next[step] ?? 0)) [next[step], came[step]] = [score, step - distance]
      }
      next[step] = (next[step] ?? 0) + (best[step] ?? 0)
    }
    back.push(came)
    scores = next
  }
  let end = -1
  for (let step = 0; step < steps; step += 1) {
    if (Number.isFinite(scores[step] ?? 0) && (end < 0 || (scores[step] ?? 0) > (scores[end] ?? 0))) end = step
  }
  if (end < 0) return null
  const score = (scores[end] ?? 0) / count
  const places = [end]
  for (const came of back.toReversed()) places.push(came[places.at(-1) ?? 0] ?? 0)
  places.reverse()
  const text = places.map((step) => likeliest(values, step, size)).join('')
  return { text, score, from: places[0] ?? 0, to: places.at(-1) ?? 0, places }
}

function likeliest(values: Float32Array, step: number, size: number): string {
  let [most, at] = [0, size - 1]
  for (let index = 0; index < size; index += 1) {
    const value = values[step * size + index] ?? 0
    if (value > most) [most, at] = [value, index]
  }
  return CHARACTERS[at] ?? '<'
}

/**
 * The characters that were seen: how many, how many of them for certain, how many fillers, how far apart as a rule, and
 * where the first and the last are, in steps.
 */
export type Seen = {
  readonly count: number
  readonly certain: number
  readonly fillers: number
  readonly pitch: number
  readonly first: number
  readonly last: number
}

/** What is seen without knowing how many characters there are, nor where. */
export function seenIn({ steps, values }: Likelihoods): Seen {
  const size = CHARACTERS.length
  const places: number[] = []
  let [fillers, certain, peak] = [0, 0, 0]
  let [run, from] = [-1, 0]
  for (let step = 0; step <= steps; step += 1) {
    let [at, most] = [-1, 0.5]
    for (let index = 0; index < size && step < steps; index += 1) {
      const value = values[step * size + index] ?? 0
      if (value > most) [at, most] = [index, value]
    }
    if (at === run) {
      peak = Math.max(peak, most)
      continue
    }
    if (run >= 0) places.push((from + step - 1) / 2)
    if (CHARACTERS[run] === '<') fillers += 1
    if (run >= 0 && peak > CERTAIN) certain += 1
    peak = most
    run = at
    from = step
  }
  const distances = places.slice(1).map((place, at) => place - (places[at] ?? 0))
  const sorted = distances.toSorted((a, b) => a - b)
  const middle = sorted[Math.floor(sorted.length / 2)] ?? 0
  const usual = distances.filter((it) => it > 0.7 * middle && it < 1.3 * middle)
  const pitch = usual.reduce((sum, it) => sum + it, 0) / Math.max(1, usual.length)
  return { count: places.length, certain, fillers, pitch, first: places[0] ?? 0, last: places.at(-1) ?? 0 }
}
