import { entryOf } from '../lists/entry-draft'
import type { ListEntry, ListVersion } from '../port'
import { chanceOf, type Half, type InventedPerson, inventedPerson } from './invented-people'
import { MANGLINGS } from './manglings'
import type { Asked } from './score-lists'
import type { LabelledPair } from './score-pairs'

export type GeneratedSet = {
  readonly entries: readonly ListEntry[]
  readonly positives: readonly Asked[]
  readonly negatives: readonly Asked[]
  readonly pairs: readonly LabelledPair[]
}

const SEEDS: Readonly<Record<Half, number>> = { train: 20260101, test: 20270202 }

/** Two people of the same words are the same name: a clean one has none of the list's. */
const keyOf = ({ given, family }: InventedPerson) => `${given.latin} ${family.latin}`.toLowerCase()

/**
 * A list of invented people, each of them again with every mangling that can be done to the name, and clean people of
 * the same cultures, none of whom has a listed given name and surname together.
 */
export function generatedSet(half: Half, sizes: { listed: number; clean: number }): GeneratedSet {
  const chance = chanceOf(SEEDS[half])
  const listed = new Map<string, InventedPerson>()
  while (listed.size < sizes.listed) {
    const person = inventedPerson(half, chance)
    if (!listed.has(keyOf(person))) listed.set(keyOf(person), person)
  }
  const people = [...listed.values()]
  const entries = people.map((person, at) => entryFor(person, String(at + 1)))
  const positives = people.flatMap((person, at) =>
    Object.entries(MANGLINGS).flatMap(([kind, mangle]): Asked[] => {
      const text = mangle(person.full, person, chance)
      if (!text) return []
      return [
        {
          subject: { schema: 'person', names: [{ full: text }], birth_date: person.birth_date },
          expected: String(at + 1),
          kind,
        },
      ]
    }),
  )
  const clean: InventedPerson[] = []
  while (clean.length < sizes.clean) {
    const person = inventedPerson(half, chance)
    if (!listed.has(keyOf(person))) clean.push(person)
  }
  const negatives = clean.map(
    (person): Asked => ({
      subject: { schema: 'person', names: [{ full: person.full }], birth_date: person.birth_date },
      kind: person.culture.code,
    }),
  )
  const pairs = people.flatMap((person, at): LabelledPair[] => {
    const named = (text: string, match: boolean): LabelledPair => ({
      of: 'person',
      schema: 'Person',
      one: person.full,
      other: text,
      match,
    })
    const own = positives.filter(({ expected }) => expected === String(at + 1))
    // As hard as it gets: the next of the same culture, often with a word in common.
    const others = people.filter((one) => one.culture === person.culture && one !== person)
    const near = others.filter(
      (one) => one.given === person.given || one.family.latin.slice(0, 4) === person.family.latin.slice(0, 4),
    )
    return [
      ...own.map(({ subject }) =>
        named('full' in (subject.names[0] ?? {}) ? (subject.names[0] as { full: string }).full : '', true),
      ),
      ...[...near, ...others].slice(0, own.length).map(({ full }) => named(full, false)),
    ]
  })
  return { entries, positives, negatives, pairs }
}

function entryFor(person: InventedPerson, id: string): ListEntry {
  const draft = {
    ...{ id, schema: 'person' as const, names: [{ text: person.full, kind: 'primary' as const }] },
    ...{ birthDates: [person.birth_date], genders: [person.gender], nationality: [person.culture.country] },
  }
  return entryOf('generated', draft, 'sanctions') as ListEntry
}

export function generatedVersion(entries: readonly ListEntry[]): ListVersion {
  return { list: 'generated', version: '1', taken_at: '2026-01-01T00:00:00Z', entries: entries.length, digest: '0' }
}

/** Somebody without a birth date, and a clean person with another one. */
export const withoutBirthDate = (asked: readonly Asked[]): Asked[] =>
  asked.map(({ subject: { birth_date: _, ...subject }, ...rest }) => ({ ...rest, subject }))
