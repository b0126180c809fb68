import type { PrintedLine } from '@/lib/contract/pictures/print'

/** Puts pieces of print that stand on one line together, as far as they are not in different columns. Pure. */

/** In heights of letters: how far a piece may stand from the line, and from the one before it with a space or without. */
const [OFF_LINE, SPACE, COLUMN] = [0.35, 0.12, 1.6]
/** Bold print is sometimes the same text twice. */
const OVERPRINT = 0.3

export function linesOfItems(items: readonly PrintedLine[]): PrintedLine[] {
  const sorted = items.filter(({ text }) => text.trim() !== '').toSorted((a, b) => a.page - b.page || a.y - b.y)
  const rows: PrintedLine[][] = []
  for (const item of sorted) {
    const row = rows.findLast(([first]) => first && isOnLine(first, item))
    if (row) row.push(item)
    else rows.push([item])
  }
  return rows.flatMap((row) => joined(row.toSorted((a, b) => a.x - b.x)))
}

function isOnLine(first: PrintedLine, item: PrintedLine): boolean {
  return first.page === item.page && Math.abs(first.y - item.y) < OFF_LINE * Math.min(first.height, item.height)
}

function joined(row: readonly PrintedLine[]): PrintedLine[] {
  const lines: PrintedLine[] = []
  for (const item of row) {
    const last = lines.at(-1)
    const height = Math.max(item.height, last?.height ?? 0)
    const gap = last ? item.x - last.x - last.width : 0
    if (last && item.text === last.text && Math.abs(item.x - last.x) < OVERPRINT * height) continue
    if (!last || gap > COLUMN * height) {
      lines.push(item)
      continue
    }
    const text = `${last.text}${gap > SPACE * height ? ' ' : ''}${item.text}`.replace(/\s+/g, ' ')
    lines[lines.length - 1] = { ...last, text, width: item.x + item.width - last.x, height }
  }
  return lines.map((line) => ({ ...line, text: line.text.trim() }))
}
