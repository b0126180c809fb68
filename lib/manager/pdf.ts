import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { z } from 'zod'
import { KycError } from '@/lib/contract/errors'

/**
 * A PDF can take gigabytes or never end: it is opened only in a child process that is killed at these bounds. The
 * heap's is set here; the child itself watches the memory outside it.
 */
const TIME_LIMIT_MS = 15_000
const HEAP_LIMIT_MB = 256

const verdictSchema = z.union([
  z.object({ pages: z.int().positive() }),
  z.object({ fault: z.enum(['encrypted', 'corrupted']) }),
])

/** How many pages a PDF has. Throws FILE_ENCRYPTED, or FILE_CORRUPTED for whatever cannot be opened within the bounds. */
export async function countPdfPages(content: Buffer): Promise<number> {
  const verdict = verdictSchema.safeParse(await askInspector(content))
  if (!verdict.success) throw new KycError('FILE_CORRUPTED')
  if ('pages' in verdict.data) return verdict.data.pages
  throw new KycError(verdict.data.fault === 'encrypted' ? 'FILE_ENCRYPTED' : 'FILE_CORRUPTED')
}

function askInspector(content: Buffer): Promise<unknown> {
  return new Promise((resolve) => {
    const script = join(/* turbopackIgnore: true */ process.cwd(), 'lib/manager/pdf-inspector.mjs')
    const child = spawn(process.execPath, [`--max-old-space-size=${HEAP_LIMIT_MB}`, script], {
      stdio: ['pipe', 'pipe', 'ignore'],
      // No secrets for a process that opens what strangers send.
      env: { NODE_ENV: 'production' },
      timeout: TIME_LIMIT_MS,
      killSignal: 'SIGKILL',
    })
    let output = ''
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output += text
    })
    child.on('error', () => resolve(null))
    child.on('close', () => resolve(parsed(output)))
    // A child that dies early closes the pipe while we write.
    child.stdin.on('error', () => {})
    child.stdin.end(content)
  })
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
