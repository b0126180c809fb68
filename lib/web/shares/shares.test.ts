import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import { DATABASES, openTestManager, openTestPool } from '@/lib/testing/manager'
import { createShares } from './shares'

describe('a share of what everybody uses', () => {
  beforeEach(() => void vi.useFakeTimers({ now: new Date('2026-01-01T12:00:00Z') }))
  afterEach(() => void vi.useRealTimers())

  const takeMany = async (take: () => Promise<void>, times: number) => {
    for (let taken = 0; taken < times; taken += 1) await take()
  }

  it('is refused once it is used up, with when there will be more', async () => {
    const shares = createShares(null)
    await takeMany(() => shares.take('handoffs', 'ada'), 20)
    const refusal = await shares.take('handoffs', 'ada').catch((thrown) => thrown)
    expect(refusal).toMatchObject({ code: 'TOO_MANY_REQUESTS', details: { retryAfter: expect.any(Number) } })
    expect(refusal.details.retryAfter).toBeLessThanOrEqual(600)
    vi.advanceTimersByTime(601_000)
    await expect(shares.take('handoffs', 'ada')).resolves.toBeUndefined()
  })

  it('is each person’s own', async () => {
    const shares = createShares(null)
    await takeMany(() => shares.take('handoffs', 'ada'), 20)
    await expect(shares.take('handoffs', 'grace')).resolves.toBeUndefined()
    await expect(shares.take('documents', 'ada')).resolves.toBeUndefined()
  })

  it('counts kilobytes', async () => {
    const shares = createShares(null)
    const part = 25 * 1024
    await takeMany(() => shares.take('uploaded', 'ada', part), 20)
    await expect(shares.take('uploaded', 'ada', part)).rejects.toMatchObject({ code: 'TOO_MANY_REQUESTS' })
  })

  it('can be looked at without taking of it', async () => {
    const shares = createShares(null)
    await takeMany(() => shares.requireLeft('refusedTokens', '192.0.2.1'), 100)
    await takeMany(() => shares.take('refusedTokens', '192.0.2.1'), 60)
    await expect(shares.requireLeft('refusedTokens', '192.0.2.1')).rejects.toMatchObject({ code: 'TOO_MANY_REQUESTS' })
    await expect(shares.requireLeft('refusedTokens', '192.0.2.2')).resolves.toBeUndefined()
  })
})

describe('a share that several instances count together', () => {
  const instances = async () => {
    const { database } = await openTestManager({ database: await DATABASES.Postgres() })
    return [openOn(database), openOn(database)] as const
  }
  function openOn(url: string) {
    const pool = openTestPool(url)
    onTestFinished(() => pool.end())
    return createShares(pool)
  }

  it('is used up wherever it was taken', async () => {
    const [one, other] = await instances()
    await Promise.all(Array.from({ length: 10 }, () => [one, other].map((it) => it.take('handoffs', 'ada'))).flat())
    for (const instance of [one, other])
      await expect(instance.take('handoffs', 'ada')).rejects.toMatchObject({
        ...{ code: 'TOO_MANY_REQUESTS', details: { retryAfter: expect.any(Number) } },
      })
    await expect(other.take('handoffs', 'grace')).resolves.toBeUndefined()
    await expect(other.take('documents', 'ada')).resolves.toBeUndefined()
  })

  it('is seen as used up from any of them', async () => {
    const [one, other] = await instances()
    await other.requireLeft('refusedTokens', 'an address')
    await Promise.all(Array.from({ length: 60 }, () => one.take('refusedTokens', 'an address')))
    await expect(other.requireLeft('refusedTokens', 'an address')).rejects.toMatchObject({ code: 'TOO_MANY_REQUESTS' })
  })

  it('counts more bytes of a day than 32 bits hold', async () => {
    const [one] = await instances()
    const most = 100 * 1024
    for (let taken = 0; taken < 20; taken += 1) await one.take('uploadedInADay', 'ada', most)
    for (let more = 0; more < 5; more += 1)
      await expect(one.take('uploadedInADay', 'ada', most)).rejects.toMatchObject({ code: 'TOO_MANY_REQUESTS' })
  })

  it('is counted by each for itself while the database is away, and by nobody’s waiting', async () => {
    const silent = createServer(() => {})
    onTestFinished(() => void silent.close())
    await once(silent.listen(0, '127.0.0.1'), 'listening')
    const { port } = silent.address() as AddressInfo
    const shares = openOn(`postgres://nobody@127.0.0.1:${port}/nothing`)
    const before = performance.now()
    await shares.take('handoffs', 'ada', 20)
    expect(performance.now() - before).toBeLessThan(5_000)
    await expect(shares.take('handoffs', 'ada')).rejects.toMatchObject({ code: 'TOO_MANY_REQUESTS' })
  })
})
