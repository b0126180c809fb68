import { expect, it } from 'vitest'
import { isBlankPage } from './blank-page'

/** A page of 900 × 1,273 pixels with `count` pixels of another colour in a row. */
function pageWith(count: number, rgb: readonly [number, number, number]) {
  const data = new Uint8ClampedArray(900 * 1_273 * 4).fill(255)
  for (let i = 0; i < count; i += 1) data.set(rgb, 4 * (400_000 + i))
  return { data }
}

it('knows an empty page, also with a speck of dust or the grey of a scanner', () => {
  expect(isBlankPage(pageWith(0, [0, 0, 0]))).toBe(true)
  expect(isBlankPage(pageWith(9, [90, 90, 90]))).toBe(true)
  expect(isBlankPage(pageWith(700_000, [232, 230, 228]))).toBe(true)
})

it('takes one short line of print for something, in any colour', () => {
  expect(isBlankPage(pageWith(120, [20, 20, 20]))).toBe(false)
  expect(isBlankPage(pageWith(120, [255, 250, 40]))).toBe(false)
})
