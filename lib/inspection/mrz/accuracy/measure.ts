import { readFile } from 'node:fs/promises'
import { memoryMb, processorMs } from '@/lib/testing/processes'
import type { MrzReading } from '..'

/** Reads a picture, JPEG or PNG. Throws when it did not come to the end. */
export type Reader = (picture: Buffer, today: string) => Promise<MrzReading>

/** What came of a reading. The first two are right; the third is what must never happen. */
export const RESULTS = ['exact', 'no zone', 'valid but wrong', 'flagged', 'unread', 'unfinished'] as const
export type Result = (typeof RESULTS)[number]

/** A picture, and the rows of each zone on it: none where there is no zone, null where nobody told. */
export type Picture = {
  name: string
  path: string
  kind: string
  /** Whether a person may expect it to be read. */
  fair: boolean
  zones: readonly (readonly string[])[] | null
}

export type Measured = Picture & {
  result: Result | null
  reading: MrzReading | null
  /** In milliseconds of the processor, children included; null where the system does not tell. */
  cost: number | null
  /** The most that children had at a time, in megabytes. */
  memory: number
}

const SAMPLE_MS = 50

/** Reads each picture, one after the other. */
export async function measure(pictures: readonly Picture[], read: Reader, today: string): Promise<Measured[]> {
  const measured: Measured[] = []
  for (const picture of pictures) {
    const content = await readFile(picture.path)
    const before = processorMs()
    let memory = 0
    const sampling = setInterval(() => {
      memory = Math.max(memory, memoryMb())
    }, SAMPLE_MS)
    const reading = await read(content, today).catch(() => null)
    clearInterval(sampling)
    const after = processorMs()
    const cost = before === null || after === null ? null : after - before
    measured.push({ ...picture, reading, cost, memory, result: picture.zones && resultOf(reading, picture.zones) })
  }
  return measured
}

/** What a reading is worth where these zones are printed. */
export function resultOf(reading: MrzReading | null, zones: readonly (readonly string[])[]): Result {
  if (reading === null) return 'unfinished'
  if (reading.outcome === 'none') return zones.length === 0 ? 'no zone' : 'unread'
  if (reading.outcome === 'unreadable') return 'unread'
  const { lines, valid } = reading.mrz
  if (zones.some((zone) => String(zone) === String(lines))) return 'exact'
  return valid ? 'valid but wrong' : 'flagged'
}

/** One line of figures: how many of each result, and what a reading costs. */
export function told(what: string, rows: readonly Measured[]): string {
  const judged = rows.filter(({ result }) => result !== null)
  const counts = RESULTS.flatMap((result) => {
    const count = judged.filter((row) => row.result === result).length
    return count > 0 || result === 'valid but wrong' ? `${result} ${count}` : []
  })
  const valid = judged.filter(
    ({ result, reading }) => result === 'exact' && reading?.outcome === 'read' && reading.mrz.valid,
  )
  const costs = rows.flatMap(({ cost }) => cost ?? []).sort((a, b) => a - b)
  const seconds = (share: number) =>
    ((costs[Math.min(costs.length - 1, Math.floor(costs.length * share))] ?? 0) / 1_000).toFixed(1)
  const memory = Math.max(0, ...rows.map((row) => row.memory))
  return (
    `${what.padEnd(22)} ${String(rows.length).padStart(3)}: ${counts.join(', ')} (${valid.length} exact and valid); ` +
    `processor ${seconds(0.5)} s, at most ${seconds(1)} s; memory at most ${memory.toFixed(0)} MB`
  )
}
