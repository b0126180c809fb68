import type { WeightOf } from '../matching/name-likeness'
import type { Word } from '../matching/words'

/** Weights of the commonest and of the rarest words. */
const WEIGHT = { least: 0.5, most: 1.05 } as const
/** A name that is in the table of names is one that many bear, however few of them are listed. */
const KNOWN_NAME = 0.9
/** With fewer names than this, their frequencies say nothing. */
const SMALL_LIST = 2000

/** Inverse frequency of words among names: the more of them have a word, the less it says. */
export function wordWeights(names: readonly (readonly Word[])[]): WeightOf {
  const counts = new Map<string, number>()
  for (const words of names) for (const key of new Set(words.map(keyOf))) counts.set(key, (counts.get(key) ?? 0) + 1)
  const all = Math.log(Math.max(names.length, SMALL_LIST))
  const known = new Map<Word, number>()
  return (word) => {
    const before = known.get(word)
    if (before !== undefined) return before
    const rare = 1 - Math.log(1 + (counts.get(keyOf(word)) ?? 0)) / all
    const weight =
      (WEIGHT.least + (WEIGHT.most - WEIGHT.least) * Math.min(1, rare * 1.15)) * (isKnown(word) ? KNOWN_NAME : 1)
    if (known.size < MOST_KNOWN) known.set(word, weight)
    return weight
  }
}

const MOST_KNOWN = 200_000

const isKnown = ({ ways }: Word) => ways[0]?.classes.length !== 0

/** Spellings of one name count as one. */
function keyOf({ ways }: Word): string {
  const same = ways[0]?.classes.find((number) => (number & 1) === 0)
  return same === undefined ? (ways[0]?.fold ?? '') : `=${same}`
}
