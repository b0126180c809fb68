import { z } from 'zod'
import { KycError } from '@/lib/contract/errors'
import { jsonOf, runInChild } from './child'

/** A PDF can take gigabytes, or for ever: it is opened only in a child process that is killed at these limits. */
const LIMITS = { processorMs: 15_000, heapMb: 256 }

const verdictSchema = z.union([
  z.object({ pages: z.int().positive() }),
  z.object({ error: z.enum(['encrypted', 'corrupted']) }),
])

/**
 * A PDF as it is stored: its pages, as they look, and nothing that acts, is attached or tells of its maker
 * (docs/decisions/0023-what-is-kept-of-a-pdf.md). The same PDF always gives the same bytes.
 * Throws FILE_ENCRYPTED, or FILE_CORRUPTED when it cannot be opened within the limits.
 */
export async function cleanPdf(content: Buffer): Promise<{ bytes: Buffer; pages: number }> {
  const answer = (await runInChild('pdf-cleaner.mjs', content, LIMITS)) ?? Buffer.alloc(0)
  const end = answer.includes('\n') ? answer.indexOf('\n') : answer.length
  const verdict = verdictSchema.safeParse(jsonOf(answer.subarray(0, end)))
  if (!verdict.success) throw new KycError('FILE_CORRUPTED')
  if ('pages' in verdict.data) return { pages: verdict.data.pages, bytes: Buffer.from(answer.subarray(end + 1)) }
  throw new KycError(verdict.data.error === 'encrypted' ? 'FILE_ENCRYPTED' : 'FILE_CORRUPTED')
}
