import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { z } from 'zod'
import { type CardBarcode, cardBarcodeSchema } from '@/lib/contract/pictures/barcodes'

const TRUTH = 'barcodes.csv'
/** The columns: a file, and what its barcode says. An empty cell is not told, and not judged. */
const TOLD = [
  'document_number',
  'family_name',
  'given_names',
  'birth_date',
  'issue_date',
  'expiry_date',
  'sex',
  'jurisdiction',
] as const

const rowSchema = z.strictObject({
  file: z.string().regex(/^[^/\\]+\.(jpe?g|png)$/i),
  ...Object.fromEntries(TOLD.map((name) => [name, z.string()])),
})

export type LabelledCard = { readonly path: string; readonly file: string; readonly truth: Partial<CardBarcode> | null }

/** Somebody's own pictures of cards, by a `barcodes.csv` beside them. One of which nothing is told has no barcode: null. */
export async function readLabelledCards(folder: string): Promise<LabelledCard[]> {
  const rows = parse(await readFile(join(folder, TRUTH)), {
    columns: true,
    bom: true,
    trim: true,
    skip_empty_lines: true,
  })
  return z
    .array(rowSchema)
    .parse(rows)
    .map(({ file, ...told }) => {
      const said = Object.fromEntries(Object.entries(told).filter(([, value]) => value !== ''))
      const truth = Object.keys(said).length === 0 ? null : cardBarcodeSchema.partial().parse(said)
      return { path: join(folder, file), file, truth }
    })
}
