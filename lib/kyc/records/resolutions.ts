import { z } from 'zod'
import { type Resolution, resolutionSchema } from '@/lib/contract/pictures/differences'
import type { DocumentRow } from '@/lib/database/schema'
import type { Owner, Sealer } from '@/lib/files/sealer'
import { openJson, sealJson } from './sealed'

type Row = Pick<DocumentRow, 'id' | 'resolutions'> & Owner

/** What the customer said of differences between a document and their answers, the latest last. Null: see `openJson`. */
export function openResolutions(row: Row, sealer: Sealer): Resolution[] | null {
  return openJson(z.array(resolutionSchema), row.resolutions, row, placeOf(row), sealer)
}

export function sealResolutions(resolutions: readonly Resolution[], row: Row, sealer: Sealer): string {
  return sealJson(resolutions, row, placeOf(row), sealer)
}

function placeOf({ id }: Pick<Row, 'id'>) {
  return ['documents', 'resolutions', id] as const
}
