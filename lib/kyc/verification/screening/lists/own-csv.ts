import { columnKey, type NamedRow } from './csv-rows'
import { digestOf, type EntryDraft } from './entry-draft'
import { ListFault } from './list-fault'
import { KNOWN_TOPICS, topicOf } from './listed-topics'

/**
 * A broker's own list: a header, then a row an entry. Only a name is needed: `name`, or `given_names` and
 * `family_name`. Several values of a cell are separated by `;`.
 */
const COLUMNS = {
  id: ['id', 'entry_id', 'reference'],
  name: ['name', 'full_name', 'whole_name'],
  given: ['given_names', 'given_name', 'first_name'],
  family: ['family_name', 'last_name', 'surname'],
  aliases: ['aliases', 'alias', 'aka'],
  schema: ['schema', 'type', 'kind'],
  birth: ['birth_date', 'date_of_birth', 'dob', 'born'],
  gender: ['gender', 'sex'],
  country: ['country', 'countries', 'nationality'],
  identifiers: ['identifiers', 'identifier', 'document_number', 'passport', 'id_number'],
  programme: ['programme', 'program', 'list'],
  topic: ['topic', 'topics'],
  reason: ['reason', 'remarks', 'comment', 'note'],
} as const

const keys = (name: keyof typeof COLUMNS) => COLUMNS[name].map(columnKey)

/** Whether a header, as `columnKey` has it, is that of such a list. */
export function isOwnHeader(header: readonly string[]): boolean {
  return keys('name').some((key) => header.includes(key)) || keys('family').some((key) => header.includes(key))
}

/** @throws ListFault at a topic that is not known: what it brings would be anybody's guess. */
export function ownEntry({ get, line }: NamedRow): EntryDraft {
  const one = (name: keyof typeof COLUMNS) => get(...COLUMNS[name])
  const several = (name: keyof typeof COLUMNS) => (one(name) ?? '').split(';').map((part) => part.trim())
  const name = one('name') ?? [one('given'), one('family')].filter(Boolean).join(' ')
  const schema = one('schema')?.toLowerCase() ?? ''
  return {
    // Without an id an entry is the same as long as its name and birth date are.
    id: one('id') ?? digestOf([name, one('birth') ?? '']).slice(0, 12),
    schema: /org|compan|entit|legal/.test(schema) ? 'organisation' : /vessel|ship/.test(schema) ? 'vessel' : 'person',
    names: [{ text: name, kind: 'primary' }, ...several('aliases').map((text) => ({ text, kind: 'alias' as const }))],
    birthDates: several('birth'),
    genders: [one('gender')],
    nationality: several('country'),
    identifiers: several('identifiers').map((number) => ({ type: 'identifier', number })),
    programmes: [one('programme')],
    topics: several('topic')
      .filter(Boolean)
      .map((word) => requireKnown(word, line)),
    remarks: [one('reason')],
  }
}

function requireKnown(word: string, line: number): string {
  if (topicOf(word) === null)
    throw new ListFault(`the topic ${word.slice(0, 80)} is not known; known are ${KNOWN_TOPICS}`, `line ${line}`)
  return word
}
