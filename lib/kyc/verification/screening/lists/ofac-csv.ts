import type { CsvRow } from './csv-rows'
import type { EntryDraft } from './entry-draft'
import { ListFault } from './list-fault'
import { ofacSchema } from './ofac-xml'
import type { Note } from './read-report'

/**
 * OFAC's CSV files have no header; what they are is told by their number of columns. The main file comes first here,
 * since others refer to it. A remark ends in the file of comments where it is too long for a cell.
 */
const COLUMNS = { main: 12, alt: 5, add: 6, comments: 2 } as const
type Kind = keyof typeof COLUMNS

/** What kind of OFAC file begins with this row, or null. */
export function ofacKind(cells: readonly string[]): Kind | null {
  if (!/^\d+$/.test(cells[0]?.trim() ?? '')) return null
  return (Object.keys(COLUMNS) as Kind[]).find((kind) => COLUMNS[kind] === cells.length) ?? null
}

type Gathered = {
  place: string
  cells: readonly string[]
  aliases: { text: string; weak: boolean }[]
  countries: string[]
  more: string
}

/** @param note told of rows that refer to an entry that the main file has not. */
export function ofacCsvReader(note: Note) {
  const rows = new Map<string, Gathered>()
  return {
    take: (kind: Kind, row: CsvRow, file: string) => {
      const place = `${file}, line ${row.line}`
      const cells = row.cells.map(cell)
      const id = cells[0] ?? ''
      // OFAC ends its files with the end-of-file sign of DOS.
      if (cells.length === 1 && id === '') return
      if (cells.length !== COLUMNS[kind] || !/^\d+$/.test(id))
        throw new ListFault(`no row of OFAC's ${kind} file: ${cells.length} cells`, place)
      if (kind === 'main') {
        rows.set(id, { place, cells, aliases: [], countries: [], more: '' })
        return
      }
      const entry = rows.get(id)
      if (!entry) note('rows that refer to no entry', `${place}: ${id}`)
      else if (kind === 'alt') entry.aliases.push({ text: cells[3] ?? '', weak: /weak|low/i.test(cells[4] ?? '') })
      else if (kind === 'add') entry.countries.push(cells[4] ?? '')
      else entry.more += cells[1] ?? ''
    },
    drafts: (): EntryDraft[] => [...rows.values()].map(draftOf),
  }
}

/** Numbered as the remarks have them: `Passport A123 (Iran)`, `Cedula No. 123`, `Tax ID No. 7 (Russia)`. */
const NUMBERED =
  /^(?:alt\.\s*)?([A-Za-z][A-Za-z.&/ ]{1,60}?)(?:\s+No\.?|\s+Number|\s+#)?\s+([A-Z0-9][A-Z0-9./-]*\d[A-Z0-9./-]*)(?:\s+\(([^)]+)\))?(?:\s|$)/i
const DOCUMENT =
  /passport|cedula|\bid\b|identification|license|licence|\bssn\b|\bnit\b|\bruc\b|\brfc\b|\bcurp\b|registration|tax|d\.n\.i|residency|birth certificate|\bimo\b|\bmmsi\b|\bbik\b|\bd-u-n-s\b|\bcuit\b|\brif\b|national|matricula|chinese commercial|stateless|travel document|personal id/i

function draftOf({ place, cells, aliases, countries, more }: Gathered): EntryDraft {
  const [id = '', name = '', type = '', programmes = '', title = ''] = cells
  const remarks = `${cells[11] ?? ''}${more}`
  const facts = remarks
    .split(';')
    .map((fact) => fact.trim().replace(/\.$/, ''))
    .filter((fact) => fact !== '')
  const after = (pattern: RegExp) => facts.flatMap((fact) => pattern.exec(fact)?.[1] ?? [])
  return {
    ...{ id, place },
    schema: ofacSchema(type || 'entity'),
    names: [
      { text: inOrder(name, type), kind: 'primary' },
      ...aliases.map(({ text, weak }) => ({
        text: inOrder(text, type),
        kind: weak ? ('weak' as const) : ('alias' as const),
      })),
      // In quotes stand the names that OFAC calls weak.
      ...after(/^(?:a|n|f)\.k\.a\.\s+'(.+?)'?$/i).map((text) => ({ text, kind: 'weak' as const })),
    ],
    birthDates: after(/^(?:alt\.\s*)?DOB\s+(.+)$/i),
    genders: after(/^Gender\s+(\w+)/i),
    nationality: [
      ...after(/^(?:alt\.\s*)?nationality\s+(?:of\s+)?(.+)$/i),
      ...after(/^(?:alt\.\s*)?citizen\s+(?:of\s+)?(.+)$/i),
    ],
    birth: after(/^(?:alt\.\s*)?POB\s+(.+)$/i).map((place) => place.split(',').at(-1)),
    residence: countries,
    identifiers: facts.flatMap((fact) => {
      const [, kind = '', number, country] = NUMBERED.exec(fact) ?? []
      return DOCUMENT.test(kind) ? [{ type: kind.trim(), number, country }] : []
    }),
    programmes: programmes.split(/\]\s*\[|;/).map((programme) => programme.replace(/[[\]]/g, '')),
    remarks: [title, remarks],
  }
}

/** `SURNAME, Given` is a person's; a comma in another name stays. */
function inOrder(name: string, type: string): string {
  if (!/individual/i.test(type)) return name
  const [family = '', ...given] = name.split(',')
  return [...given.map((part) => part.trim()), family.trim()].join(' ')
}

/** `-0-` is no value. */
function cell(text: string): string {
  const written = text.replaceAll('\x1a', '').trim()
  return written === '-0-' ? '' : written
}
