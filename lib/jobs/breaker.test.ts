import { expect, it } from 'vitest'
import { createBreaker } from './breaker'

const NOON = new Date('2026-11-20T12:00:00Z')
const after = (ms: number) => new Date(NOON.getTime() + ms)
const DAY_MS = 24 * 3_600_000

function opened(now: Date) {
  const breaker = createBreaker()
  for (let failure = 0; failure < 5; failure += 1) breaker.failed(now)
  return breaker
}

it('leaves a receiver alone for a moment, then probes it with one job', () => {
  const breaker = opened(NOON)
  expect([breaker.allowance(4, 0, after(4_999)), breaker.allowance(4, 0, after(5_000))]).toEqual([0, 1])
  expect(breaker.allowance(4, 1, after(5_000))).toBe(0)
  breaker.succeeded()
  expect(breaker.allowance(4, 0, after(5_000))).toBe(4)
})

it('leaves nobody alone for a day, because a clock was a day wrong', () => {
  expect(opened(after(DAY_MS)).allowance(4, 0, NOON)).toBe(1)
  expect(opened(after(-DAY_MS)).allowance(4, 0, NOON)).toBe(1)
})
