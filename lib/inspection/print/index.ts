import { z } from 'zod'
import { Fault } from '@/lib/contract/errors'
import { MOST_LINES, MOST_READ_PAGES, type PrintedLine, printedLineSchema } from '@/lib/contract/pictures/print'
import { jsonOf, runInChild } from '../child'
import { linesOfItems } from './lines-of-items'

/** All of it, by the clock: nobody waits for it, and on a busy machine it may get a hundredth of the processor. */
export const LONGEST_PRINT_MS = 600_000
/** Measured: 0.6 s of processor for a bill. */
const LIMITS = { processorMs: 15_000, heapMb: 256, longestMs: LONGEST_PRINT_MS }
/** Some PDFs have a piece for each letter. */
const MOST_PIECES = 20_000

/** The print of a PDF's first pages that have their text in them. Throws when it could not be read: another attempt may. */
export async function printOfPdf(content: Buffer): Promise<PrintedLine[]> {
  const most = [MOST_READ_PAGES, MOST_PIECES].map(String)
  const answer = await runInChild('pdf-reader.mjs', content, LIMITS, most)
  const pieces = z.array(printedLineSchema).safeParse(jsonOf(answer))
  if (!pieces.success) throw new Fault('The text of a PDF could not be read within the limits')
  return linesOfItems(pieces.data).slice(0, MOST_LINES)
}
