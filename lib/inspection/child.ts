import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { MAX_FILE_BYTES } from '@/lib/contract/limits'

type Limits = { timeMs: number; heapMb: number }

/**
 * Gives a stranger's file to a script of this folder that runs alone in a child process, and answers with what the
 * script writes. Null when it fails, or is killed: by time, or for an answer larger than any file. The heap's limit is
 * set here; the memory outside it is watched by the script itself (memory-watch.mjs).
 */
export function askChild(
  script: string,
  content: Buffer,
  limits: Limits,
  words: string[] = [],
): Promise<Buffer | null> {
  return new Promise((resolve) => {
    const path = join(/* turbopackIgnore: true */ process.cwd(), 'lib/inspection', script)
    const child = spawn(process.execPath, [`--max-old-space-size=${limits.heapMb}`, path, ...words], {
      stdio: ['pipe', 'pipe', 'ignore'],
      // No secrets for a process that opens what strangers send.
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
    // A child that dies early closes the pipe while we write.
    child.stdin.on('error', () => {})
    child.stdin.end(content)
  })
}

/** What a script wrote as JSON; null for anything else. */
export function jsonOf(answer: Buffer | null): unknown {
  try {
    return JSON.parse(String(answer))
  } catch {
    return null
  }
}
