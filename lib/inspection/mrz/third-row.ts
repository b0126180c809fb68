import { from, type Row } from './find-rows'
import type { ZoneRow } from './zone-row'

/** How many characters the three rows of a card have. */
const COUNT = 30
/** Where the third row is, if the first that was read is at 0 and the second at 1. */
const PLACES = [-1, 0.5, 2] as const
/** A row lies so much off its place at most, against how far the rows are apart. */
const OFF = 0.3

/**
 * A row of a card's zone that was seen but not read, where two others were: their distance, length and places of
 * characters tell its own. Two where there is print above and below.
 * @param others Rows that were seen beside these.
 */
export function thirdRows(rows: readonly ZoneRow[], others: readonly Row[]): ZoneRow[] {
  const [first, second, ...more] = rows
  if (!first || !second || more.length > 0 || first.count !== COUNT) return []
  return PLACES.flatMap((place) => {
    const between = (of: (row: ZoneRow) => number) => of(first) + place * (of(second) - of(first))
    const box = {
      ...first,
      x: between(({ x }) => x),
      y: between(({ y }) => y),
      length: between(({ length }) => length),
    }
    const [, apart] = from(first, second)
    const seen = others.find((row) => Math.abs(from(box, row)[1]) < OFF * Math.abs(apart) * (place === 0.5 ? 0.5 : 1))
    if (!seen) return []
    const cells = first.cells.map((cell) => (cell * box.length) / first.length)
    return [{ ...box, height: seen.height, cells, text: '' }]
  })
}
