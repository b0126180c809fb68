import { expect, it } from 'vitest'
import type { Row } from './find-rows'
import { thirdRows } from './third-row'
import type { ZoneRow } from './zone-row'

/** The rows of a card that lies a little askew: what is 40 px lower is 4 px further to the right, and 6 px longer. */
const row = (place: number): ZoneRow => ({
  ...{ x: 500 + 4 * place, y: 300 + 40 * place, length: 600 + 6 * place, height: 22, angle: 0 },
  ...{ text: '', count: 30, cells: [-290, 0, 290].map((cell) => (cell * (600 + 6 * place)) / 600) },
})
const print = (y: number): Row => ({ x: 430, y, length: 700, height: 20, angle: 0 })

it.each([
  ['first', 0, [1, 2]],
  ['middle', 1, [0, 2]],
  ['last', 2, [0, 1]],
] as const)('finds the %s row of a card where the other two are known', (_which, missing, [one, other]) => {
  const [found, ...others] = thirdRows([row(one), row(other)], [print(302 + 40 * missing), print(180)])
  expect(others).toEqual([])
  expect(found).toMatchObject({ count: 30, height: 20 })
  for (const of of ['x', 'y', 'length'] as const) expect(found?.[of]).toBeCloseTo(row(missing)[of], 5)
  for (const [at, cell] of row(missing).cells.entries()) expect(found?.cells[at]).toBeCloseTo(cell, 0)
})

it('takes both where there is print above and below, and none where there is none', () => {
  expect(thirdRows([row(0), row(1)], [print(260), print(380)])).toHaveLength(2)
  expect(thirdRows([row(0), row(1)], [print(240), print(400)])).toEqual([])
})

it('adds none to a whole zone, to a single row, or to the two rows of a passport', () => {
  const all = [print(260), print(300), print(340), print(380)]
  expect(thirdRows([row(0), row(1), row(2)], all)).toEqual([])
  expect(thirdRows([row(0)], all)).toEqual([])
  expect(
    thirdRows(
      [row(0), row(1)].map((it) => ({ ...it, count: 44 })),
      all,
    ),
  ).toEqual([])
})
