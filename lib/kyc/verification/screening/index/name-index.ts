import { LRUCache } from 'lru-cache'
import { joinedTexts, scoreOf, type WeightOf, weightIn } from '../matching/name-likeness'
import { likenessOf } from '../matching/word-likeness'
import { folded, type NameOf, type Word, wordOf } from '../matching/words'

/** Names in which a search finds those that can be alike enough, without comparing it with every one. */
export type NameIndex = {
  readonly size: number
  words(name: number): readonly Word[]
  /** The names whose score can reach `least`. */
  candidates(query: readonly Word[], least: number): number[]
}

type Similar = { readonly token: number; readonly value: number }

/** Neighbours up to so many are also found written as one word. */
const MOST_JOINED = 3
/** Words for which the similar ones are remembered. */
const REMEMBERED = 20_000

/**
 * Every word is found by what it folds to, by that without one of its letters (so that one slip on either side is
 * found), by its consonants, its beginning and end, and the names of which it is a form.
 */
export function indexNames(names: readonly (readonly Word[])[], weightOf: WeightOf, of: NameOf): NameIndex {
  const tokens: Word[] = []
  const tokenOf = new Map<Word, number>()
  const numbered = (word: Word): number => {
    const known = tokenOf.get(word)
    if (known !== undefined) return known
    tokenOf.set(word, tokens.length)
    tokens.push(word)
    return tokens.length - 1
  }
  const starts = new Uint32Array(names.length + 1)
  const flat: number[] = []
  names.forEach((words, name) => {
    for (const word of words) flat.push(numbered(word))
    starts[name + 1] = flat.length
  })
  const nameTokens = Uint32Array.from(flat)
  const weights = Float32Array.from(tokens, (word) => weightIn(word, weightOf))
  const nameWeights = new Float32Array(names.length)
  const slack = new Float32Array(names.length)
  const counts = new Uint32Array(tokens.length + 1)
  names.forEach((_, name) => {
    for (let at = starts[name] as number; at < (starts[name + 1] as number); at += 1) {
      const token = nameTokens[at] as number
      nameWeights[name] = (nameWeights[name] as number) + (weights[token] as number)
      counts[token + 1] = (counts[token + 1] as number) + 1
      if ((tokens[token] as Word).initial) slack[name] = (slack[name] as number) + (weights[token] as number)
    }
  })
  for (let token = 0; token < tokens.length; token += 1)
    counts[token + 1] = (counts[token + 1] as number) + (counts[token] as number)
  const postings = new Uint32Array(nameTokens.length)
  const next = counts.slice()
  names.forEach((_, name) => {
    for (let at = starts[name] as number; at < (starts[name + 1] as number); at += 1) {
      const token = nameTokens[at] as number
      postings[next[token] as number] = name
      next[token] = (next[token] as number) + 1
    }
  })

  const words = (name: number) => names[name] as readonly Word[]
  const byKey = hashTable((add) => {
    tokens.forEach((word, token) => {
      for (const key of keysOf(word, 'index')) add(key, token)
    })
  })
  const byJoined = hashTable((add) => {
    names.forEach((_, name) => {
      for (const { text } of joinedOf(words(name))) add(hash(`j${text}`), name)
    })
  })

  const remembered = new LRUCache<Word, Similar[]>({ max: REMEMBERED })
  const similarTo = (word: Word): Similar[] => {
    const known = remembered.get(word)
    if (known) return known
    const seen = new Set<number>()
    const found: Similar[] = []
    for (const key of keysOf(word, 'query'))
      byKey(key, (token) => {
        if (seen.has(token)) return
        seen.add(token)
        const likeness = likenessOf(word, tokens[token] as Word)
        if (likeness) found.push({ token, value: likeness.value })
      })
    found.sort((a, b) => b.value - a.value)
    remembered.set(word, found)
    return found
  }

  const sameAs = (word: Word): Similar[] => {
    const found: Similar[] = []
    const [way] = word.ways
    byKey(hash(`d${way?.fold}`), (token) => {
      if ((tokens[token] as Word).ways.some(({ fold }) => fold === way?.fold)) found.push({ token, value: 0.98 })
    })
    return found
  }

  const agreed = new Float32Array(names.length)
  const lastWord = new Int16Array(names.length)
  return {
    size: names.length,
    words,
    candidates: (query, least) => {
      const touched: number[] = []
      const add = (name: number, value: number, by: number) => {
        if (lastWord[name] === by) return
        if (lastWord[name] === 0) touched.push(name)
        lastWord[name] = by
        agreed[name] = (agreed[name] as number) + value
      }
      let total = 0
      let initials = 0
      query.forEach((word, place) => {
        const weight = weightIn(word, weightOf)
        total += weight
        if (word.initial) initials += weight
        // What nearly every name has finds nothing by itself: it is compared once another word has.
        if (
          word.initial ||
          word.role === 'title' ||
          (word.role !== 'name' && query.some(({ role }) => role === 'name'))
        )
          return
        for (const { token, value } of similarTo(word)) {
          const worth = value * ((weight + (weights[token] as number)) / 2)
          for (let at = counts[token] as number; at < (counts[token + 1] as number); at += 1)
            add(postings[at] as number, worth, place + 1)
        }
      })
      joinedOf(query).forEach(({ written, text, from, to }, at) => {
        const weight = query.slice(from, to).reduce((left, word) => left + weightIn(word, weightOf), 0)
        // Al and Abd are written together with their word in every way, slips included; other words rarely.
        const loose = query
          .slice(from, to)
          .some(({ ways, role }) => role === 'particle' || (ways[0]?.text.length ?? 0) <= 3)
        const whole = wordOf({ ways: [written], bare: false }, of)
        for (const { token, value } of loose ? similarTo(whole) : sameAs(whole))
          for (let post = counts[token] as number; post < (counts[token + 1] as number); post += 1)
            add(postings[post] as number, value * Math.max(weight, weights[token] as number), 100 + at)
        byJoined(hash(`j${text}`), (name) => add(name, weight, 100 + at))
      })
      query.forEach((word, place) => {
        for (const { fold } of word.ways)
          byJoined(hash(`j${fold}`), (name) => add(name, weightIn(word, weightOf) * 1.5, 200 + place))
      })
      const small =
        total -
        query.reduce((left, word) => left + (word.role === 'name' && !word.initial ? weightIn(word, weightOf) : 0), 0)
      const chosen = touched.filter((name) => {
        const most = Math.min(total, (agreed[name] as number) + small + (slack[name] as number) + initials)
        const other = nameWeights[name] as number
        return scoreOf(most, 0, total - most, Math.max(0, other - most), of) >= least
      })
      for (const name of touched) {
        agreed[name] = 0
        lastWord[name] = 0
      }
      return chosen
    },
  }
}

/** Runs of neighbouring words as they fold when written as one. */
function joinedOf(words: readonly Word[]): { written: string; text: string; from: number; to: number }[] {
  const found: { written: string; text: string; from: number; to: number }[] = []
  const add = (from: number, to: number) => {
    for (const written of joinedTexts(words.slice(from, to))) found.push({ written, text: folded(written), from, to })
  }
  for (let from = 0; from < words.length; from += 1)
    for (let to = from + 2; to <= Math.min(words.length, from + MOST_JOINED); to += 1) add(from, to)
  if (words.length > MOST_JOINED) add(0, words.length)
  return found
}

/** Words of at least so many letters are also found with one left out, and by their beginning and end. */
const SHORTEST_WITHOUT = 4
const PART = 5

function keysOf(word: Word, side: 'index' | 'query'): Set<number> {
  const keys = new Set<number>()
  const least = side === 'query' ? SHORTEST_WITHOUT - 1 : SHORTEST_WITHOUT
  for (const { text, fold, sound, classes } of word.ways) {
    addWithout(keys, 'd', fold, least)
    // Where folding takes two letters as one, a slip among them is found as it is written.
    if (side === 'query' || text !== fold) addWithout(keys, 't', text, least)
    else keys.add(hash(`t${text}`))
    if (sound.length > 2 || word.bare) keys.add(hash(`s${sound}`))
    if (text.length >= PART + 3) {
      keys.add(hash(`b${fold.slice(0, PART)}`))
      keys.add(hash(`e${fold.slice(-PART)}`))
    }
    for (const number of classes) keys.add(hash(`c${number >> 1}`))
  }
  return keys
}

/** The text, and the text without each of its letters. */
function addWithout(keys: Set<number>, kind: string, text: string, least: number): void {
  keys.add(hash(kind + text))
  if (text.length < least) return
  for (let at = 0; at < text.length; at += 1) keys.add(hash(kind + text.slice(0, at) + text.slice(at + 1)))
}

/** FNV-1a, 32 bits. Two keys that share one cost a comparison, nothing else. */
function hash(text: string): number {
  let value = 0x811c9dc5
  for (let at = 0; at < text.length; at += 1) value = Math.imul(value ^ text.charCodeAt(at), 0x01000193)
  return value >>> 0
}

/** Numbers by their hash, in two flat arrays: a Map of as many keys takes ten times the memory. */
function hashTable(fill: (add: (key: number, value: number) => void) => void) {
  let pairs = new Uint32Array(1 << 16)
  let count = 0
  fill((key, value) => {
    if (count * 2 === pairs.length) {
      const larger = new Uint32Array(pairs.length * 2)
      larger.set(pairs)
      pairs = larger
    }
    pairs[count * 2] = key
    pairs[count * 2 + 1] = value
    count += 1
  })
  const bits = Math.max(4, Math.ceil(Math.log2(count + 1)))
  const shift = 32 - bits
  const heads = new Uint32Array((1 << bits) + 1)
  const slot = (key: number) => Math.imul(key, 0x9e3779b1) >>> shift
  for (let at = 0; at < count; at += 1) {
    const place = slot(pairs[at * 2] as number) + 1
    heads[place] = (heads[place] as number) + 1
  }
  for (let at = 0; at < 1 << bits; at += 1) heads[at + 1] = (heads[at + 1] as number) + (heads[at] as number)
  const [keys, values, next] = [new Uint32Array(count), new Uint32Array(count), heads.slice()]
  for (let at = 0; at < count; at += 1) {
    const place = slot(pairs[at * 2] as number)
    const to = next[place] as number
    keys[to] = pairs[at * 2] as number
    values[to] = pairs[at * 2 + 1] as number
    next[place] = to + 1
  }
  return (key: number, found: (value: number) => void) => {
    const place = slot(key)
    for (let at = heads[place] as number; at < (heads[place + 1] as number); at += 1)
      if (keys[at] === key) found(values[at] as number)
  }
}
