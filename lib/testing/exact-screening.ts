import { z } from 'zod'
import {
  type EntryKey,
  type Hit,
  type ListEntry,
  type ListVersion,
  listEntrySchema,
  listVersionSchema,
  type Screening,
  type ScreeningHost,
  type ScreeningOptions,
  type Subject,
} from '@/lib/kyc/verification/screening/port'

/** Screening in this process by names that are the same letter for letter: for tests of what follows from a hit. */

const compiledSchema = z.array(z.object({ version: listVersionSchema, entries: z.array(listEntrySchema) }))
type Compiled = z.infer<typeof compiledSchema>

export const EXACT_SCREENING = {
  openHost: createExactHost,
  compile: (lists: readonly { version: ListVersion; entries: readonly ListEntry[] }[]): Uint8Array =>
    Buffer.from(JSON.stringify(lists)),
  updateHours: 24,
  fetchList: (): Promise<never> => Promise.reject(new Error('This test has no source of lists')),
}

function createExactHost(): ScreeningHost {
  let lists: Compiled = []
  return {
    async load(compiled, only) {
      const given = compiledSchema.parse(JSON.parse(Buffer.from(compiled).toString('utf8')))
      lists = given.map(({ version, entries }) => ({
        version,
        entries: entries.filter((entry) => isAmong(entry, only)),
      }))
      return lists.map(({ version }) => version)
    },
    versions: () => lists.map(({ version }) => version),
    screen: async (subjects, options) => subjects.map((subject) => screenExactly(lists, subject, options)),
    close: async () => {
      lists = []
    },
  }
}

function isAmong({ list, entry_id }: EntryKey, only: readonly EntryKey[] | undefined): boolean {
  return only === undefined || only.some((key) => key.list === list && key.entry_id === entry_id)
}

function screenExactly(lists: Compiled, subject: Subject, { threshold, limit }: ScreeningOptions): Screening {
  const names = new Set(
    subject.names.map((name) => wordsOf('full' in name ? name.full : `${name.given} ${name.family}`)),
  )
  const hits = lists.flatMap(({ version, entries }) =>
    entries.flatMap((entry): Hit[] => {
      const name = entry.names.find(({ text }) => names.has(wordsOf(text)))
      if (!name) return []
      const sameBirth = entry.birth_dates.some(({ from }) => from === subject.birth_date)
      const score = sameBirth || subject.birth_date === undefined ? 1 : 0.9
      const [topic = 'other'] = entry.topics
      return [
        {
          ...{ list: entry.list, list_version: version.version, entry_id: entry.entry_id, entry_digest: entry.digest },
          ...{ list_taken_at: version.taken_at, entry },
          ...(version.published_at !== undefined && { list_published_at: version.published_at }),
          ...{ topic, topics: entry.topics, schema: entry.schema, score, programmes: entry.programmes },
          ...{ caption: entry.names[0]?.text ?? '', matched_name: name.text },
          reasons: [{ code: 'name_same', params: { name: name.text } }],
          strengths: { name: 1, birth_date: sameBirth ? 1 : 0, gender: 0, country: 0, identifier: 0 },
        },
      ]
    }),
  )
  const found = hits.filter(({ score }) => score >= threshold)
  return { hits: found.slice(0, limit), omitted: Math.max(0, found.length - limit) }
}

function wordsOf(name: string): string {
  return name
    .normalize('NFKD')
    .toUpperCase()
    .split(/[^\p{L}]+/u)
    .filter(Boolean)
    .sort()
    .join(' ')
}
