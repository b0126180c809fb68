import { createHash } from 'node:crypto'
import type { EntitySchema, Gender, ListEntry, ListedDate, ListedName, NameKind, Topic } from '../port'
import { countryCode } from './country-codes'
import { readDate } from './listed-dates'
import { topicOf } from './listed-topics'
import type { Note } from './read-report'

/** What a reader has gathered of an entry, in the words of its list. */
export type EntryDraft = {
  readonly id: string
  /** Where it stands in its file. */
  readonly place?: string
  readonly schema: EntitySchema
  readonly names: { text: string | undefined; kind: NameKind }[]
  readonly birthDates?: (string | undefined)[]
  readonly genders?: (string | undefined)[]
  /** Names or codes of countries. */
  readonly nationality?: (string | undefined)[]
  readonly birth?: (string | undefined)[]
  readonly residence?: (string | undefined)[]
  readonly identifiers?: { type: string; number: string | undefined; country?: string | undefined }[]
  readonly programmes?: (string | undefined)[]
  readonly topics?: readonly (string | undefined)[]
  readonly remarks?: (string | undefined)[]
}

const LONGEST_NAME = 1000
const LONGEST_REMARKS = 4000
const SCRIPTS = [
  'Arab',
  'Cyrl',
  'Hans',
  'Hang',
  'Hebr',
  'Grek',
  'Thai',
  'Deva',
  'Hira',
  'Kana',
  'Geor',
  'Armn',
  'Mymr',
  'Beng',
  'Ethi',
] as const
const SCRIPT_OF = SCRIPTS.map(
  (code) => [code, new RegExp(`\\p{Script=${code === 'Hans' ? 'Han' : code}}`, 'u')] as const,
)

/**
 * The entry, each fact once; null if it has no name with a letter in it.
 * @param topic of one that says nothing of it. @param note told of each fact that could not be read.
 */
export function entryOf(list: string, draft: EntryDraft, topic: Topic, note: Note = () => {}): ListEntry | null {
  const names = namesOf(draft.names)
  if (names.length === 0) return null
  const entry = {
    ...{ list, entry_id: draft.id, schema: draft.schema, names },
    birth_dates: unique((draft.birthDates ?? []).flatMap((text) => birthDate(text, draft, note) ?? [])),
    genders: unique((draft.genders ?? []).flatMap(genderOf)),
    countries: {
      ...countriesOf('nationality', draft.nationality),
      ...countriesOf('birth', draft.birth),
      ...countriesOf('residence', draft.residence),
    },
    identifiers: unique(
      (draft.identifiers ?? []).flatMap(({ type, number, country }) => {
        const [written, code] = [plain(number), countryCode(country)]
        return written === ''
          ? []
          : [{ type: plain(type), number: written.slice(0, 200), ...(code ? { country: code } : {}) }]
      }),
    ),
    programmes: unique((draft.programmes ?? []).map(plain).filter(Boolean)),
    topics: topicsOf(draft, topic, note),
    remarks: (draft.remarks ?? []).map(plain).filter(Boolean).join('\n').slice(0, LONGEST_REMARKS),
  }
  return { ...entry, digest: digestOf(entry) }
}

const NO_DATE = /^(?:unknown|none|null|n\/?a|not (?:known|available)|-*)$/i

function birthDate(text: string | undefined, draft: EntryDraft, note: Note): ListedDate | null {
  const written = plain(text)
  if (NO_DATE.test(written)) return null
  const { date, whole } = readDate(written)
  const where = `${whereOf(draft)}: ${written}`
  if (!date) note('birth dates that could not be read', where)
  else if (!whole) note('birth dates of which only a part could be read', `${where}, taken as ${date.from}`)
  return date
}

/** Where an entry stands, for whoever looks into the file. */
export function whereOf({ place, id }: EntryDraft): string {
  return place === undefined ? id : `${place} (${plain(id)})`
}

/** A source adds topics over time. */
function topicsOf({ topics = [] }: EntryDraft, otherwise: Topic, note: Note): Topic[] {
  const known = topics.flatMap((word) => {
    const topic = word ? topicOf(word) : null
    if (word && topic === null) note('topics that are not known here', plain(word))
    return topic ?? []
  })
  return known.length > 0 ? unique(known) : [otherwise]
}

/** The digest of what a match or a reviewer rests on: the same facts in the same order give the same. */
export function digestOf(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex').slice(0, 32)
}

function namesOf(drafts: EntryDraft['names']): ListedName[] {
  const seen = new Set<string>()
  return drafts.flatMap(({ text, kind }) => {
    const written = plain(text).slice(0, LONGEST_NAME)
    const key = written.toLowerCase()
    if (!/[\p{L}\p{N}]/u.test(written) || seen.has(key)) return []
    seen.add(key)
    const script = SCRIPT_OF.find(([, pattern]) => pattern.test(written))?.[0]
    return [{ text: written, kind: kind === 'alias' && script ? 'original' : kind, ...(script ? { script } : {}) }]
  })
}

/** Without control characters, each space once: a list's text never breaks a line of ours. */
export function plain(text: string | undefined): string {
  return (text ?? '')
    .replace(/[\p{Cc}\p{Cs}\u2028\u2029]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()
}

function genderOf(text: string | undefined): Gender[] {
  const letter = (text ?? '').trim().toLowerCase()[0]
  return letter === 'm' ? ['male'] : letter === 'f' ? ['female'] : []
}

function countriesOf(key: 'nationality' | 'birth' | 'residence', texts: (string | undefined)[] | undefined) {
  const codes = unique((texts ?? []).flatMap((text) => countryCode(text) ?? []))
  return codes.length > 0 ? { [key]: codes } : {}
}

function unique<Value>(values: Value[]): Value[] {
  return [...new Map(values.map((value) => [JSON.stringify(value), value])).values()]
}
