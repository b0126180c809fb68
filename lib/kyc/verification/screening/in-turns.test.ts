import { expect, it } from 'vitest'
import { inTurns } from './in-turns'

it('gives others their turn while many values are gone through, in their order', async () => {
  const work = (milliseconds: number) => {
    const until = performance.now() + milliseconds
    while (performance.now() < until);
  }
  let [longest, before] = [0, performance.now()]
  const ticks = setInterval(() => {
    longest = Math.max(longest, performance.now() - before)
    before = performance.now()
  }, 1)
  const values = Array.from({ length: 400 }, (_, at) => at)
  const seen: number[] = []
  const began = performance.now()
  for await (const value of inTurns(values)) {
    work(1)
    seen.push(value)
  }
  const whole = performance.now() - began
  longest = Math.max(longest, performance.now() - before)
  clearInterval(ticks)
  expect(seen).toEqual(values)
  expect(longest / whole).toBeLessThan(0.3)
})
