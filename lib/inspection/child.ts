import { type ChildProcessByStdio, type SpawnOptions, spawn } from 'node:child_process'
import { setPriority } from 'node:os'
import { join } from 'node:path'
import type { Readable, Writable } from 'node:stream'
import { KycError } from '@/lib/contract/errors'
import { MAX_FILE_BYTES } from '@/lib/contract/limits'

/** What a script may use. */
export type ScriptLimits = {
  /** How much of the processor it may use. The same on a busy machine as on an idle one, unlike time by the clock. */
  processorMs: number
  heapMb: number
  /** How much of the processor it leaves to others, from 0 (the default) to 19. */
  niceness?: number
}

type Limits = ScriptLimits & {
  /** By the clock: for a child that waits for something and uses no processor, or gets none. */
  longestMs?: number
  /** Kills it when this is aborted. */
  signal?: AbortSignal
}

const LONGEST_MS = 150_000

const stopping = new AbortController()
process.once('SIGTERM', () => stopping.abort())
process.once('SIGINT', () => stopping.abort())
/**
 * Aborted when the process is asked to stop: for work that nobody waits for, and that another process can begin again.
 * The server waits for all other children, whose requests it still answers.
 */
export const ENDING: AbortSignal = stopping.signal

/**
 * Runs a script from this folder in its own child process, with an untrusted file as its input, and returns its output.
 * Null when the script fails or exceeds what it may use, or when its output is larger than any file may be. Throws
 * BACKEND_UNAVAILABLE when it could not start, or was not done in time by the clock: that says nothing of the file.
 * The heap limit is set here; the rest the script watches over itself, and that this process is still there (watch.mjs).
 */
export function runInChild(
  script: string,
  content: Buffer,
  limits: Limits,
  args: string[] = [],
): Promise<Buffer | null> {
  return new Promise((resolve, reject) => {
    const child = startScript(script, limits, args, {
      ...{ timeout: limits.longestMs ?? LONGEST_MS, killSignal: 'SIGKILL' as const },
      ...(limits.signal && { signal: limits.signal }),
    })
    const chunks: Buffer[] = []
    let size = 0
    child.stdout.on('data', (chunk: Buffer) => {
      size += chunk.length
      if (size > MAX_FILE_BYTES) child.kill('SIGKILL')
      else chunks.push(chunk)
    })
    child.on('error', (cause) => reject(new KycError('BACKEND_UNAVAILABLE', { cause })))
    child.on('close', (code) => {
      // Killed from here, and not for what it wrote: its time was up.
      if (child.killed && size <= MAX_FILE_BYTES) reject(new KycError('BACKEND_UNAVAILABLE'))
      else resolve(code === 0 ? Buffer.concat(chunks) : null)
    })
    child.stdin.end(content)
  })
}

/**
 * Pieces of memory above 4 MB go back to the system as soon as they are free. Of itself the GNU C library raises that limit
 * to what it sees, and keeps them: of a model's intermediate results up to 200 MB. Others ignore this (mallopt(3)).
 */
const LARGE_PIECES = { MALLOC_MMAP_THRESHOLD_: String(4 * 1024 ** 2), MALLOC_TRIM_THRESHOLD_: String(64 * 1024 ** 2) }

/** Starts a script from this folder, within limits that it watches over itself (watch.mjs). */
export function startScript(
  script: string,
  { processorMs, heapMb, niceness }: ScriptLimits,
  args: readonly string[],
  ending: Pick<SpawnOptions, 'timeout' | 'killSignal' | 'signal'>,
): ChildProcessByStdio<Writable, Readable, null> {
  const path = join(/* turbopackIgnore: true */ process.cwd(), 'lib/inspection', script)
  const watched = [`--parent=${process.pid}`, `--processor-ms=${processorMs}`]
  const child = spawn(process.execPath, [`--max-old-space-size=${heapMb}`, path, ...args, ...watched], {
    ...{ ...ending, stdio: ['pipe', 'pipe', 'ignore'] as const },
    // A process that opens untrusted files gets no secrets.
    env: { NODE_ENV: 'production', ...LARGE_PIECES },
  })
  if (niceness !== undefined) lowerPriority(child.pid, niceness)
  // A child that dies early closes the pipe while it is being written to.
  child.stdin.on('error', () => {})
  return child
}

function lowerPriority(pid: number | undefined, niceness: number): void {
  try {
    if (pid !== undefined) setPriority(pid, niceness)
  } catch {
    // It has ended already, or the system does not allow it: then it runs like any other.
  }
}

/** The output of a script, parsed as JSON. Null when it is not JSON. */
export function jsonOf(answer: Buffer | null): unknown {
  try {
    return JSON.parse(String(answer))
  } catch {
    return null
  }
}
