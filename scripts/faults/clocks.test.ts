import { expect, it } from 'vitest'
import { callHttp, openTestManager, submitStandard } from '@/lib/testing/manager'
import { reportFigure } from './figure'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS

for (const [word, wrongBy] of [
  ['ahead', DAY_MS],
  ['behind', -DAY_MS],
] as const)
  it(`a clock that is a day ${word} for an hour kills no delivery, and the audit holds`, async ({ task }) => {
    let now = new Date('2026-11-20T12:00:00Z').getTime()
    let down = true
    const arrived: string[] = []
    const receive = async ({ id }: { id: string }) => {
      if (down) throw new Error('down')
      arrived.push(id)
    }
    const opened = await openTestManager({
      clock: () => new Date(now),
      receivers: { callback: receive, webhook: receive },
    })
    const { manager, db } = opened
    const { stepId } = await submitStandard(manager)
    await manager.deliverDue()
    now += wrongBy
    // What happens meanwhile has that time, and is told all the same.
    await callHttp(manager, 'POST', `/steps/${stepId('personal')}/approve`, {})
    for (let at = 0; at < 6; at += 1) {
      await manager.deliverDue()
      now += HOUR_MS / 6
    }
    now -= wrongBy
    await callHttp(manager, 'POST', `/steps/${stepId('identity')}/approve`, {})
    down = false
    for (let hours = 0; hours < 30; hours += 1) {
      await manager.deliverDue()
      now += HOUR_MS
    }
    const jobs = await db
      .selectFrom('jobs')
      .selectAll()
      .where('kind', 'in', ['webhook', 'ctrader.kyc-status'])
      .execute()
    const open = jobs.filter(({ done_at, dead_at }) => !done_at || dead_at)
    expect([open, opened.bugs]).toEqual([[], []])
    expect(new Set(arrived).size).toBe(jobs.length)
    const { faults } = await manager.audit.verify('acme')
    expect(faults).toEqual([])
    reportFigure(task, `a day ${word}: ${jobs.length} deliveries, none dead, audit whole`)
  })
