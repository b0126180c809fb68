import { expect, it } from 'vitest'
import { parseRange } from './byte-range'

it.each([
  [null, null],
  ['', null],
  ['bytes=0-0', { first: 0, last: 0 }],
  ['bytes=10-19', { first: 10, last: 19 }],
  ['bytes=90-', { first: 90, last: 99 }],
  ['bytes=90-1000', { first: 90, last: 99 }],
  ['bytes=-10', { first: 90, last: 99 }],
  ['bytes=-1000', { first: 0, last: 99 }],
  ['bytes=100-', 'unsatisfiable'],
  ['bytes=100-200', 'unsatisfiable'],
  ['bytes=-0', 'unsatisfiable'],
  ['bytes=19-10', null],
  ['bytes=-', null],
  ['bytes=0-9,20-29', null],
  ['bytes=a-b', null],
  ['pages=1-2', null],
])('reads %j of a file of 100 bytes as %j', (header, range) => {
  expect(parseRange(header, 100)).toEqual(range)
})

it.each(['bytes=0-', 'bytes=-1'])('finds no bytes by %s in an empty file', (header) => {
  expect(parseRange(header, 0)).toBe('unsatisfiable')
})
