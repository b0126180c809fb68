import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type BrandRisk, riskFileSchema } from '@/lib/contract/risk/risk-rules'
import { PROFILE_STATUS, RISK_LEVEL } from '@/lib/contract/statuses'
import { submitPerson } from '@/lib/testing/listed-people'
import { callHttp, DATABASES, newCustomer, openTestManager } from '@/lib/testing/manager'

const EUR = { currency: 'EUR' }
const RULES = {
  version: '3',
  lists: { listed: { version: '1', countries: ['PRK'] } },
  levels: { medium: 20, high: 50 },
  rates: { base: 'EUR', on: '2026-11-01', per_base: { USD: '1.25' } },
  rules: [
    {
      ...{ id: 'volume', name: 'Volume', points: 20 },
      when: [{ fact: 'transactions', direction: 'in', days: 30, above: '100000', ...EUR }],
    },
  ],
  transactions: {
    rules: [
      { id: 'single', kind: 'single', name: 'Single', amount: '10000', ...EUR, effect: { points: 20 } },
      {
        id: 'sum',
        kind: 'sum',
        name: 'Sum',
        amount: '15000',
        direction: 'in',
        days: 7,
        ...EUR,
        effect: { points: 10 },
      },
      {
        ...{ id: 'below', kind: 'just_below', name: 'Below', amount: '10000', ...EUR },
        ...{ percent: 10, count: 3, days: 7, effect: { floor: 'high' } },
      },
      { id: 'fast', kind: 'in_and_out', name: 'Fast', amount: '5000', ...EUR, percent: 80, hours: 48 },
      { id: 'first', kind: 'first_deposit_out', name: 'First', amount: '1000', ...EUR, hours: 24 },
      {
        id: 'country',
        kind: 'new_country',
        name: 'Country',
        on: 'listed',
        effect: { require_level: 'enhanced', require_step: 'email' },
      },
    ],
  },
}
const NOW = new Date('2026-11-20T12:00:00Z')
const HOUR = 3_600_000

/** A transaction so many hours ago. */
const deal = (customer_id: string, amount: string, hoursAgo: number, more: object = {}) => ({
  ...{ id: randomUUID(), customer_id, amount, ...EUR, direction: 'in', counterparty_country: 'FRA', method: 'card' },
  ...{ time: new Date(NOW.getTime() - hoursAgo * HOUR).toISOString(), ...more },
})

type Call = (method: string, path: string, body?: unknown) => ReturnType<typeof callHttp>

/** Somebody whose only step is approved. */
async function approvedPerson(manager: Parameters<typeof callHttp>[0], call: Call) {
  const { customer, step } = await submitPerson(manager)
  const { status } = await call('POST', `/steps/${step}/approve`, {})
  expect(status).toBe(200)
  return { customer }
}

describe.each(Object.entries(DATABASES))('transactions, on %s', (_, freshDatabase) => {
  async function open(receivers = {}) {
    const opened = await openTestManager({
      ...{ database: await freshDatabase(), clock: () => NOW, risk: { acme: RULES }, receivers },
    })
    const { manager } = opened
    const call = (...given: [method: string, path: string, body?: unknown, key?: string]) => callHttp(manager, ...given)
    const person = async () => {
      const customer = newCustomer()
      await manager.customers.open(customer, 'basic')
      return customer.customer_id
    }
    const tell = async (...transactions: object[]) => (await call('POST', '/transactions', { transactions })).body.items
    const alerts = async (customer_id: string) => (await call('GET', `/alerts?customer_id=${customer_id}`)).body.items
    const profile = async (customer_id: string) => {
      const [{ id }] = (await call('GET', `/profiles?customer_id=${customer_id}`)).body.items
      return (await call('GET', `/profiles/${id}`)).body
    }
    return { ...opened, call, person, tell, alerts, profile }
  }
  const out = { direction: 'out' }

  it('bring each rule to hold by what it says, and none before', async () => {
    const { person, tell, bugs } = await open()
    const cases: [string[][], (id: string) => object[]][] = [
      [[[], ['single']], (id) => [deal(id, '9999.99', 400), deal(id, '10000', 1)]],
      [[[], ['sum']], (id) => [deal(id, '8000', 30), deal(id, '7000', 1)]],
      [[[], []], (id) => [deal(id, '8000', 169), deal(id, '7000', 1)]],
      [
        [[], [], ['below']],
        (id) => [deal(id, '9100', 300, out), deal(id, '9000', 280, out), deal(id, '9999', 270, out)],
      ],
      [[[], [], []], (id) => [deal(id, '8999', 300, out), deal(id, '9000', 280, out), deal(id, '9999', 270, out)]],
      [[[], ['fast']], (id) => [deal(id, '5000', 60), deal(id, '4000', 20, out)]],
      [[[], []], (id) => [deal(id, '5000', 60), deal(id, '3999', 20, out)]],
      [[[], ['first']], (id) => [deal(id, '2000', 24), deal(id, '1000', 0, out)]],
      [[[], []], (id) => [deal(id, '2000', 25), deal(id, '1000', 0, out)]],
      [
        [[], ['country'], []],
        (id) => ['FRA', 'PRK', 'PRK'].map((counterparty_country, i) => deal(id, '5', 3 - i, { counterparty_country })),
      ],
    ]
    for (const [expected, make] of cases) {
      const told = await tell(...make(await person()))
      expect(told.map(({ decision }: { decision: { alerts: string[] } }) => decision.alerts)).toEqual(expected)
    }
    expect(bugs).toEqual([])
  })

  it('are answered each by itself: wrong ones, other people’s and repeated ones keep no other from being recorded', async () => {
    const { manager, person, tell, call } = await open()
    const [id, stranger] = [await person(), newCustomer('other')]
    await manager.customers.open(stranger, 'basic')
    const known = deal(id, '5', 5)
    await tell(known)
    const told = await tell(
      { ...known, method: 'card' },
      { ...known, amount: '6' },
      deal(id, '-5', 1),
      deal(id, '5e3', 1),
      deal(id, '0.00', 1),
      deal(id, '5', 1, { currency: 'EURO' }),
      deal(id, '5', -1),
      deal(id, '5', 1, { counterparty_country: 'Paris' }),
      deal(id, '5', 1, { note: 'x' }),
      deal(stranger.customer_id, '5', 1),
      { ...deal(id, '5', 1), id: 7 },
      deal(id, '7', 1),
    )
    expect(told.map(({ status }: { status: number }) => status)).toEqual([
      ...[200, 409, 422, 422, 422, 422, 422, 422, 422, 404, 422, 201],
    ])
    expect(told[2].faults[0]).toMatchObject({ path: 'amount' })
    expect(told[6].faults[0]).toMatchObject({ path: 'time', code: 'in_future' })
    const { items } = (await call('GET', `/transactions?customer_id=${id}`)).body
    expect(items.map(({ amount }: { amount: string }) => amount)).toEqual(['5', '7'])
    expect((await call('GET', `/transactions?customer_id=${id}`, undefined, 'other-key')).status).toBe(404)
    expect((await call('POST', '/transactions', { transactions: [] })).status).toBe(422)
    const many = Array.from({ length: 501 }, () => known)
    expect((await call('POST', '/transactions', { transactions: many })).status).toBe(422)
    expect((await call('POST', '/transactions', { transactions: [known] }, 'dealer-key')).status).toBe(403)
  })

  it('convert by the file’s rates, and say what they cannot convert', async () => {
    const { person, tell, alerts } = await open()
    const id = await person()
    const [usd, chf] = await tell(
      deal(id, '12500', 500, { currency: 'USD', ...out }),
      deal(id, '1000000', 1, { currency: 'CHF' }),
    )
    expect(usd.decision).toMatchObject({ alerts: ['single'], unconverted: [] })
    expect(chf.decision).toMatchObject({ alerts: [], unconverted: ['single', 'sum', 'below'] })
    expect((await alerts(id)).map(({ kind, rule }: { kind: string; rule: string }) => `${kind} ${rule}`)).toEqual([
      ...['transactions single', 'unconverted single', 'unconverted sum', 'unconverted below'],
    ])
  })

  it('raise risk by alerts and by sums, ask for a level and a step, and a dismissed alert counts no more', async () => {
    const { person, tell, alerts, profile, call } = await open()
    const id = await person()
    await tell(deal(id, '12000', 300), deal(id, '11000', 1, out))
    expect(await profile(id)).toMatchObject({ risk_level: RISK_LEVEL.medium, risk: { rules: [{ id: 'single' }] } })
    const [alert, ...others] = await alerts(id)
    expect(others).toEqual([])
    expect(alert).toMatchObject({ rule: 'single', name: 'Single', count: 2, version: '3', state: 'open' })
    const resolve = (resolution: string) =>
      call('POST', `/alerts/${alert.id}/resolve`, { resolution, comment: 'Sold a house' })
    expect((await resolve('dismissed')).body).toMatchObject({ state: 'dismissed', resolved_by: 'Jo' })
    expect(await resolve('confirmed')).toMatchObject({ status: 409, body: { reason: 'alert_resolved' } })
    expect(await profile(id)).toMatchObject({ risk_level: RISK_LEVEL.unknown, risk: { rules: [] } })
    await tell(deal(id, '200', 1, { counterparty_country: 'PRK' }), deal(id, '10000', 1, out))
    const asked = await profile(id)
    expect(asked).toMatchObject({ required_level: 3, risk_level: RISK_LEVEL.medium })
    expect(asked.steps.map(({ code }: { code: string }) => code)).toContain('email')
    await tell(deal(id, '100000', 200))
    expect((await profile(id)).risk.rules.map(({ id }: { id: string }) => id)).toEqual(['volume', 'single', 'sum'])
  })

  it('that open an alert without an effect move nothing that the customer, cTrader or a webhook could notice', async () => {
    const told: string[] = []
    const { manager, call, tell, alerts, profile, bugs } = await open({
      callback: async () => void told.push('callback'),
      webhook: async () => void told.push('webhook'),
      email: async () => void told.push('email'),
    })
    const { customer } = await approvedPerson(manager, call)
    await manager.deliverDue()
    const [before, first] = [await manager.customers.read(customer), await profile(customer.customer_id)]
    told.length = 0
    const reloads: number[] = []
    const unwatch = manager.watch('acme', customer.customer_id, (version) => void reloads.push(version))
    await tell(deal(customer.customer_id, '5000', 60), deal(customer.customer_id, '4000', 20, out))
    await manager.deliverDue()
    unwatch()
    expect(await alerts(customer.customer_id)).toMatchObject([{ rule: 'fast', state: 'open' }])
    expect(await manager.customers.read(customer)).toEqual(before)
    expect((await profile(customer.customer_id)).version).toBe(first.version)
    expect([told, reloads, bugs]).toEqual([[], [], []])
  })

  it('whose effect has an approved customer looked at again say of why nothing', async () => {
    const { manager, call, tell, profile } = await open()
    const { customer } = await approvedPerson(manager, call)
    const id = customer.customer_id
    expect((await profile(id)).status).toBe(PROFILE_STATUS.approved)
    await tell(deal(id, '9100', 300, out), deal(id, '9000', 280, out), deal(id, '9999', 270, out))
    expect(await profile(id)).toMatchObject({ status: PROFILE_STATUS.review_required, risk_level: RISK_LEVEL.high })
    const seen = JSON.stringify(await manager.customers.read(customer))
    expect(seen).not.toMatch(/alert|transaction|suspic|just_below/i)
  })

  it('put the rules in charge again where a reviewer had set the level, once for each new alert', async () => {
    const { person, tell, profile, call, alerts } = await open()
    const id = await person()
    await tell(deal(id, '12000', 300))
    const set = async () =>
      call('POST', `/profiles/${(await profile(id)).id}/risk-level`, { risk_level: 'low', comment: 'Known to us' })
    await set()
    await tell(deal(id, '12000', 100))
    expect(await profile(id)).toMatchObject({ risk_level: RISK_LEVEL.low, risk: { by_hand: true } })
    const [{ id: alert }] = await alerts(id)
    await call('POST', `/alerts/${alert}/resolve`, { resolution: 'dismissed', comment: 'Known to us' })
    await tell(deal(id, '12000', 1, out))
    expect(await profile(id)).toMatchObject({ risk_level: RISK_LEVEL.medium, risk: { by_hand: false } })
  })

  it('are sealed, exported with the customer, and erased with them', async () => {
    const { person, tell, profile, call, db } = await open()
    const id = await person()
    await tell(deal(id, '12345.67', 1))
    const { id: profile_id } = await profile(id)
    const stored = JSON.stringify(await db.selectFrom('transactions').selectAll().execute())
    for (const word of ['12345.67', 'EUR', 'FRA', 'card', 'single']) expect(stored).not.toContain(word)
    const zip = Buffer.from((await call('GET', `/profiles/${profile_id}/export`)).body).toString('latin1')
    expect(zip).toContain('transactions.json')
    const justification = { justification: 'Asked us in writing.' }
    await call('POST', `/profiles/${profile_id}/erase`, justification)
    await call('POST', `/profiles/${profile_id}/erase`, justification, 'second-key')
    for (const table of ['transactions', 'transaction_histories', 'alerts'] as const)
      expect(await db.selectFrom(table).selectAll().execute()).toEqual([])
  })

  it('come to the same live, one by one or in bulk, in any order of telling, and in a replay', async () => {
    const { person, tell, profile, manager } = await open()
    const rules = riskFileSchema.parse({ acme: RULES }).acme as BrandRisk
    const given = fc.record({
      amount: fc.constantFrom('500', '1000', '4000', '5000', '9000', '9500', '10000', '60000'),
      hoursAgo: fc.integer({ min: 0, max: 400 }),
      currency: fc.constantFrom('EUR', 'EUR', 'USD', 'CHF'),
      direction: fc.constantFrom('in', 'out'),
      counterparty_country: fc.constantFrom('FRA', 'PRK', null),
    })
    const batches = fc.array(fc.array(given, { minLength: 1, maxLength: 6 }), { minLength: 1, maxLength: 5 })
    const decided = new Map<string, string[]>()
    await fc.assert(
      fc.asyncProperty(batches, async (told) => {
        const id = await person()
        for (const batch of told)
          for (const item of await tell(
            ...batch.map(({ amount, hoursAgo, ...more }) => deal(id, amount, hoursAgo, more)),
          ))
            decided.set(id, [...(decided.get(id) ?? []), ...item.decision.alerts])
        const one = await person()
        for (const { amount, hoursAgo, ...more } of told.flat())
          for (const item of await tell(deal(one, amount, hoursAgo, more)))
            decided.set(one, [...(decided.get(one) ?? []), ...item.decision.alerts])
        expect(decided.get(one)).toEqual(decided.get(id))
        const windows = new Set(['single', 'sum', 'below'])
        const backwards = await person()
        const seen = new Set<string>()
        for (const { amount, hoursAgo, ...more } of told.flat().toReversed())
          for (const item of await tell(deal(backwards, amount, hoursAgo, more)))
            for (const rule of item.decision.alerts) seen.add(rule)
        expect([...seen].filter((rule) => windows.has(rule)).sort()).toEqual(
          [...new Set(decided.get(id))].filter((rule) => windows.has(rule)).sort(),
        )
      }),
      { numRuns: 8 },
    )
    let customers = 0
    for await (const { customer_id, differing, risk } of manager.risk.replay('acme', rules)) {
      customers += 1
      const { risk_level, proposed_risk_level } = await profile(customer_id)
      expect({ differing, would: risk.would }).toMatchObject({
        ...{ differing: [], would: { level: risk_level, proposed: proposed_risk_level } },
      })
    }
    expect(customers).toBe(decided.size + decided.size / 2)
    const other = { ...rules, transactions: { rules: rules.transactions.rules.filter(({ id }) => id !== 'single') } }
    const lower = await Array.fromAsync(manager.risk.replay('acme', other))
    expect(lower.some(({ differing }) => differing.length > 0)).toBe(true)
  })
})
