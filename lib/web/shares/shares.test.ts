import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createShares } from './shares'

describe('a share of what everybody uses', () => {
  beforeEach(() => void vi.useFakeTimers({ now: new Date('2026-01-01T12:00:00Z') }))
  afterEach(() => void vi.useRealTimers())

  const takeMany = async (take: () => Promise<void>, times: number) => {
    for (let taken = 0; taken < times; taken += 1) await take()
  }

  it('is refused once it is used up, with when there will be more', async () => {
    const shares = createShares()
    await takeMany(() => shares.take('handoffs', 'ada'), 20)
    const refusal = await shares.take('handoffs', 'ada').catch((thrown) => thrown)
    expect(refusal).toMatchObject({ code: 'TOO_MANY_REQUESTS', details: { retryAfter: expect.any(Number) } })
    expect(refusal.details.retryAfter).toBeLessThanOrEqual(600)
    vi.advanceTimersByTime(601_000)
    await expect(shares.take('handoffs', 'ada')).resolves.toBeUndefined()
  })

  it('is each person’s own', async () => {
    const shares = createShares()
    await takeMany(() => shares.take('handoffs', 'ada'), 20)
    await expect(shares.take('handoffs', 'grace')).resolves.toBeUndefined()
    await expect(shares.take('documents', 'ada')).resolves.toBeUndefined()
  })

  it('counts bytes', async () => {
    const shares = createShares()
    const part = 25 * 1024 * 1024
    await takeMany(() => shares.take('uploadedBytes', 'ada', part), 20)
    await expect(shares.take('uploadedBytes', 'ada', part)).rejects.toMatchObject({ code: 'TOO_MANY_REQUESTS' })
  })

  it('can be looked at without taking of it', async () => {
    const shares = createShares()
    await takeMany(() => shares.requireLeft('refusedTokens', '192.0.2.1'), 100)
    await takeMany(() => shares.take('refusedTokens', '192.0.2.1'), 60)
    await expect(shares.requireLeft('refusedTokens', '192.0.2.1')).rejects.toMatchObject({ code: 'TOO_MANY_REQUESTS' })
    await expect(shares.requireLeft('refusedTokens', '192.0.2.2')).resolves.toBeUndefined()
  })
})
