import { readdirSync, readFileSync } from 'node:fs'

/** The system counts processor time in hundredths of a second. */
const MS_PER_TICK = 10

/** What this process and all that it started have used of the processor so far, in milliseconds. Null but on Linux. */
export function processorMs(): number | null {
  const used = [process.pid, ...descendants(process.pid)].map((pid) => {
    const fields = contentOf(`/proc/${pid}/stat`)
      ?.replace(/^.*\) /s, '')
      .split(' ')
    // User and system time, of itself and of the children that have ended.
    return fields ? fields.slice(11, 15).reduce((sum, ticks) => sum + Number(ticks), 0) * MS_PER_TICK : null
  })
  return used[0] === null ? null : used.reduce<number>((sum, ms) => sum + (ms ?? 0), 0)
}

/** The memory in use by what this process started, in megabytes. */
export function memoryMb(): number {
  const resident = descendants(process.pid).map((pid) => {
    const [, kilobytes = '0'] = /^VmRSS:\s+(\d+)/m.exec(contentOf(`/proc/${pid}/status`) ?? '') ?? []
    return Number(kilobytes)
  })
  return resident.reduce((sum, kilobytes) => sum + kilobytes, 0) / 1_024
}

/** What a process has started that still runs, and what these have started. On Linux only. */
export function descendants(pid: number): number[] {
  const threads = namesIn(`/proc/${pid}/task`)
  const own = threads.flatMap((thread) => (contentOf(`/proc/${pid}/task/${thread}/children`) ?? '').match(/\d+/g) ?? [])
  return own.flatMap((child) => [Number(child), ...descendants(Number(child))])
}

/** Whether a process runs. One that has ended may still be listed, if nobody asks how it ended. On Linux only. */
export function isRunning(pid: number): boolean {
  return /\) [^Z] /.test(contentOf(`/proc/${pid}/stat`) ?? '')
}

/** Whether a process is one of those that read machine-readable zones. On Linux only. */
export function isReader(pid: number): boolean {
  return /(mrz|row)-recognizer\.mjs/.test(contentOf(`/proc/${pid}/cmdline`) ?? '')
}

/** Whether a process reads barcodes. */
export function isBarcodeReader(pid: number): boolean {
  return /barcode-reader\.mjs/.test(contentOf(`/proc/${pid}/cmdline`) ?? '')
}

/** Null when there is no such file: on another system, or when the process has ended. */
function contentOf(path: string): string | null {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return null
  }
}

function namesIn(path: string): string[] {
  try {
    return readdirSync(path)
  } catch {
    return []
  }
}
