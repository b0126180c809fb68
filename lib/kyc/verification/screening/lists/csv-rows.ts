import { pipeline } from 'node:stream/promises'
import { parse } from 'csv-parse'
import { ListFault, LONGEST_RECORD } from './list-fault'

export type CsvRow = { readonly cells: readonly string[]; readonly line: number }

/** The rows of a file, as they are read. @throws ListFault with the line. */
export async function* csvRows(text: AsyncIterable<string>, delimiter: string): AsyncGenerator<CsvRow> {
  const parser = parse({
    ...{ delimiter, bom: true, info: true, relax_column_count: true, skip_empty_lines: true },
    // A record longer than that is a quote that was never closed.
    max_record_size: LONGEST_RECORD,
  })
  // Ends with whichever of the two ends first; what is wrong with the text is told by the rows.
  const source = pipeline(text, parser).catch(() => {})
  try {
    for await (const { record, info } of parser) yield { cells: record as string[], line: info.lines as number }
  } catch (fault) {
    if (fault instanceof ListFault) throw fault
    const { message, lines } = fault as Error & { lines?: number }
    throw new ListFault(`not a whole CSV file: ${message}`, `line ${lines ?? '?'}`)
  } finally {
    parser.destroy()
    await source
  }
}

/** A row by the names of its columns, whatever their case and punctuation. */
export type NamedRow = { readonly get: (...names: string[]) => string | undefined; readonly line: number }

export const columnKey = (name: string) =>
  name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '')

/** Rows by the names in `header`. A row with another number of cells is refused: the file is cut off or not what it says. */
export function namedRow(header: readonly string[], { cells, line }: CsvRow): NamedRow {
  if (cells.length !== header.length)
    throw new ListFault(`${cells.length} cells where the header has ${header.length}`, `line ${line}`)
  return {
    line,
    get: (...names) => {
      for (const name of names) {
        const at = header.indexOf(columnKey(name))
        const cell = at < 0 ? undefined : cells[at]?.trim()
        if (cell) return cell
      }
      return undefined
    },
  }
}
