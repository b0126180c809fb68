import { z } from 'zod'
import { KycError } from '@/lib/contract/errors'
import { jsonOf, runInChild } from './child'

/** A PDF can take gigabytes, or for ever: it is opened only in a child process that is killed at these limits. */
const LIMITS = { processorMs: 15_000, heapMb: 256 }

const verdictSchema = z.union([
  z.object({ pages: z.int().positive() }),
  z.object({ error: z.enum(['encrypted', 'corrupted']) }),
])

/** Counts the pages of a PDF. Throws FILE_ENCRYPTED, or FILE_CORRUPTED when it cannot be opened within the limits. */
export async function countPdfPages(content: Buffer): Promise<number> {
  const verdict = verdictSchema.safeParse(jsonOf(await runInChild('pdf-inspector.mjs', content, LIMITS)))
  if (!verdict.success) throw new KycError('FILE_CORRUPTED')
  if ('pages' in verdict.data) return verdict.data.pages
  throw new KycError(verdict.data.error === 'encrypted' ? 'FILE_ENCRYPTED' : 'FILE_CORRUPTED')
}
