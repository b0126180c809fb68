import { createReadStream } from 'node:fs'
import { basename } from 'node:path'
import { compileLists } from '../index/compiled'
import { openScreener } from '../index/open-screener'
import { countryCode } from '../lists/country-codes'
import { columnKey, csvRows } from '../lists/csv-rows'
import { decodedText } from '../lists/decoded-text'
import { entryOf } from '../lists/entry-draft'
import { READ_LIMITS } from '../lists/list-fault'
import { listedDate } from '../lists/listed-dates'
import { readList } from '../lists/read-list'
import type { Screener, Subject } from '../port'
import { told } from './figures'
import { generatedSet, generatedVersion, withoutBirthDate } from './generated-sets'
import { chanceOf, type Half, inventedPerson } from './invented-people'
import { type Asked, type ListFigures, listFigures, referenceFigures } from './score-lists'
import { printPairs, readPairs } from './score-pairs'

type Print = (line: string) => void

/** `faults`: also whom it missed, and who was found wrongly. */
type Told = { readonly threshold: number; readonly faults: boolean }

const processorMs = () => {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}

/** Any labelled pairs: a CSV with `schema,name1,name2,is_match`. */
export async function measurePairs(file: string, threshold: number, print: Print): Promise<void> {
  printPairs(await readPairs(createReadStream(file)), threshold, print)
}

/** Any list, with people who are on it and people who are not. */
export async function measureList(
  files: { lists: readonly string[]; positives: string; negatives: string },
  { threshold, faults }: Told,
  print: Print,
): Promise<void> {
  const read = await readList(
    files.lists.map((name) => ({ name: basename(name), chunks: createReadStream(name) })),
    { list: 'list', taken_at: new Date().toISOString() },
  )
  print(`${read.report.format}: ${read.entries.length} entries, ${JSON.stringify(read.report.kinds)}`)
  const screener = opened(compileLists([read]), print)
  const [positives, negatives] = [await readPeople(files.positives), await readPeople(files.negatives)]
  printList(
    'as the files have them',
    listFigures(screener, positives, negatives, threshold),
    positives,
    negatives,
    faults,
    print,
  )
  const bare = (asked: readonly Asked[]) =>
    asked.map(({ subject, ...rest }): Asked => ({ ...rest, subject: { schema: subject.schema, names: subject.names } }))
  printList(
    'by their names alone',
    listFigures(screener, bare(positives), bare(negatives), threshold),
    positives,
    negatives,
    faults,
    print,
  )
  printReferences(read.entries, positives.slice(0, 300), negatives.slice(0, 300), print)
}

/** Invented people: what was tuned on with `half` train, what was kept aside with test. */
export function measureGenerated(half: Half, { threshold, faults }: Told, print: Print): void {
  const set = generatedSet(half, { listed: 600, clean: 2000 })
  const kinds = [...new Set(set.positives.map(({ kind }) => kind))]
  print(
    `${half}: ${set.entries.length} listed, ${set.positives.length} mangled in ${kinds.length} ways, ${set.negatives.length} clean`,
  )
  const screener = openScreener(compileLists([{ version: generatedVersion(set.entries), entries: set.entries }]))
  const [positives, negatives] = [withoutBirthDate(set.positives), withoutBirthDate(set.negatives)]
  const figures = listFigures(screener, positives, negatives, threshold)
  printList('by their names alone', figures, positives, negatives, faults, print)
  for (const kind of kinds) {
    const all = set.positives.filter((asked) => asked.kind === kind).length
    const missed = figures.missed.filter((asked) => asked.kind === kind)
    print(`    ${kind.padEnd(20)} ${String(all - missed.length).padStart(5)} of ${String(all).padStart(4)}`)
  }
  printList(
    'with their birth dates',
    listFigures(screener, set.positives, set.negatives, threshold),
    set.positives,
    set.negatives,
    faults,
    print,
  )
  printReferences(
    set.entries,
    positives.filter((_, at) => at % 10 === 0),
    negatives.slice(0, 400),
    print,
  )
  printPairs(set.pairs, threshold, print)
}

/** Searches a second, memory and time to load, over as many invented names. */
export function measureSpeed(names: number, threshold: number, print: Print): void {
  const chance = chanceOf(names)
  const entries = Array.from({ length: names }, (_, at) => {
    const person = inventedPerson(chance() < 0.5 ? 'train' : 'test', chance)
    // As many different surnames as lists have: three letters more, for most of them.
    const text = chance() < 0.7 ? `${person.full}${lettersOf(at)}` : person.full
    const draft = {
      id: String(at),
      schema: 'person' as const,
      names: [{ text, kind: 'primary' as const }],
      birthDates: [person.birth_date],
    }
    return entryOf('generated', draft, 'sanctions')
  }).filter((entry) => entry !== null)
  const screener = opened(compileLists([{ version: generatedVersion(entries), entries }]), print)
  const asked = Array.from({ length: 3000 }, () => inventedPerson('test', chance).full)
  const before = processorMs()
  for (const full of asked) screener.screen({ schema: 'person', names: [{ full }] }, { threshold, limit: 20 })
  print(
    `  ${Math.round(asked.length / ((processorMs() - before) / 1000))} searches a second of one processor, over ${names} names`,
  )
}

const lettersOf = (at: number) =>
  ['ka', 'ri', 'mo', 'se', 'lu', 'ta', 'ne', 'vi', 'do', 'pa']
    .filter((_, bit) => (at >> bit) & 1)
    .slice(0, 2)
    .join('')

function opened(compiled: Uint8Array, print: Print): Screener {
  globalThis.gc?.()
  const [memory, before] = [process.memoryUsage.rss(), processorMs()]
  const screener = openScreener(compiled)
  const taken = processorMs() - before
  globalThis.gc?.()
  const grown = (process.memoryUsage.rss() - memory) / 1e6
  print(
    `  loaded in ${(taken / 1000).toFixed(2)} s of processor time, ${Math.round(grown)} MB more (file ${(compiled.length / 1e6).toFixed(1)} MB)`,
  )
  return screener
}

function printList(
  title: string,
  figures: ListFigures,
  positives: readonly Asked[],
  negatives: readonly Asked[],
  faults: boolean,
  print: Print,
): void {
  print(
    `  ${title}: ${told(figures)}; ${figures.falsePerThousand.toFixed(1)} false hits per 1,000 clean names (${figures.false.length} of ${negatives.length}; ${figures.missed.length} of ${positives.length} missed)`,
  )
  if (!faults) return
  for (const { subject, kind, expected } of figures.missed)
    print(`    missed ${kind} ${expected ?? ''}: ${JSON.stringify(subject.names[0])}`)
  for (const { asked, caption, score } of figures.false)
    print(`    false ${score}: ${JSON.stringify(asked.subject.names[0])} for ${caption}`)
}

function printReferences(
  entries: Parameters<typeof referenceFigures>[0],
  positives: readonly Asked[],
  negatives: readonly Asked[],
  print: Print,
): void {
  for (const [name, by] of [
    ['Jaro-Winkler by words', 'words'],
    ['Jaro-Winkler', 'whole'],
  ] as const) {
    const { recall, threshold } = referenceFigures(entries, positives, negatives, by, 3)
    print(
      `  ${name} on ${positives.length} and ${negatives.length} of them: recall ${(recall * 100).toFixed(1)} % at 3 false hits per 1,000 (threshold ${threshold.toFixed(3)})`,
    )
  }
}

/**
 * People, one a line: a name alone, or a CSV with a header of which only `name` is needed; `birth_date`, `country`,
 * `gender`, `schema` and `entry_id` (who is meant) are taken where they are.
 */
export async function readPeople(file: string): Promise<Asked[]> {
  const people: Asked[] = []
  let header: string[] | null | undefined
  for await (const { cells } of csvRows(decodedText(createReadStream(file), READ_LIMITS), ',')) {
    if (header === undefined) {
      const keys = cells.map(columnKey)
      const named = keys.some((key) => NAME_COLUMNS.includes(key))
      header = named ? keys : null
      if (named) continue
    }
    const person = header ? personOf(header, cells) : plainPerson(cells)
    if (person) people.push(person)
  }
  return people
}

const NAME_COLUMNS = ['name', 'fullname', 'query', 'text', 'name1', 'givennames', 'firstname']

function personOf(header: readonly string[], cells: readonly string[]): Asked | null {
  const get = (...names: string[]) => names.map((name) => cells[header.indexOf(name)]?.trim()).find(Boolean)
  const name =
    get('query', 'name', 'fullname', 'text', 'name1') ??
    [get('givennames', 'firstname'), get('familyname', 'lastname')].filter(Boolean).join(' ')
  if (!name) return null
  const expected = get('entryid', 'expected', 'listid')
  return {
    subject: subjectOf(
      name,
      get('birthdate', 'dob', 'dateofbirth'),
      get('country', 'nationality'),
      get('schema', 'type'),
    ),
    kind: get('kind', 'mangling') ?? '',
    ...(expected ? { expected } : {}),
  }
}

/** Without a header: the name, and after commas a birth date and a country if they are such. */
function plainPerson(cells: readonly string[]): Asked | null {
  const [birth, country] = [
    cells.find((cell) => listedDate(cell)),
    cells.slice(1).find((cell) => /^[A-Za-z]{2}$/.test(cell.trim())),
  ]
  const name = cells
    .filter((cell) => cell !== birth && cell !== country)
    .join(' ')
    .trim()
  return name === '' ? null : { subject: subjectOf(name, birth, country, undefined), kind: '' }
}

function subjectOf(
  full: string,
  birth: string | undefined,
  country: string | undefined,
  schema: string | undefined,
): Subject {
  const date = birth ? listedDate(birth)?.from : undefined
  const code = countryCode(country)
  return {
    schema: schema && !/person|individual/i.test(schema) ? 'organisation' : 'person',
    names: [{ full }],
    ...(date ? { birth_date: date } : {}),
    ...(code ? { countries: { nationality: [code] } } : {}),
  }
}
