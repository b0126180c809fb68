import { inTurns } from '../in-turns'
import type { ListEntry, ListVersion, Topic } from '../port'
import { type CsvRow, columnKey, csvRows, namedRow } from './csv-rows'
import { decodedText } from './decoded-text'
import { digestOf, type EntryDraft, entryOf, whereOf } from './entry-draft'
import { EU_RECORDS, euCsvReader, euEntry } from './eu-lists'
import { ListFault, READ_LIMITS, type ReadLimits } from './list-fault'
import { dateOf, listedDate } from './listed-dates'
import { ADVANCED_RECORDS, advancedReader } from './ofac-advanced'
import { ofacCsvReader, ofacKind } from './ofac-csv'
import { OFAC_RECORDS, ofacEntry } from './ofac-xml'
import { ftmEntry, linesOf, simpleEntry } from './opensanctions'
import { isOwnHeader, ownEntry } from './own-csv'
import { type ListFormat, type Note, noteTaker, type ReadReport } from './read-report'
import { ukReader } from './uk-csv'
import { UN_RECORDS, unEntry } from './un-xml'
import { readXml, type XmlNode } from './xml-records'

/** One file of a list. OFAC's CSV has up to four: entries, other names, addresses, comments, in any order. */
export type ListFile = { readonly name: string; readonly chunks: AsyncIterable<Uint8Array> }

export type ReadList = {
  readonly version: ListVersion
  readonly entries: readonly ListEntry[]
  readonly report: ReadReport
}

type Gathered = { format: ListFormat; drafts: EntryDraft[]; published?: string | null | undefined }

/**
 * Reads a list in whatever format it has; the file itself tells which.
 * @param topic why its entries are listed, where the file does not say.
 * @throws ListFault if any of it cannot be read: half a list is none.
 */
export async function readList(
  files: readonly ListFile[],
  options: { list: string; taken_at: string; topic?: Topic; limits?: ReadLimits },
): Promise<ReadList> {
  const limits = options.limits ?? READ_LIMITS
  const [leftOut, unread] = [noteTaker(), noteTaker()]
  const { format, drafts, published } = await gather(files, limits, leftOut.note)
  const topic = options.topic ?? (format === 'own_csv' ? 'other' : 'sanctions')
  const byId = new Map<string, ListEntry>()
  for await (const draft of inTurns(drafts)) {
    const entry = entryOf(options.list, draft, topic, unread.note)
    if (!entry) leftOut.note('entries without a name', whereOf(draft))
    else if (entry.entry_id === '') throw new ListFault('an entry has no id', entry.names[0]?.text.slice(0, 80) ?? '')
    else if (byId.has(entry.entry_id))
      leftOut.note('entries that come twice, of which the first is kept', whereOf(draft))
    else byId.set(entry.entry_id, entry)
  }
  const entries = [...byId.values()]
  if (entries.length === 0) throw new ListFault('there is no entry in it', files.map(({ name }) => name).join(', '))
  const kinds: ReadReport['kinds'] = { person: 0, organisation: 0, vessel: 0, other: 0 }
  const topics: ReadReport['topics'] = { sanctions: 0, pep: 0, rca: 0, other: 0 }
  for (const entry of entries) {
    kinds[entry.schema] += 1
    for (const one of entry.topics) topics[one] += 1
  }
  const digest = digestOf(entries.map((entry) => [entry.entry_id, entry.digest]))
  const version: ListVersion = {
    ...{ list: options.list, version: `${published ?? options.taken_at.slice(0, 10)}-${digest.slice(0, 8)}` },
    ...{ taken_at: options.taken_at, ...(published && { published_at: published }), entries: entries.length, digest },
  }
  return { version, entries, report: { format, kinds, topics, left_out: leftOut.notes(), unread: unread.notes() } }
}

async function gather(files: readonly ListFile[], limits: ReadLimits, note: Note): Promise<Gathered> {
  if (files.length === 1 && files[0]) return readOne(files[0], limits, note)
  // Several files are OFAC's CSV, of which all but the main one are small enough to be held until that one is read.
  const reader = ofacCsvReader(note)
  const later: { file: string; kind: 'alt' | 'add' | 'comments'; rows: CsvRow[] }[] = []
  for (const file of files) {
    let kind: ReturnType<typeof ofacKind> = null
    const rows: CsvRow[] = []
    for await (const row of named(file, csvRows(decodedText(file.chunks, limits), ','))) {
      kind ??= ofacKind(row.cells)
      if (!kind) throw new ListFault('no CSV file of OFAC', `${file.name}, line ${row.line}`)
      if (kind === 'main') reader.take(kind, row, file.name)
      else rows.push(row)
    }
    if (kind && kind !== 'main') later.push({ file: file.name, kind, rows })
  }
  for (const { file, kind, rows } of later) for await (const row of inTurns(rows)) reader.take(kind, row, file)
  return { format: 'ofac_csv', drafts: reader.drafts() }
}

/** Faults of a file among several say which. */
async function* named<Item>(file: ListFile, items: AsyncIterable<Item>): AsyncGenerator<Item> {
  try {
    yield* items
  } catch (fault) {
    throw fault instanceof ListFault ? new ListFault(fault.reason, `${file.name}, ${fault.place}`) : fault
  }
}

async function readOne(file: ListFile, limits: ReadLimits, note: Note): Promise<Gathered> {
  const text = decodedText(file.chunks, limits)
  const first = await text.next()
  const start = (first.value ?? '').replace(/^\uFEFF/, '')
  const whole = (async function* () {
    yield start
    yield* text
  })()
  if (/^\s*</.test(start)) return readXmlList(whole, limits)
  if (/^\s*\{/.test(start)) return readFtm(whole, limits, note)
  return readCsvList(whole, { file: file.name, start }, limits, note)
}

async function readFtm(text: AsyncIterable<string>, limits: ReadLimits, note: Note): Promise<Gathered> {
  const drafts: EntryDraft[] = []
  for await (const { line, at } of linesOf(text)) {
    if (line.trim() === '') continue
    const draft = ftmEntry(line, `line ${at}`)
    if ('describes' in draft) note('entities that only describe others', draft.describes)
    else push(drafts, draft, limits, `line ${at}`)
  }
  return { format: 'opensanctions_ftm', drafts }
}

function push(drafts: EntryDraft[], draft: EntryDraft, limits: ReadLimits, place: string): void {
  if (drafts.length >= limits.entries) throw new ListFault(`more than ${limits.entries} entries`, place)
  drafts.push({ ...draft, place })
}

/** By the outermost element. */
const XML_FORMATS: Readonly<Record<string, ListFormat>> = {
  CONSOLIDATED_LIST: 'un_xml',
  sdnList: 'ofac_xml',
  Sanctions: 'ofac_advanced_xml',
  export: 'eu_xml',
}

async function readXmlList(text: AsyncIterable<string>, limits: ReadLimits): Promise<Gathered> {
  const advanced = advancedReader()
  const drafts: EntryDraft[] = []
  let format: ListFormat | undefined
  let published: string | null | undefined
  const read: Record<string, (node: XmlNode) => EntryDraft> = {
    ...{ INDIVIDUAL: unEntry, ENTITY: unEntry, sdnEntry: ofacEntry, sanctionEntity: euEntry },
  }
  let taken = 0
  await readXml(text, new Set([...UN_RECORDS, ...OFAC_RECORDS, ...ADVANCED_RECORDS, ...EU_RECORDS]), {
    root: ({ name, attributes }) => {
      format = XML_FORMATS[name]
      if (!format) throw new ListFault(`no list that is known: <${name}>`, 'line 1')
      published = (attributes.dateGenerated ?? attributes.generationDate)?.slice(0, 10)
    },
    record: (node, place) => {
      const entry = read[node.name]
      if (entry) push(drafts, entry(node), limits, place)
      else if (/^publi?shInformation$/.test(node.name)) published = usDate(node.value('Publish_Date'))
      else if (node.name === 'DateOfIssue')
        published = dateOf(node.value('Year'), node.value('Month'), node.value('Day'))
      else {
        taken += 1
        // Places, documents and measures: some of each for every entry.
        if (taken > limits.entries * 10) throw new ListFault(`more than ${limits.entries} entries`, place)
        advanced.take(node, place)
      }
    },
  })
  const all = format === 'ofac_advanced_xml' ? advanced.drafts() : drafts
  return { format: format as ListFormat, drafts: all, published }
}

/** OFAC writes the month first. */
function usDate(text: string | undefined): string | null {
  const [month, day, year] = (text ?? '').split('/')
  return dateOf(year, month, day)
}

async function readCsvList(
  text: AsyncIterable<string>,
  { file, start }: { file: string; start: string },
  limits: ReadLimits,
  note: Note,
): Promise<Gathered> {
  const lines = start.slice(0, 20_000).split('\n')
  const semicolons = lines.slice(0, 3).some((line) => line.split(';').length > line.split(',').length)
  const rows = csvRows(text, semicolons ? ';' : ',')
  const drafts: EntryDraft[] = []
  let header: string[] | undefined
  let published: string | null | undefined
  let format: ListFormat | undefined
  const gathering = { ofac: ofacCsvReader(note), eu: euCsvReader(), uk: ukReader() }
  for await (const row of rows) {
    if (!format) {
      if (ofacKind(row.cells) === 'main') format = 'ofac_csv'
      else {
        // A line above the header says when the list was made.
        const date = /\d{1,2}[-/ ][A-Za-z\d]{2,9}[-/ ]\d{4}/.exec(row.cells.join(' '))?.[0]
        if (row.line <= 2 && !header && date) {
          published = listedDate(date.replace(/[-/](?=[A-Za-z])|(?<=[A-Za-z])[-/]/g, ' '))?.from
          if (row.cells.filter(Boolean).length <= 3) continue
        }
        header = row.cells.map(columnKey)
        format = csvFormat(header, row.line)
        continue
      }
    }
    if (format === 'ofac_csv') {
      gathering.ofac.take('main', row, file)
      continue
    }
    const named = namedRow(header ?? [], row)
    if (format === 'eu_csv') gathering.eu.take(named)
    else if (format === 'uk_csv') gathering.uk.take(named)
    else push(drafts, format === 'opensanctions_csv' ? simpleEntry(named) : ownEntry(named), limits, `line ${row.line}`)
  }
  if (!format) throw new ListFault('there is no row in it', 'line 1')
  const gathered = { ofac_csv: gathering.ofac, eu_csv: gathering.eu, uk_csv: gathering.uk }[format as 'ofac_csv']
  return { format, drafts: gathered?.drafts() ?? drafts, published }
}

function csvFormat(header: readonly string[], line: number): ListFormat {
  const has = (name: string) => header.includes(columnKey(name))
  if (has('Entity_LogicalId') && has('NameAlias_WholeName')) return 'eu_csv'
  if (has('Name 6') && (has('Unique ID') || has('Group ID'))) return 'uk_csv'
  if (has('id') && has('schema') && has('name') && has('aliases')) return 'opensanctions_csv'
  if (isOwnHeader(header)) return 'own_csv'
  throw new ListFault('no list that is known, and no column is called name', `line ${line}`)
}
