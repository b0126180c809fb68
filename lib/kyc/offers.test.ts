import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { PROFILE_STATUS } from '@/lib/contract/statuses'
import { callHttp, DATABASES, newCustomer, openTestManager, submitStandard } from '@/lib/testing/manager'

describe.each(Object.entries(DATABASES))('the levels that a person may ask for, on %s', (_, freshDatabase) => {
  async function open() {
    const { manager } = await openTestManager({ database: await freshDatabase() })
    const call = (method: string, path: string, body?: unknown) => callHttp(manager, method, path, body)
    return { manager, call }
  }

  it('are those beyond theirs for which the brand has templates, with what they add', async () => {
    const { manager, call } = await open()
    const customer = newCustomer()
    const { offered_levels } = await manager.customers.open(customer, 'basic')
    expect(offered_levels.map(({ level, steps }) => [level, steps.map(({ code }) => code)])).toEqual([
      [2, ['identity', 'address']],
      [3, ['identity', 'address', 'source_of_funds', 'tax_identification']],
    ])
    const { items } = (await call('GET', '/templates?level=3')).body
    for (const { id } of items) await call('PATCH', `/templates/${id}`, { active: false })
    expect((await manager.customers.read(customer)).offered_levels.map(({ level }) => level)).toEqual([2])
  })

  it('leave an approval and its level as they are while a higher one is filled in', async () => {
    const { manager, call } = await open()
    const { customer, kyc } = await submitStandard(manager)
    for (const { id } of kyc.steps) await call('POST', `/steps/${id}/approve`, {})
    expect(await manager.customers.read(customer)).toMatchObject({ status: 'approved', level: 2, required_level: 2 })
    const asked = await manager.customers.requestLevel(customer, 'enhanced', randomUUID())
    expect(asked).toMatchObject({ level: 2, required_level: 3, offered_levels: [] })
    expect(asked.timeline.at(-1)?.event).toBe('level_required')
    const { items } = (await call('GET', `/audit?customer_id=${customer.customer_id}&limit=200`)).body
    expect(items).toContainEqual(expect.objectContaining({ action: 'RequestLevel', event: 'profile.level_raised' }))
  })

  it('are none without templates, for the highest level, and after a final rejection', async () => {
    const { manager, call } = await open()
    const elsewhere = newCustomer('other')
    await manager.customers.open(elsewhere, 'basic')
    const refused = { code: 'CONFLICT', details: { reason: 'level_not_offered' } }
    await expect(manager.customers.requestLevel(elsewhere, 'standard', randomUUID())).rejects.toMatchObject(refused)
    expect((await manager.customers.open(newCustomer(), 'enhanced')).offered_levels).toEqual([])
    const { customer, stepId } = await submitStandard(manager)
    await call('POST', `/steps/${stepId('identity')}/reject`, { reason_code: 'other', reject_type: 'final' })
    expect((await manager.customers.read(customer)).offered_levels).toEqual([])
    await expect(manager.customers.requestLevel(customer, 'enhanced', randomUUID())).rejects.toMatchObject(refused)
    const stranger = manager.customers.requestLevel(newCustomer(), 'standard', randomUUID())
    await expect(stranger).rejects.toMatchObject({ code: 'NOT_FOUND' })
    expect((await call('GET', `/profiles?customer_id=${customer.customer_id}`)).body.items[0]).toMatchObject({
      ...{ status: PROFILE_STATUS.rejected, required_level: 2 },
    })
  })
})
