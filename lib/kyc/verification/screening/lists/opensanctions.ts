import { z } from 'zod'
import type { EntitySchema } from '../port'
import type { NamedRow } from './csv-rows'
import type { EntryDraft } from './entry-draft'
import { ListFault, LONGEST_RECORD } from './list-fault'
import { topicOf } from './listed-topics'

/** OpenSanctions: `targets.simple.csv`, and FollowTheMoney entities, one a line of JSON. */
export function simpleEntry({ get }: NamedRow): EntryDraft {
  const several = (name: string) => (get(name) ?? '').split(';').map((part) => part.trim())
  return {
    id: get('id') ?? '',
    schema: schemaOf(get('schema')),
    names: [
      { text: get('name'), kind: 'primary' },
      ...several('aliases').map((text) => ({ text, kind: 'alias' as const })),
    ],
    birthDates: several('birth_date'),
    nationality: several('countries'),
    identifiers: several('identifiers').map((number) => ({ type: 'identifier', number })),
    programmes: [...several('program_ids'), get('dataset')],
    topics: [
      ...several('topics'),
      ...(get('sanctions') ? ['sanction'] : /pep/i.test(get('dataset') ?? '') ? ['role.pep'] : []),
    ],
    remarks: [get('sanctions')],
  }
}

const texts = z.array(z.string()).catch([])
const ftmEntity = z.object({
  id: z.string().min(1),
  schema: z.string(),
  caption: z.string().optional(),
  target: z.boolean().optional(),
  datasets: texts.optional(),
  properties: z.record(z.string(), z.array(z.unknown())),
})

const NUMBERS = [
  ...[
    'passportNumber',
    'idNumber',
    'taxNumber',
    'registrationNumber',
    'innCode',
    'ogrnCode',
    'imoNumber',
    'leiCode',
    'socialSecurityNumber',
  ],
  ...['vatCode', 'dunsCode', 'swiftBic'],
]
const OF_INTEREST = new Set([
  'Person',
  'Organization',
  'Company',
  'LegalEntity',
  'PublicBody',
  'Vessel',
  'Airplane',
  'CryptoWallet',
])

/** An entity of interest of one line; else of which schema it is that only describes others: addresses, sanctions, relations. */
export function ftmEntry(line: string, place: string): EntryDraft | { describes: string } {
  const { schema, id, caption, target, datasets, properties } = parsed(line, place)
  const all = (name: string) => (properties[name] ?? []).filter((value) => typeof value === 'string')
  const topics = all('topics')
  if (!OF_INTEREST.has(schema) || (target === false && !topics.some(topicOf))) return { describes: schema }
  const composed = [all('firstName')[0], all('secondName')[0], all('lastName')[0]].filter(Boolean).join(' ')
  return {
    id,
    schema: schemaOf(schema),
    names: [
      { text: caption ?? all('name')[0], kind: 'primary' },
      ...[...all('name'), ...all('alias'), ...all('previousName'), composed].map((text) => ({
        text,
        kind: 'alias' as const,
      })),
      ...all('weakAlias').map((text) => ({ text, kind: 'weak' as const })),
    ],
    birthDates: all('birthDate'),
    genders: all('gender'),
    nationality: [...all('nationality'), ...all('citizenship'), ...(schema === 'Person' ? [] : all('jurisdiction'))],
    birth: all('birthCountry'),
    residence: all('country'),
    identifiers: NUMBERS.flatMap((type) => all(type).map((number) => ({ type, number }))),
    programmes: [...all('programId'), ...all('program'), ...(datasets ?? [])],
    topics,
    remarks: [...all('position'), ...all('notes')],
  }
}

function parsed(line: string, place: string) {
  try {
    return ftmEntity.parse(JSON.parse(line))
  } catch (fault) {
    const why =
      fault instanceof z.ZodError ? `${fault.issues[0]?.path.join('.')}: ${fault.issues[0]?.message}` : 'not JSON'
    throw new ListFault(`no FollowTheMoney entity: ${why}`, place)
  }
}

/** Lines of a text, each with its number. A last line without an end is a line, too: JSON tells whether it is whole. */
export async function* linesOf(text: AsyncIterable<string>): AsyncGenerator<{ line: string; at: number }> {
  let rest = ''
  let at = 0
  for await (const piece of text) {
    const lines = (rest + piece).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) yield { line, at: ++at }
    if (rest.length > LONGEST_RECORD) throw new ListFault('a line is longer than any entity', `line ${at + 1}`)
  }
  if (rest.trim() !== '') yield { line: rest, at: at + 1 }
}

function schemaOf(schema = ''): EntitySchema {
  if (schema === 'Person') return 'person'
  if (schema === 'Vessel') return 'vessel'
  return schema === 'LegalEntity' || schema === 'Airplane' || schema === 'CryptoWallet' ? 'other' : 'organisation'
}
