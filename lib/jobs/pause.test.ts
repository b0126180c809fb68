import { setTimeout } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { createTestMailbox, DATABASES, openTestManager, submitStandard } from '@/lib/testing/manager'
import { findPause, giveUpWaiting, pauseDeliveries, resumeDeliveries, waitingDeliveries } from './pause'

describe.each(Object.entries(DATABASES))('deliveries that are paused, on %s', (_, freshDatabase) => {
  async function open() {
    const told: string[] = []
    const mailbox = createTestMailbox()
    const { manager, db } = await openTestManager({
      database: await freshDatabase(),
      receivers: {
        callback: async ({ id }) => void told.push(id),
        webhook: async ({ id }) => void told.push(id),
        email: mailbox.receive,
      },
    })
    await submitStandard(manager)
    const pause = (since: string) => pauseDeliveries(db, { reason: 'restored', detail: '', since })
    return { manager, db, told, pause }
  }

  it('tell nobody anything, while everything else goes on; all of them go out once they are resumed', async () => {
    const { manager, db, told, pause } = await open()
    await pause(new Date().toISOString())
    await manager.deliverDue()
    await manager.jobs.runDue(['upkeep', 'documents'])
    expect(told).toEqual([])
    expect(await findPause(db)).toMatchObject({ reason: 'restored' })
    const waiting = (await waitingDeliveries(db, '')).reduce((sum, kind) => sum + kind.waiting, 0)
    await resumeDeliveries(db)
    await manager.deliverDue()
    expect(told).toHaveLength(waiting)
    expect(waiting).toBeGreaterThan(0)
    await manager.close()
  })

  it('that waited before are dead letters where they are not to go out; those of since go', async () => {
    const { manager, db, told, pause } = await open()
    const since = new Date(Date.now() + 1).toISOString()
    await pause(since)
    const before = await waitingDeliveries(db, since)
    expect(before.every(({ waiting, older }) => waiting === older)).toBe(true)
    const now = new Date().toISOString()
    const given = await giveUpWaiting(db, since, { now, why: 'It waited' })
    expect(given).toBe(before.reduce((sum, { older }) => sum + older, 0))
    await setTimeout(5)
    await submitStandard(manager)
    await resumeDeliveries(db)
    await manager.deliverDue()
    const dead = await db.selectFrom('jobs').select(['id', 'last_error']).where('dead_at', 'is not', null).execute()
    expect(dead).toHaveLength(given)
    expect(dead.every(({ id, last_error }) => !told.includes(id) && last_error === 'It waited')).toBe(true)
    expect(told.length).toBeGreaterThan(0)
    await manager.close()
  })
})
