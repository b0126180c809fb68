import { z } from 'zod'
import { type Resolution, resolutionSchema } from '@/lib/contract/pictures/differences'
import type { DocumentRow } from '@/lib/database/schema'
import type { Sealer } from '@/lib/files/encryption'

/** What the customer said of differences between a document and their answers, the latest last. */
export function openResolutions({ resolutions }: Pick<DocumentRow, 'resolutions'>, sealer: Sealer): Resolution[] {
  return resolutions === null ? [] : z.array(resolutionSchema).parse(JSON.parse(sealer.open(resolutions)))
}

export function sealResolutions(resolutions: readonly Resolution[], sealer: Sealer): string {
  return sealer.seal(JSON.stringify(resolutions))
}
