import { describe, expect, it } from 'vitest'
import { callHttp, DATABASES, newCustomer, openTestManager, PERSONAL } from '@/lib/testing/manager'

describe.each(Object.entries(DATABASES))('a thousand races of approve and reject, on %s', (_, freshDatabase) => {
  it('have one winner each, with one audit row and a matching callback', async () => {
    const { manager, db, bugs } = await openTestManager({ database: await freshDatabase() })
    const race = async (approveFirst: boolean) => {
      const ada = newCustomer()
      const step = (await manager.customers.open(ada, 'basic')).steps[0]?.id ?? ''
      await manager.customers.submitStep(ada, step, PERSONAL, 'one-intention')
      const approve = () => callHttp(manager, 'POST', `/steps/${step}/approve`, {})
      const reject = () => callHttp(manager, 'POST', `/steps/${step}/reject`, { reason_code: 'other' })
      const answers = await Promise.all(approveFirst ? [approve(), reject()] : [reject(), approve()])
      const { status } = await manager.customers.read(ada)
      const rows = await db
        .selectFrom('audit')
        .select('action')
        .where('entity_id', '=', step)
        .where('action', 'in', ['MngApproveKycStep', 'MngRejectKycStep'])
        .execute()
      const told = await db
        .selectFrom('jobs')
        .select('input')
        .where('customer_id', '=', ada.customer_id)
        .where('kind', '=', 'ctrader.kyc-status')
        .orderBy('position')
        .execute()
      const words = told.map(({ input }) => JSON.parse(input).kycStatus)
      return `${answers.map((answer) => answer.status).sort()} ${rows.map(({ action }) => action)} ${words} ${status}`
    }
    const outcomes = new Set<string>()
    for (let i = 0; i < 1_000; i += 10) {
      const raced = await Promise.all(Array.from({ length: 10 }, (_, j) => race(j % 2 === 0)))
      for (const outcome of raced) outcomes.add(outcome)
    }
    expect(bugs).toEqual([])
    const possible = [
      '200,409 MngApproveKycStep pending,approved approved',
      '200,409 MngRejectKycStep pending,additional_info_required rejected',
    ]
    for (const outcome of outcomes) expect(possible).toContain(outcome)
  })
})
