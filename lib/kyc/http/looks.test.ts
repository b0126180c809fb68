import { beforeAll, describe, expect, it } from 'vitest'
import type { AuditRow } from '@/lib/contract/audit'
import type { Identity } from '@/lib/contract/customer'
import { callHttp, newCustomer, openTestManager, submitStandard } from '@/lib/testing/manager'
import type { Manager } from '..'

describe('the audit says who', () => {
  let manager: Manager
  let now = new Date('2026-11-20T12:00:00Z')
  let customer: Identity
  let profileId: string
  let stepId: (code: string) => string
  const later = (minutes: number) => {
    now = new Date(now.getTime() + minutes * 60_000)
  }
  beforeAll(async () => {
    ;({ manager } = await openTestManager({ clock: () => now }))
    ;({ customer, stepId } = await submitStandard(manager))
    const { body } = await callHttp(manager, 'GET', `/profiles?customer_id=${customer.customer_id}`)
    profileId = body.items[0].id
  })

  const get = (path: string, key?: string) => callHttp(manager, 'GET', path, undefined, key)
  async function rowsOf(event: string): Promise<Partial<AuditRow>[]> {
    const { body } = await get(`/audit?limit=200&event=${event}`)
    return body.items.map(({ actor, action, customer_id, entity_id, after }: AuditRow) => ({
      ...{ actor, action, customer_id, entity_id, after },
    }))
  }

  it.each([
    ['profile.viewed', 'MngGetKycProfile', () => `/profiles/${profileId}`, () => profileId, { answered: 3 }],
    ['step.viewed', 'MngGetKycStep', () => `/steps/${stepId('personal')}`, () => stepId('personal'), { submission: 1 }],
    [
      ...(['list.viewed', 'MngGetKycDocuments', () => `/documents?customer_id=${customer.customer_id}`] as const),
      ...[() => customer.customer_id, { items: 2 }],
    ],
  ] as const)('saw what was sent in: %s, once within ten minutes', async (event, action, path, entityId, after) => {
    const { customer_id } = customer
    const look = { action, customer_id, entity_id: entityId(), after }
    later(60)
    for (let i = 0; i < 3; i += 1) await get(path())
    await get(path(), 'second-key')
    expect(await rowsOf(event)).toEqual([
      { actor: 'Jo', ...look },
      { actor: 'Kim', ...look },
    ])
    later(11)
    await get(path())
    expect(await rowsOf(event)).toHaveLength(3)
    expect((await get(path(), 'other-key')).body.items ?? []).toEqual([])
    expect(await rowsOf(event)).toHaveLength(3)
  })

  it('did not see answers, where there are none', async () => {
    const ben = newCustomer()
    const [step] = (await manager.customers.open(ben, 'basic')).steps
    const before = (await rowsOf('step.viewed')).length
    await get(`/steps/${step?.id}`)
    expect(await rowsOf('step.viewed')).toHaveLength(before)
  })

  it('came in, each time', async () => {
    const ada = newCustomer()
    const entered = async () => (await rowsOf('profile.entered')).filter((row) => row.customer_id === ada.customer_id)
    await manager.customers.open(ada, 'basic')
    await manager.customers.open(ada, 'basic')
    expect(await entered()).toMatchObject([{ actor: 'customer', action: 'Open', after: { required_level: 1 } }])
    later(11)
    await manager.customers.open(ada, 'standard')
    expect(await entered()).toHaveLength(2)
  })

  it('was refused what their role may not', async () => {
    for (let i = 0; i < 3; i += 1) expect((await get('/deliveries', 'dealer-key')).status).toBe(403)
    expect(await rowsOf('access.refused')).toEqual([
      {
        ...{ actor: 'Lee', action: 'MngGetKycDeliveries', customer_id: null, entity_id: 'MngGetKycDeliveries' },
        after: { role: 'SESSION_DEALER' },
      },
    ])
  })
})
