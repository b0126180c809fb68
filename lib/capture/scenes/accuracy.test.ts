import { expect, it } from 'vitest'
import { measureAccuracy, totalsOf } from './accuracy'

it('accepts good pictures and catches bad ones, on a part of the labelled set', async () => {
  const rows = await measureAccuracy(10)
  const { accepted, caught } = totalsOf(rows)
  expect(accepted, JSON.stringify(rows)).toBeGreaterThanOrEqual(0.97)
  expect(caught, JSON.stringify(rows)).toBeGreaterThanOrEqual(0.95)
})
