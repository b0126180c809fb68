import { expect, it } from 'vitest'
import type { Outline } from '../outline'
import { areEnough } from '.'

const OUTLINE: Outline = {
  corners: [
    { x: 0.1, y: 0.1 },
    { x: 0.9, y: 0.1 },
    { x: 0.9, y: 0.9 },
    { x: 0.1, y: 0.9 },
  ],
  whole: true,
}

it.each([
  ['a few words on the backs of books', { count: 5, strokes: 57, pure: 0.47 }],
  ['many rows among as many other strokes, as of windows', { count: 25, strokes: 387, pure: 0.29 }],
])('takes %s for print on a document only where one stands out from its surroundings', (_name, rows) => {
  expect([areEnough(rows, null), areEnough(rows, OUTLINE)]).toEqual([false, true])
})

it.each([
  { count: 13, strokes: 159, pure: 0.4 },
  { count: 11, strokes: 132, pure: 0.28 },
  { count: 20, strokes: 293, pure: 0.5 },
])('takes a scan with $count rows for a document', (rows) => {
  expect(areEnough(rows, null)).toBe(true)
})
