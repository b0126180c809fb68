import { expect, it } from 'vitest'
import { findPlaces } from './find-places'
import { findRows } from './find-rows'
import { rowsAround } from './rows-around'
import { sample } from './sample'

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

it('takes the rows of a bent page to be as high as their print, and not as far as the page is bent', () => {
  const bent: Box[] = ZONE.flatMap(([left, top, wide, high]) =>
    Array.from(
      { length: wide },
      (_, at): Box => [left + at, top - Math.round(28 * (at / wide - 0.5) ** 2 * 4), 1, high],
    ),
  )
  const [zone] = findPlaces(findRows(mapOf(bent)))
  expect(zone?.rowHeight).toBeLessThan(14)
  expect(zone?.box.length).toBeCloseTo(360, -1)
})

it.each([-13, 0, 13])('follows rows that are bent by %s pixels, above and below', (bend) => {
  const width = 400
  const page = { width, height: 300, data: new Uint8Array(width * 300).fill(220) }
  const tops = [200, 226]
  for (const top of tops)
    for (let x = 20; x < 380; x += 1) {
      const y = top + Math.round(bend * (1 - ((x - 200) / 180) ** 2))
      // Strokes of four pixels: a row without any is a bar.
      if (x % 8 < 4) for (let line = y; line < y + 12; line += 1) page.data[line * width + x] = 30
    }
  const box = { x: 200, y: 219 + (bend * 2) / 3, length: 360, height: 38 + Math.abs(bend), angle: 0 }
  const rows = rowsAround(page, { box, rowHeight: 12 })
  expect(rows).toHaveLength(2)
  for (const [at, row] of rows.entries()) {
    expect(Math.abs(row.y - ((tops[at] ?? 0) + 6 + bend))).toBeLessThan(3)
    expect(Math.abs((row.curve ?? 0) * 180 ** 2 + bend)).toBeLessThan(4)
    // What is sampled along it is straight: print all along its middle, and paper above.
    const strip = sample(page, { ...row, height: 32 }, { width: 360, height: 32 })
    const dark = (line: number) => strip.data.subarray(line * 360, (line + 1) * 360).filter((it) => it < 120).length
    expect(dark(16)).toBeGreaterThan(120)
    expect(dark(2)).toBe(0)
  }
})
