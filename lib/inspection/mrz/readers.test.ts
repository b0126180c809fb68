import { expect, it } from 'vitest'
import { printMap } from './readers'

const PICTURE = { width: 320, height: 320, data: new Uint8Array(320 * 320).fill(200) }

it('counts what a reading uses of the processor, and goes no further than it may', async () => {
  const allowance = { until: performance.now() + 60_000, processorMs: 10_000 }
  await printMap(PICTURE, allowance)
  expect(allowance.processorMs).toBeLessThan(10_000)
  expect(allowance.processorMs).toBeGreaterThan(0)
  await expect(printMap(PICTURE, { ...allowance, processorMs: 0 })).rejects.toThrow(/took more of the processor/)
})

it('ends a reading by the clock, too', async () => {
  await expect(printMap(PICTURE, { until: performance.now(), processorMs: 10_000 })).rejects.toThrow(/or longer/)
})
