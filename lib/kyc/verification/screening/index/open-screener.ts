import { combined, comparedNumber, leastName, weighFacts } from '../matching/facts'
import { type NameLikeness, nameLikeness, nameReasons, type WeightOf } from '../matching/name-likeness'
import { type NameOf, type Word, wordsOfName } from '../matching/words'
import type { EntryChange, EntryKey, Hit, ListEntry, ListVersion, Screener, Subject, SubjectName, Topic } from '../port'
import { type CompiledEntries, readCompiled } from './compiled'
import { indexNames, type NameIndex } from './name-index'
import { wordWeights } from './word-weights'

/** Weak aliases are many, and common: the list itself says so. */
const WEAK_ALIAS = 0.85
/** Above it, the words of a name say little of who bears it. */
const COMMON_BELOW = 1.2
const TOPIC_ORDER: readonly Topic[] = ['sanctions', 'pep', 'rca', 'other']

/** The names of one kind of entries. `owner[n]` is the entry of name n, and `place[n]` the name's place in it. */
type Half = {
  readonly index: NameIndex
  readonly owner: Uint32Array
  readonly place: Uint16Array
  readonly weightOf: WeightOf
}

/** Lists that can be searched, from the file that `compileLists` made. @throws if the file is not whole. */
export function openScreener(compiled: Uint8Array): Screener {
  const entries = readCompiled(compiled)
  const all = Array.from({ length: entries.count }, (_, at) => at)
  return screenerOf(entries, all, null)
}

type Weights = Readonly<Record<NameOf, WeightOf>>

function screenerOf(entries: CompiledEntries, places: readonly number[], weights: Weights | null): Screener {
  const names: Record<NameOf, { words: Word[]; owner: number; place: number }[]> = { person: [], organisation: [] }
  const keys = new Map<string, { at: number; digest: string }>()
  const numbers = new Map<string, number[]>()
  const listOf = new Map<number, string>()
  for (const at of places) {
    const entry = entries.read(at)
    keys.set(keyOf(entry), { at, digest: entry.digest })
    listOf.set(at, entry.list)
    for (const { number } of entry.identifiers) {
      const plain = comparedNumber(number)
      if (plain) numbers.set(plain, [...(numbers.get(plain) ?? []), at])
    }
    for (const kind of kindsOf(entry))
      entry.names.forEach(({ text }, place) => {
        const words = wordsOfName(text, kind)
        if (words.length > 0) names[kind].push({ words, owner: at, place })
      })
  }
  const weightOf: Weights = weights ?? {
    person: wordWeights(names.person.map(({ words }) => words)),
    organisation: wordWeights(names.organisation.map(({ words }) => words)),
  }
  const half = (of: NameOf): Half => ({
    index: indexNames(
      names[of].map(({ words }) => words),
      weightOf[of],
      of,
    ),
    owner: Uint32Array.from(names[of], ({ owner }) => owner),
    place: Uint16Array.from(names[of], ({ place }) => place),
    weightOf: weightOf[of],
  })
  const halves: Record<NameOf, Half> = { person: half('person'), organisation: half('organisation') }
  names.person.length = 0
  names.organisation.length = 0

  const versionOf = new Map(entries.versions.map((version) => [version.list, version]))
  const entry = (key: EntryKey) => {
    const found = keys.get(keyOf(key))
    return found && entries.read(found.at)
  }
  return {
    versions: () => entries.versions,
    keys: () => [...keys.keys()].map(partsOf),
    entry,
    screen: (subject, { threshold, limit, lists }) => {
      const wanted = (at: number) => !lists || lists.includes(listOf.get(at) ?? '')
      const best = bestNames(halves[subject.schema], subject, leastName(threshold, subject), wanted)
      for (const { number } of subject.identifiers ?? [])
        for (const at of numbers.get(comparedNumber(number) ?? '') ?? [])
          if (wanted(at) && !best.has(at)) best.set(at, null)
      const hits = [...best]
        .map(([at, named]) => hitOf(subject, entries.read(at), named, halves[subject.schema], versionOf))
        .filter(({ score }) => score >= threshold)
        .sort(
          (a, b) =>
            b.score - a.score || (a.list < b.list ? -1 : a.list > b.list ? 1 : a.entry_id < b.entry_id ? -1 : 1),
        )
      return { hits: hits.slice(0, limit), omitted: Math.max(0, hits.length - limit) }
    },
    changed: (before) => {
      const changes: EntryChange[] = []
      for (const [key, { digest }] of keys) {
        const { list, entry_id } = partsOf(key)
        const old = before.entry({ list, entry_id })
        if (!old) changes.push({ list, entry_id, change: 'new' })
        else if (old.digest !== digest) changes.push({ list, entry_id, change: 'changed' })
      }
      const removed = before.keys().filter((key) => !keys.has(keyOf(key)))
      return [...changes, ...removed.map((key): EntryChange => ({ ...key, change: 'removed' }))]
    },
    only: (some) =>
      screenerOf(
        entries,
        some.flatMap((key) => keys.get(keyOf(key))?.at ?? []),
        weightOf,
      ),
  }
}

/** How a name of the subject agrees with one of an entry's. */
type Named = {
  readonly likeness: NameLikeness
  readonly score: number
  readonly words: readonly Word[]
  readonly name: number
}

/** Of each entry that can reach the threshold, the name that agrees best; null for one that only a number found. */
function bestNames(
  half: Half,
  subject: Subject,
  least: number,
  wanted: (at: number) => boolean,
): Map<number, Named | null> {
  const best = new Map<number, Named | null>()
  for (const words of spelledNames(subject))
    for (const name of half.index.candidates(words, least)) {
      const owner = half.owner[name] as number
      if (!wanted(owner)) continue
      const likeness = nameLikeness(words, half.index.words(name), half.weightOf, subject.schema)
      if (likeness.score < least || likeness.score <= (best.get(owner)?.score ?? 0)) continue
      best.set(owner, { likeness, score: likeness.score, words, name })
    }
  return best
}

/** Each known spelling of the subject's name, once. */
function spelledNames(subject: Subject): Word[][] {
  const texts = subject.names.map(textOfName)
  const spelled = texts.map((text) => wordsOfName(text, subject.schema)).filter((words) => words.length > 0)
  return [...new Map(spelled.map((words) => [words.map(({ ways }) => ways[0]?.text).join(' '), words])).values()]
}

const textOfName = (name: SubjectName) => ('full' in name ? name.full : `${name.given} ${name.family}`)

/** From which word on the surname begins. Null where nobody said which that is. */
function surnameAt(subject: Subject, words: readonly Word[]): number | null {
  const spelling = (some: readonly Word[]) => some.map(({ ways }) => ways[0]?.text).join(' ')
  const name = subject.names.find((one) => spelling(wordsOfName(textOfName(one), subject.schema)) === spelling(words))
  return name && 'given' in name ? wordsOfName(name.given, subject.schema).length : null
}

function hitOf(
  subject: Subject,
  entry: ListEntry,
  named: Named | null,
  half: Half,
  versionOf: ReadonlyMap<string, ListVersion>,
): Hit {
  const facts = weighFacts(subject, entry)
  const listed = named ? entry.names[half.place[named.name] as number] : undefined
  const weak = listed?.kind === 'weak'
  const name = (named?.score ?? 0) * (weak ? WEAK_ALIAS : 1)
  const strengths = {
    name: rounded(name),
    birth_date: facts.birth_date.strength,
    gender: facts.gender.strength,
    country: facts.country.strength,
    identifier: facts.identifier.strength,
  }
  const score = combined(name, [strengths.birth_date, strengths.gender, strengths.country], strengths.identifier)
  const caption = (entry.names.find(({ kind }) => kind === 'primary') ?? entry.names[0])?.text ?? ''
  const text = listed?.text ?? caption
  const topics = TOPIC_ORDER.filter((topic) => entry.topics.includes(topic))
  return {
    ...{ list: entry.list, ...versionIn(versionOf.get(entry.list)), entry },
    ...{ entry_id: entry.entry_id, entry_digest: entry.digest, topic: topics[0] ?? 'other', topics },
    ...{ schema: entry.schema, score: rounded(score), caption, matched_name: text, programmes: entry.programmes },
    reasons: [
      ...facts.identifier.reasons,
      ...(named
        ? nameReasons(named.words, half.index.words(named.name), named.likeness, text, surnameAt(subject, named.words))
        : []),
      ...(named && named.likeness.told < COMMON_BELOW
        ? [{ code: 'name_common' as const, params: { name: text } }]
        : []),
      ...(weak ? [{ code: 'alias_weak' as const, params: { name: text } }] : []),
      ...[facts.birth_date, facts.gender, facts.country].flatMap(({ reasons }) => reasons),
    ],
    strengths,
  }
}

function versionIn(version: ListVersion | undefined) {
  const { version: list_version = '', taken_at: list_taken_at = '', published_at } = version ?? {}
  return { list_version, list_taken_at, ...(published_at !== undefined && { list_published_at: published_at }) }
}

const rounded = (number: number) => Math.round(number * 1000) / 1000

/** What a list calls neither may be either. */
function kindsOf({ schema }: ListEntry): NameOf[] {
  if (schema === 'other') return ['person', 'organisation']
  return [schema === 'person' ? 'person' : 'organisation']
}

const keyOf = ({ list, entry_id }: EntryKey) => `${list}\n${entry_id}`
const partsOf = (key: string): EntryKey => {
  const [list = '', entry_id = ''] = key.split('\n')
  return { list, entry_id }
}
