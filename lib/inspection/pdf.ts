import { z } from 'zod'
import { KycError } from '@/lib/contract/errors'
import { askChild, jsonOf } from './child'

/** A PDF can take gigabytes or never end: it is opened only in a child process that is killed at these bounds. */
const LIMITS = { timeMs: 15_000, heapMb: 256 }

const verdictSchema = z.union([
  z.object({ pages: z.int().positive() }),
  z.object({ fault: z.enum(['encrypted', 'corrupted']) }),
])

/** How many pages a PDF has. Throws FILE_ENCRYPTED, or FILE_CORRUPTED for whatever cannot be opened within the bounds. */
export async function countPdfPages(content: Buffer): Promise<number> {
  const verdict = verdictSchema.safeParse(jsonOf(await askChild('pdf-inspector.mjs', content, LIMITS)))
  if (!verdict.success) throw new KycError('FILE_CORRUPTED')
  if ('pages' in verdict.data) return verdict.data.pages
  throw new KycError(verdict.data.fault === 'encrypted' ? 'FILE_ENCRYPTED' : 'FILE_CORRUPTED')
}
