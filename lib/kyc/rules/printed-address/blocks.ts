import type { AddressBlock, PrintedLine } from '@/lib/contract/pictures/print'
import { endingOf } from './ending'

/**
 * What of a document's print may be an address. All else is not kept: what somebody was billed for, or paid, is no matter
 * of ours. Pure.
 */

/** Above and below the line with the postal code: name, street, and country. */
const [ABOVE, BELOW] = [7, 1]
/** The next line begins where this one does, so many heights below it at most, in letters about as high. */
const [ALIGNED, CLOSE, ALIKE] = [0.9, 2.5, 1.6]

export function blocksOf(lines: readonly PrintedLine[]): AddressBlock[] {
  return columnsOf(lines).flatMap((column) => {
    const texts = column.map(({ text }) => text)
    const near = texts.map((_, at) => texts.slice(Math.max(0, at - BELOW), at + ABOVE + 1).some(mayEnd))
    return partsOf(texts, near).filter((part) => part.length > 1)
  })
}

function mayEnd(line: string): boolean {
  return endingOf(line, null) !== null || LATER.some((country) => endingOf(line, country) !== null)
}

/** One country for each way of writing the last line. */
const LATER = ['GBR', 'IRL', 'MLT', 'USA', 'CAN', 'AUS', 'NZL', 'ZAF', 'IND', 'BRA']

/** Neighbouring lines that are wanted, together. */
function partsOf(texts: readonly string[], wanted: readonly boolean[]): string[][] {
  const parts: string[][] = []
  for (const [at, text] of texts.entries()) {
    if (!wanted[at]) continue
    if (at > 0 && wanted[at - 1]) parts.at(-1)?.push(text)
    else parts.push([text])
  }
  return parts
}

/** Lines that begin one below the other. */
function columnsOf(lines: readonly PrintedLine[]): PrintedLine[][] {
  const sorted = lines.toSorted((a, b) => a.page - b.page || a.y - b.y)
  const columns: PrintedLine[][] = []
  for (const line of sorted) {
    const above = columns.filter((column) => continues(column.at(-1), line))
    const nearest = above.toSorted((a, b) => (b.at(-1)?.y ?? 0) - (a.at(-1)?.y ?? 0))[0]
    if (nearest) nearest.push(line)
    else columns.push([line])
  }
  return columns
}

function continues(last: PrintedLine | undefined, line: PrintedLine): boolean {
  if (last === undefined || last.page !== line.page) return false
  const height = Math.max(last.height, line.height)
  const gap = line.y - last.y
  const isAlike = height < ALIKE * Math.min(last.height, line.height)
  return isAlike && Math.abs(line.x - last.x) < ALIGNED * height && gap > 0.5 * height && gap < CLOSE * height
}
