import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'

declare module 'vitest' {
  interface ProvidedContext {
    /** The folder named by `--folder`; null where a command was given none. */
    folder: string | null
  }
}

/** A file of somebody's own folder, and what they say of it in `truth.csv`. */
export type LabelledFile = {
  readonly name: string
  readonly path: string
  /** What it shows: passport, id, licence, bill, letter, receipt …; `none` is no document, null is not said. */
  readonly kind: string | null
  /** A picture of a document that must not be refused. */
  readonly fair: boolean
  /** The lines of its machine-readable zone, from the top; none where it has no zone or none is told. */
  readonly mrz: readonly string[]
}

const TRUTH = 'truth.csv'
const HEADER = 'file,kind,fair,mrz1,mrz2,mrz3'
const READ = /\.(jpe?g|png|hei[cf]|hif|pdf)$/i

/** The pictures and PDFs of a folder, by name. What `truth.csv` does not name has no kind. */
export async function readLabelledFolder(folder: string): Promise<LabelledFile[]> {
  const names = (await readdir(folder)).filter((name) => READ.test(name)).sort()
  const text = await readFile(join(folder, TRUTH), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null
    throw error
  })
  const truth = new Map(text === null ? [] : rowsOf(text))
  const missing = [...truth.keys()].filter((name) => !names.includes(name))
  if (missing.length > 0) throw new Error(`${TRUTH} names files that are not there: ${missing.join(', ')}`)
  return names.map((name) => ({
    ...(truth.get(name) ?? { kind: null, fair: false, mrz: [] }),
    name,
    path: join(folder, name),
  }))
}

/** The rows of `truth.csv`: its columns are these and no others, so that a slip is found and not guessed at. */
function rowsOf(text: string): [string, Pick<LabelledFile, 'kind' | 'fair' | 'mrz'>][] {
  const [header, ...lines] = text.replace(/^\ufeff/, '').split(/\r?\n/)
  if (header?.trim() !== HEADER) throw new Error(`The first line of ${TRUTH} must be ${HEADER}`)
  return lines.flatMap((line, i) => {
    if (line.trim() === '') return []
    const cells = cellsOf(line)
    const [file, kind, fair, ...mrz] = cells
    if (cells.length !== 6 || !file || (fair !== '' && fair !== '0' && fair !== '1'))
      throw new Error(`Line ${i + 2} of ${TRUTH} cannot be read: ${line}`)
    return [[file, { kind: kind || 'none', fair: fair === '1', mrz: mrz.filter((row) => row !== '') }]]
  })
}

/** Cells may stand in quotes, with a quote inside doubled (RFC 4180). */
function cellsOf(line: string): string[] {
  const cells = [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^",]*))(?=,|$)/g)]
  const length = cells.reduce((sum, [whole]) => sum + whole.length, 0)
  return length === line.length
    ? cells.map(([, quoted, plain]) => (quoted?.replaceAll('""', '"') ?? plain ?? '').trim())
    : []
}
