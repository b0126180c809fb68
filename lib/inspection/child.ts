import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { MAX_FILE_BYTES } from '@/lib/contract/limits'

type Limits = { timeMs: number; heapMb: number }

/**
 * Runs a script from this folder in its own child process, with an untrusted file as its input, and returns its output.
 * Null when the script fails or is killed: when it runs too long, or when its output is larger than any file may be.
 * The heap limit is set here; the script limits its memory outside the heap itself (memory-watch.mjs).
 */
export function runInChild(
  script: string,
  content: Buffer,
  limits: Limits,
  args: string[] = [],
): Promise<Buffer | null> {
  return new Promise((resolve) => {
    const path = join(/* turbopackIgnore: true */ process.cwd(), 'lib/inspection', script)
    const child = spawn(process.execPath, [`--max-old-space-size=${limits.heapMb}`, path, ...args], {
      stdio: ['pipe', 'pipe', 'ignore'],
      // A process that opens untrusted files gets no secrets.
      env: { NODE_ENV: 'production' },
      timeout: limits.timeMs,
      killSignal: 'SIGKILL',
    })
    const chunks: Buffer[] = []
    let size = 0
    child.stdout.on('data', (chunk: Buffer) => {
      size += chunk.length
      if (size > MAX_FILE_BYTES) child.kill('SIGKILL')
      else chunks.push(chunk)
    })
    child.on('error', () => resolve(null))
    child.on('close', (code) => resolve(code === 0 ? Buffer.concat(chunks) : null))
    // A child that dies early closes the pipe while it is being written to.
    child.stdin.on('error', () => {})
    child.stdin.end(content)
  })
}

/** The output of a script, parsed as JSON. Null when it is not JSON. */
export function jsonOf(answer: Buffer | null): unknown {
  try {
    return JSON.parse(String(answer))
  } catch {
    return null
  }
}
