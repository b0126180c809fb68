import { beforeAll, describe, expect, it } from 'vitest'
import type { AuditRow } from '@/lib/contract/audit'
import type { Identity } from '@/lib/contract/customer'
import { callHttp, DATABASES, newCustomer, openTestManager, submitStandard } from '@/lib/testing/manager'
import type { Manager } from '..'

describe.each(Object.entries(DATABASES))('the audit, on %s', (_, freshDatabase) => {
  let manager: Manager
  let now: Date
  let customer: Identity
  let stepId: (code: string) => string
  beforeAll(async () => {
    now = new Date('2026-11-20T12:00:00Z')
    ;({ manager } = await openTestManager({ database: await freshDatabase(), clock: () => now }))
    ;({ customer, stepId } = await submitStandard(manager))
    const decide = (code: string, decision: string, body: object, key: string) =>
      callHttp(manager, 'POST', `/steps/${stepId(code)}/${decision}`, body, key)
    now = new Date('2026-11-21T09:00:00Z')
    await decide('personal', 'approve', { comment: 'Compared with the Register' }, 'acme-key')
    now = new Date('2026-11-22T09:00:00Z')
    await decide('identity', 'approve', { comment: '100 % sure' }, 'second-key')
    now = new Date('2026-11-23T09:00:00Z')
    await decide('personal', 'reopen', { justification: 'The name was misspelt' }, 'second-key')
    await manager.customers.open(newCustomer('other'), 'basic')
  })

  async function rows(query: string): Promise<AuditRow[]> {
    const { status, body } = await callHttp(manager, 'GET', `/audit?limit=200&${query}`)
    expect(status, JSON.stringify(body)).toBe(200)
    return body.items
  }
  const actionsOf = async (query: string) => (await rows(query)).map(({ action }) => action)

  it.each([
    ['actor=Kim', 'actor', 'Kim'],
    ['action=MngApproveKycStep', 'action', 'MngApproveKycStep'],
    ['event=step.submitted', 'event', 'step.submitted'],
    ['entity=document', 'entity', 'document'],
  ] as const)('is filtered by ?%s', async (query, column, value) => {
    const [found, all] = [await rows(query), await rows('')]
    expect(found.length).toBeGreaterThan(1)
    expect(found).toEqual(all.filter((row) => row[column] === value))
  })

  it('is filtered by the customer and the thing, and by several at once', async () => {
    const { customer_id } = customer
    expect(await rows(`customer_id=${customer_id}&event=profile.created`)).toHaveLength(1)
    const ofStep = await rows(`entity_id=${stepId('personal')}`)
    expect(ofStep.map(({ event }) => event)).toEqual([
      ...['step.attached', 'step.submitted', 'step.approved', 'step.reopened'],
    ])
    const both = await rows(`actor=Kim&event=step.approved&customer_id=${customer_id}`)
    expect(both.map(({ entity_id }) => entity_id)).toEqual([stepId('identity')])
    expect(await rows('actor=Jo&event=step.reopened')).toEqual([])
  })

  it.each([
    ['from=2026-11-22', 'MngApproveKycStep', 'MngReopenKycStep'],
    ['from=2026-11-22&to=2026-11-22', 'MngApproveKycStep', 'MngApproveKycStep'],
    ['from=2026-11-22T09:00:00.001Z', 'MngReopenKycStep', 'MngReopenKycStep'],
    ['from=2026-11-21T10:00:00%2B01:00&to=2026-11-21T09:00:00Z', 'MngApproveKycStep', 'MngApproveKycStep'],
  ])('is filtered by time: ?%s', async (query, first, last) => {
    const found = await actionsOf(query)
    expect([found.at(0), found.at(-1)]).toEqual([first, last])
  })

  it('is searched by comment and justification, whatever the case', async () => {
    expect(await actionsOf('text=REGISTER')).toEqual(['MngApproveKycStep'])
    expect(await actionsOf('text=misspelt')).toEqual(['MngReopenKycStep'])
    expect(await rows('text=%25')).toHaveLength(1)
    expect(await rows('text=_ure')).toEqual([])
    expect(await rows('text=register&actor=Kim')).toEqual([])
    // Answers are in no row.
    expect(await rows('text=Ada')).toEqual([])
  })

  it.each(['at', '-at'])('is read page by page by %s, each row once', async (sort) => {
    const seen: AuditRow[] = []
    for (let cursor: string | null = ''; cursor !== null; ) {
      const { body } = await callHttp(manager, 'GET', `/audit?limit=7&sort=${sort}${cursor && `&cursor=${cursor}`}`)
      seen.push(...body.items)
      cursor = body.next_cursor
    }
    const oldestFirst = await rows('')
    expect(seen).toEqual(sort === 'at' ? oldestFirst : oldestFirst.toReversed())
    expect(oldestFirst.map(({ at }) => at)).toEqual(oldestFirst.map(({ at }) => at).sort())
  })

  it.each([
    'action=Approve',
    'event=approved',
    'entity=person',
    'from=yesterday',
    'to=2026-13-01',
    'sort=actor',
    'text=',
  ])('refuses ?%s', async (query) => {
    const [field] = query.split('=')
    expect(await callHttp(manager, 'GET', `/audit?${query}`)).toMatchObject({ status: 422, body: { field } })
  })

  it('shows nothing of another brand, however it is filtered', async () => {
    for (const query of [
      '',
      'actor=Jo',
      'text=register',
      `customer_id=${customer.customer_id}`,
      'event=step.approved',
    ]) {
      const { body } = await callHttp(manager, 'GET', `/audit?${query}`, undefined, 'other-key')
      expect(
        body.items.filter(({ brand }: AuditRow) => brand !== 'other'),
        query,
      ).toEqual([])
    }
  })
})
