import { around, from, type Row } from './find-rows'

/** Where a zone may be, and about how high its rows are, in pixels. */
export type Place = { readonly box: Row; readonly rowHeight: number }

/** Rows of a zone are so many times as long as they are high. */
const LONG = 9
/** No document has so much print of this kind that its zone comes after so many other places. */
const MOST_PLACES = 5

/**
 * Where a machine-readable zone may be: rows one below the other, about equally long and inclined, in one box as long as
 * they are together. A single row counts too: the others may not have been found. The longest ones come first.
 */
export function findPlaces(rows: readonly Row[]): Place[] {
  const long = rows.filter(({ length, height }) => length > LONG * height).toSorted((a, b) => b.length - a.length)
  const left = new Set(long)
  const stacks: Row[][] = []
  for (const row of long) {
    if (!left.delete(row)) continue
    const stack = [row]
    for (const other of left) {
      if (!stack.some((it) => isBeside(it, other)) || !isAlike(row, other)) continue
      left.delete(other)
      stack.push(other)
    }
    stacks.push(stack)
  }
  return stacks.slice(0, MOST_PLACES).map((stack) => ({
    box: around(stack),
    rowHeight: medianOf(stack.map(({ height }) => height)),
  }))
}

function isAlike(row: Row, other: Row): boolean {
  return other.length > 0.55 * row.length && other.height < 1.7 * row.height && row.height < 1.7 * other.height
}

/** The finder draws rows at less than half their height: those of a card lie up to some six of these apart. */
const APART = { least: 0.8, most: 7 }

function isBeside(row: Row, other: Row): boolean {
  const [along, across] = from(row, other)
  const turn = Math.abs(Math.sin(row.angle - other.angle))
  const height = Math.max(row.height, other.height)
  const isWithin = Math.abs(along) < 0.3 * row.length
  return turn < 0.06 && isWithin && Math.abs(across) > APART.least * height && Math.abs(across) < APART.most * height
}

function medianOf(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
}
