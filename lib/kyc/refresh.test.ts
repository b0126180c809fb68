import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { PROFILE_STATUS, STEP_STATUS } from '@/lib/contract/statuses'
import { callHttp, DATABASES, openTestManager, PERSONAL, submitStandard } from '@/lib/testing/manager'

const RULES = {
  ...{ version: '1', levels: { medium: 20, high: 50 } },
  transactions: {
    rules: [{ id: 'large', kind: 'single', name: 'Large', amount: '10000', currency: 'EUR', effect: { points: 20 } }],
  },
  refresh: {
    months: { low: 24, medium: 12, high: 6 },
    steps: ['personal'],
    ahead_days: 30,
    on: ['alert_confirmed'],
    answer_days: 14,
  },
}
const DAY = 24 * 3_600_000

describe.each(Object.entries(DATABASES))('looking over what is known, on %s', (_, freshDatabase) => {
  async function open() {
    let now = new Date('2026-01-15T12:00:00Z')
    const letters: string[] = []
    const opened = await openTestManager({
      ...{ database: await freshDatabase(), clock: () => now, risk: { acme: RULES } },
      receivers: { email: async ({ letter }) => void letters.push(letter) },
    })
    const { manager } = opened
    const call = (...given: [method: string, path: string, body?: unknown]) => callHttp(manager, ...given)
    const { customer, kyc, stepId } = await submitStandard(manager)
    for (const { id } of kyc.steps) await call('POST', `/steps/${id}/approve`, {})
    // What waits to be told would be given up in the years that pass.
    await manager.deliverDue()
    const [{ id }] = (await call('GET', `/profiles?customer_id=${customer.customer_id}`)).body.items
    const profile = async () => (await call('GET', `/profiles/${id}`)).body
    const seen = async () => (await manager.customers.read(customer)).steps.find(({ code }) => code === 'personal')
    const on = async (day: string) => {
      now = new Date(`${day}T12:00:00Z`)
      await manager.risk.askRefresh()
      await manager.deliverDue()
    }
    return { ...opened, call, customer, stepId, profile, seen, on, letters, id }
  }

  it('opens steps ahead of time, says by when, keeps what was granted, and begins anew once approved', async () => {
    const { profile, seen, on, letters, manager, customer, stepId, call, bugs } = await open()
    expect((await profile()).refresh).toEqual({ reviewed_on: '2026-01-15', due_on: '2028-01-15', asked_on: null })
    await on('2027-12-15')
    expect(await seen()).toMatchObject({ status: 'approved', refresh_by: null })
    letters.length = 0
    await on('2027-12-16')
    expect(await seen()).toMatchObject({ status: 'required', refresh_by: '2028-01-15', answers: { first_name: 'Ada' } })
    expect(await profile()).toMatchObject({ level: 2, refresh: { asked_on: '2027-12-16', due_on: '2028-01-15' } })
    expect(letters).toEqual(['attention'])
    await on('2027-12-17')
    expect(letters).toEqual(['attention'])
    expect((await call('GET', '/profiles?refresh_due_by=2028-01-14')).body.items).toEqual([])
    expect((await call('GET', '/profiles?refresh_due_by=2028-01-15')).body.items).toHaveLength(1)

    await manager.customers.submitStep(customer, stepId('personal'), PERSONAL, randomUUID())
    await call('POST', `/steps/${stepId('personal')}/approve`, {})
    expect(await profile()).toMatchObject({
      ...{ status: PROFILE_STATUS.approved, level: 2 },
      refresh: { reviewed_on: '2027-12-17', due_on: '2029-12-17', asked_on: null },
    })
    expect(await seen()).toMatchObject({ status: 'approved', refresh_by: null })
    expect(bugs).toEqual([])
  })

  it('comes sooner at a higher risk, and when a reviewer confirms an alert', async () => {
    const { profile, call, customer, on, seen } = await open()
    const transaction = {
      ...{ id: 'p-1', customer_id: customer.customer_id, amount: '10000', currency: 'EUR', direction: 'in' },
      time: new Date(Date.parse('2026-01-15T12:00:00Z') - DAY).toISOString(),
    }
    await call('POST', '/transactions', { transactions: [transaction] })
    expect((await profile()).refresh.due_on).toBe('2027-01-15')
    const [alert] = (await call('GET', '/alerts?state=open')).body.items
    await call('POST', `/alerts/${alert.id}/resolve`, { resolution: 'confirmed', comment: 'No payslip fits it' })
    expect((await profile()).refresh.due_on).toBe('2026-01-29')
    await on('2026-01-15')
    expect(await seen()).toMatchObject({ status: 'required', refresh_by: '2026-01-29' })
    expect((await profile()).steps.find(({ code }: { code: string }) => code === 'address').status).toBe(
      STEP_STATUS.approved,
    )
  })

  it('is told of whom it was not done by their day, until it is', async () => {
    const { on, manager, customer, stepId, call, overdue } = await open()
    const counted = () => manager.risk.overdueReviews()
    await on('2028-01-15')
    expect([await counted(), overdue]).toEqual([[{ brand: 'acme', count: 0, oldest_due_on: null }], []])
    await on('2028-01-16')
    const late = { brand: 'acme', count: 1, oldest_due_on: '2028-01-15' }
    expect([await counted(), overdue]).toEqual([[late], [late]])
    await manager.customers.submitStep(customer, stepId('personal'), PERSONAL, randomUUID())
    await on('2028-01-17')
    expect(overdue).toEqual([late, late])
    await call('POST', `/steps/${stepId('personal')}/approve`, {})
    await on('2028-01-18')
    expect([(await counted())[0]?.count, overdue.length]).toEqual([0, 2])
  })

  it('asks nobody whose relationship ended', async () => {
    const { call, id, on, seen } = await open()
    await call('POST', `/profiles/${id}/end-relationship`, { ended_on: '2026-01-15' })
    await on('2028-02-01')
    expect(await seen()).toMatchObject({ status: 'approved' })
  })
})
