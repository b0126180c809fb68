import type { Reason } from '../port'
import { type Agreement, distance, LEAST_ALIKE, likenessOf } from './word-likeness'
import { folded, type NameOf, type Word } from './words'

/** How much a word says of who bears it: about 1 for a rare name, less for what many have. */
export type WeightOf = (word: Word) => number

/** Words of both names that are the same name, by their places. */
type Pair = { one: readonly number[]; other: readonly number[]; value: number; how: Agreement | 'joined' }

export type NameLikeness = {
  /** 0 to 1. */
  readonly score: number
  /** The weight of all words that agree, however alike: how much the agreement says. */
  readonly told: number
  readonly pairs: readonly Pair[]
}

/** What each kind of word weighs beside a name. */
const ROLE_WEIGHT = { name: 1, particle: 0.12, title: 0.04, form: 0.12, general: 0.45 } as const
const INITIAL_WEIGHT = 0.4

/** How much each counts against the agreement, weight for weight. Tuned on generated names (docs/screening.md). */
const COST = {
  person: { unlike: 1.5, conflict: 2.2, extra: 0.42 },
  organisation: { unlike: 1.5, conflict: 2.4, extra: 0.7 },
} as const
/** Words that agree say little if many bear them; from this weight on they say all. */
const TOLD_IN_FULL = 1.5
/** The part of the score that names miss whose words say nothing. */
const UNTOLD = 0.22
/** Words of so few letters are those of many: Li, Han, Ali. */
const SHORT = { letters: 3, weight: 0.8 } as const
/** Usual surnames of Vietnam, which stand first: the last word is the given name. */
const SURNAMES_FIRST = new Set(
  'nguyen tran le pham hoang huynh phan vu vo dang bui do ho ngo duong ly dinh truong trinh'.split(' '),
)

export function weightIn(word: Word, weightOf: WeightOf): number {
  if (word.initial) return INITIAL_WEIGHT
  const short = word.role === 'name' && (word.ways[0]?.text.length ?? 0) <= SHORT.letters ? SHORT.weight : 1
  return short * ROLE_WEIGHT[word.role] * (word.role === 'name' || word.role === 'general' ? weightOf(word) : 1)
}

/**
 * The score that names can reach whose agreeing words weigh `agreed` at most. What lies below a threshold needs no
 * comparison.
 */
export function scoreOf(agreed: number, unlike: number, leftOne: number, leftOther: number, of: NameOf): number {
  if (agreed <= 0) return 0
  const cost = COST[of]
  const conflict = Math.min(leftOne, leftOther)
  const extra = Math.abs(leftOne - leftOther)
  return agreed / (agreed + cost.unlike * unlike + cost.conflict * conflict + cost.extra * extra)
}

/** How alike two names are, whatever the order of their words. */
export function nameLikeness(
  one: readonly Word[],
  other: readonly Word[],
  weightOf: WeightOf,
  of: NameOf,
): NameLikeness {
  const weights = {
    one: one.map((word) => weightIn(word, weightOf)),
    other: other.map((word) => weightIn(word, weightOf)),
  }
  const pairs = chosen(candidates(one, other), weights)
  let [agreed, unlike, told] = [0, 0, 0]
  const left = { one: sum(weights.one), other: sum(weights.other) }
  for (const pair of pairs) {
    const [first, second] = [
      sum(pair.one.map((at) => weights.one[at] ?? 0)),
      sum(pair.other.map((at) => weights.other[at] ?? 0)),
    ]
    const weight = pair.how === 'initial' ? INITIAL_WEIGHT : (first + second) / 2
    agreed += pair.value * weight
    unlike += (1 - pair.value) * weight
    told += weight
    left.one -= pair.how === 'initial' ? Math.min(first, weight) : first
    left.other -= pair.how === 'initial' ? Math.min(second, weight) : second
  }
  const [restOne, restOther] = [Math.max(0, left.one), Math.max(0, left.other)]
  const base = scoreOf(agreed, unlike, restOne, restOther, of)
  const full = Math.min(1, told / TOLD_IN_FULL)
  // Of a person whose name says little, each word has to agree.
  const [inPlace, tight] =
    of === 'person' ? [extraOfPerson(one, other, pairs, weights), (1 - full) * Math.abs(restOne - restOther)] : [0, 0]
  const score = base > 0 ? agreed / (agreed / base + inPlace + tight) : 0
  return { score: score * (1 - UNTOLD + UNTOLD * full) * orderFactor(pairs, of), told, pairs }
}

/**
 * What the words weigh that stand where a given name stands, on one side alone: Ikenna Obinna Aninkwo is not Obinna
 * Aninkwo, while a second given name, a patronymic or a second surname is often left out.
 */
function extraOfPerson(
  one: readonly Word[],
  other: readonly Word[],
  pairs: readonly Pair[],
  weights: { one: readonly number[]; other: readonly number[] },
): number {
  if (!inOrder(pairs)) return 0
  const used = { one: new Set(pairs.flatMap((pair) => pair.one)), other: new Set(pairs.flatMap((pair) => pair.other)) }
  const sides = [
    { words: one.length, used: used.one, weights: weights.one },
    { words: other.length, used: used.other, weights: weights.other },
  ]
  const before = sides.map(({ words, used, weights }) =>
    sum(weights.slice(0, used.size === 0 ? words : Math.min(...used))),
  )
  const begins = pairs.some((pair) => pair.one[0] === 0 && pair.other[0] === 0)
  if (!begins || ![one, other].every(([word]) => SURNAMES_FIRST.has(word?.ways[0]?.text ?? ''))) return sum(before)
  return sum(before) + sum(sides.map(({ used, weights }) => sum(weights.slice(Math.max(...used) + 1))))
}

/** The order says something in an organisation's name, and nearly nothing in a person's. */
function orderFactor(pairs: readonly Pair[], of: NameOf): number {
  return inOrder(pairs) ? 1 : of === 'person' ? 0.985 : 0.95
}

function inOrder(pairs: readonly Pair[]): boolean {
  const places = pairs.toSorted((a, b) => (a.one[0] ?? 0) - (b.one[0] ?? 0)).map((pair) => pair.other[0] ?? 0)
  return places.every((place, at) => at === 0 || place > (places[at - 1] ?? 0))
}

function candidates(one: readonly Word[], other: readonly Word[]): Pair[] {
  const found: Pair[] = []
  one.forEach((word, at) => {
    other.forEach((second, place) => {
      const likeness = likenessOf(word, second)
      if (likeness) found.push({ one: [at], other: [place], ...likeness })
    })
  })
  joinedPairs(one, other, (apart, whole, value) => found.push({ one: apart, other: whole, value, how: 'joined' }))
  joinedPairs(other, one, (apart, whole, value) => found.push({ one: whole, other: apart, value, how: 'joined' }))
  return found
}

/** Two or three neighbours of `one` that `other` writes as one word. */
function joinedPairs(
  one: readonly Word[],
  other: readonly Word[],
  found: (apart: number[], whole: number[], value: number) => void,
): void {
  for (let from = 0; from + 1 < one.length; from += 1) {
    let length = lengthOf(one[from])
    for (let count = 2; count <= 3 && from + count <= one.length; count += 1) {
      length += lengthOf(one[from + count - 1])
      for (let place = 0; place < other.length; place += 1) {
        const word = other[place] as Word
        if (Math.abs(lengthOf(word) - length) > (word.bare ? 8 : 2)) continue
        const value = joinedValue(one.slice(from, from + count), word)
        if (value > 0) found(count === 2 ? [from, from + 1] : [from, from + 1, from + 2], [place], value)
      }
    }
  }
}

const lengthOf = (word: Word | undefined) => word?.ways[0]?.text.length ?? 0

function joinedValue(apart: readonly Word[], whole: Word): number {
  const bare = whole.bare || apart.some((word) => word.bare)
  const sounds = apart.map(({ ways }, at) => (at === 0 ? ways[0]?.sound : ways[0]?.sound.replace(/^a/, '')) ?? '')
  const sound = sounds.join('').replace(/(.)\1+/g, '$1')
  // An initial before a name is no letter of it.
  const fuzzy = !apart.some(({ initial }) => initial)
  let best = 0
  for (const text of joinedTexts(apart)) {
    const fold = folded(text)
    for (const way of whole.ways) {
      if (text === way.text) return 0.98
      if (fold === way.fold) best = Math.max(best, 0.94)
      else if (
        bare ? sound.length > 2 && sound === way.sound : fuzzy && text.length >= 7 && distance(fold, way.fold, 1) === 1
      )
        best = Math.max(best, 0.86)
    }
  }
  return best
}

/** Words written as one: all in their first spelling, all in their second, and so on. */
export function joinedTexts(words: readonly Word[]): string[] {
  const count = Math.min(3, Math.max(...words.map(({ ways }) => ways.length)))
  const texts = Array.from({ length: count }, (_, way) =>
    words.map(({ ways }) => ways[Math.min(way, ways.length - 1)]?.text ?? '').join(''),
  )
  return [...new Set(texts)]
}

/** The best pairs that share no word. Exact ones go first: a joined pair is taken where its words alone agree less. */
function chosen(found: Pair[], weights: { one: number[]; other: number[] }): Pair[] {
  const worth = (pair: Pair) =>
    pair.value * (sum(pair.one.map((at) => weights.one[at] ?? 0)) + sum(pair.other.map((at) => weights.other[at] ?? 0)))
  const ranked = found.filter(({ value }) => value >= LEAST_ALIKE).toSorted((a, b) => worth(b) - worth(a))
  const used = { one: 0, other: 0 }
  return ranked.filter((pair) => {
    const [one, other] = [bits(pair.one), bits(pair.other)]
    if (used.one & one || used.other & other) return false
    used.one |= one
    used.other |= other
    return true
  })
}

const bits = (places: readonly number[]) => places.reduce((set, place) => set | (1 << place), 0)
const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0)

/**
 * The agreement of two names in words. `text` is the entry's name as its list writes it; `surnameAt` the word with which the
 * surname of `one` begins, where that is known.
 */
export function nameReasons(
  one: readonly Word[],
  other: readonly Word[],
  { pairs }: NameLikeness,
  text: string,
  surnameAt: number | null,
): Reason[] {
  const partOf = (places: readonly number[]) =>
    surnameAt === null ? null : { part: (places[0] ?? 0) < surnameAt ? 'given' : 'family' }
  const written = (words: readonly Word[], places: readonly number[]) =>
    places.map((place) => words[place]?.ways[0]?.text ?? '').join(' ')
  const uneven = pairs.filter(({ how }) => how !== 'same')
  const [unusedOne, unusedOther] = [
    one.map((_, at) => at).filter((at) => !pairs.some((pair) => pair.one.includes(at))),
    other.map((_, at) => at).filter((at) => !pairs.some((pair) => pair.other.includes(at))),
  ]
  const said = {
    same: 'name_same',
    transliterated: 'word_transliterated',
    variant: 'word_variant',
    similar: 'word_similar',
  } as const
  const reasons: Reason[] = []
  if (uneven.length === 0 && unusedOne.length === 0 && unusedOther.length === 0 && inOrder(pairs))
    reasons.push({ code: 'name_same', params: { name: text } })
  if (!inOrder(pairs)) reasons.push({ code: 'name_order', params: { name: text } })
  for (const { one: first, other: second, how } of uneven) {
    const code = how === 'joined' ? 'word_joined' : how === 'initial' ? 'word_initial' : said[how]
    reasons.push({ code, params: { subject: written(one, first), listed: written(other, second), ...partOf(first) } })
  }
  for (const at of unusedOther) reasons.push({ code: 'word_missing', params: { listed: written(other, [at]) } })
  for (const at of unusedOne) reasons.push({ code: 'word_extra', params: { subject: written(one, [at]) } })
  return reasons
}
