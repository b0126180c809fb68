import { expect, it } from 'vitest'
import { findPlaces } from './find-places'
import { findRows } from './find-rows'

type Box = [left: number, top: number, width: number, height: number]

/** A map of 400 × 300 pixels in which these boxes are print. */
function mapOf(boxes: readonly Box[], [width, height]: [number, number] = [400, 300]) {
  const data = new Uint8Array(width * height)
  for (const [left, top, wide, high] of boxes)
    for (let y = top; y < top + high; y += 1) data.fill(255, y * width + left, y * width + left + wide)
  return { width, height, data }
}

const ZONE: Box[] = [
  [20, 240, 360, 10],
  [20, 265, 360, 10],
]

it('joins the pieces of a row that its spaces break', () => {
  const rows = findRows(
    mapOf([
      [20, 240, 150, 10],
      [190, 240, 120, 10],
      [330, 240, 50, 10],
    ]),
  )
  expect(rows).toHaveLength(1)
  expect(rows[0]?.length).toBeCloseTo(360, 0)
})

it('does not join what lies apart or on another line', () => {
  const rows = findRows(
    mapOf([
      [20, 240, 100, 10],
      [200, 240, 100, 10],
      [120, 252, 70, 10],
    ]),
  )
  expect(rows).toHaveLength(3)
})

it('takes rows one below the other for one place, before shorter print', () => {
  const [zone, ...others] = findPlaces(findRows(mapOf([[150, 40, 120, 9], [20, 40, 40, 9], ...ZONE])))
  expect(zone?.rowHeight).toBeCloseTo(10, 0)
  expect(zone?.box.length).toBeCloseTo(360, 0)
  expect(zone?.box.height).toBeCloseTo(35, 0)
  expect(others).toHaveLength(1)
})

it('finds them in a quarter turn', () => {
  const turned = ZONE.map(([left, top, wide, high]): Box => [top, left, high, wide])
  const [zone] = findPlaces(findRows(mapOf(turned, [300, 400])))
  expect(Math.abs(zone?.box.angle ?? 0)).toBeCloseTo(Math.PI / 2)
  expect(zone?.box.length).toBeCloseTo(360, 0)
})

it('takes the three rows of a card for one place, however thin the finder draws them', () => {
  const rows: Box[] = [160, 188, 216].map((top) => [20, top, 360, 5])
  const [zone, ...others] = findPlaces(findRows(mapOf(rows)))
  expect(zone?.box.height).toBeCloseTo(61, 0)
  expect(others).toEqual([])
})
