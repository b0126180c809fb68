import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { type BrandRisk, riskFileSchema } from '@/lib/contract/risk/risk-rules'
import { RISK_LEVEL } from '@/lib/contract/statuses'
import { callHttp, DATABASES, newCustomer, openTestManager, submitStandard } from '@/lib/testing/manager'

const FATF = { version: '2026-10', countries: ['SYR', 'YEM'] }
const rule = (id: string, when: object[], more: object) => ({ id, name: `Rule ${id}`, when, ...more })
const NATIONALITY = { fact: 'country', of: 'nationality', on: 'fatf' }
const RULES = {
  version: '7',
  lists: { fatf: FATF },
  levels: { medium: 20, high: 50, prohibited: 100 },
  rules: [
    rule('fatf', [NATIONALITY], { floor: 'high' }),
    rule('french', [{ fact: 'country', of: 'nationality', is: ['FRA'] }], { points: 20 }),
    rule('old', [{ fact: 'age', from: 70 }], { points: 30 }),
    rule('named', [{ any: [{ fact: 'answer', field: 'last_name', is: ['Example'] }] }, { fact: 'age', from: 70 }], {
      points: 60,
    }),
    rule('staff', [{ fact: 'channel', is: ['staff'] }], { points: 20 }),
    rule('unknown', [{ fact: 'age', field: 'birthday', below: 21 }], { points: 90 }),
  ],
}

describe.each(Object.entries(DATABASES))('risk by rule, on %s', (_, freshDatabase) => {
  async function open(rules: object = RULES, clock = () => new Date('2026-11-20T12:00:00Z')) {
    const database = await freshDatabase()
    const opened = await openTestManager({ database, clock, risk: { acme: rules } })
    const { manager } = opened
    const call = (...given: [method: string, path: string, body?: unknown, key?: string]) => callHttp(manager, ...given)
    const sent = await submitStandard(manager, newCustomer())
    const { customer_id } = sent.customer
    const summary = async () => (await call('GET', `/profiles?customer_id=${customer_id}`)).body.items[0]
    const { id } = await summary()
    const profile = async () => (await call('GET', `/profiles/${id}`)).body
    const audit = async (event: string) =>
      (await call('GET', `/audit?customer_id=${customer_id}&event=${event}`)).body.items
    const resubmit = (answers: object) =>
      manager.customers.submitStep(
        sent.customer,
        sent.stepId('personal'),
        { first_name: 'Ada', last_name: 'Example', date_of_birth: '1990-01-31', nationality: 'FRA', ...answers },
        randomUUID(),
      )
    const set = (risk_level: string) =>
      call('POST', `/profiles/${id}/risk-level`, { risk_level, comment: 'Looked at it' })
    return { ...opened, ...sent, call, id, summary, profile, audit, resubmit, set }
  }

  it('is told with the rules that hold, the facts behind them, and what is not known', async () => {
    const { profile, audit, bugs } = await open()
    expect(await profile()).toMatchObject({
      risk_level: RISK_LEVEL.medium,
      risk: {
        ...{ version: '7', points: 20, level_by_rules: RISK_LEVEL.medium, proposed: null, by_hand: false },
        rules: [{ id: 'french', points: 20, floor: null, because: ['nationality FRA is one of 1 countries'] }],
        unknown: ['unknown'],
      },
    })
    expect((await audit('profile.risk_assessed')).at(-1).after).toEqual({
      ...{ risk_level: RISK_LEVEL.medium, points: 20, version: '7', rules: ['french'] },
    })
    expect(bugs).toEqual([])
  })

  it('follows from each change of the facts, in the same change', async () => {
    const { resubmit, profile } = await open()
    await resubmit({ nationality: 'SYR' })
    expect(await profile()).toMatchObject({
      risk_level: RISK_LEVEL.high,
      risk: { rules: [{ id: 'fatf', floor: 'high', because: ['nationality SYR is on fatf (2026-10)'] }] },
    })
    await resubmit({ nationality: 'DEU' })
    expect(await profile()).toMatchObject({ risk_level: RISK_LEVEL.low, risk: { rules: [], points: 0 } })
  })

  it('only proposes prohibited: the level is high, nothing is approved, and a reviewer decides', async () => {
    const { resubmit, profile, summary, set, call, stepId, audit } = await open()
    await resubmit({ date_of_birth: '1950-01-01' })
    expect(await profile()).toMatchObject({ risk_level: RISK_LEVEL.high, risk: { points: 110, proposed: 4 } })
    expect((await audit('profile.risk_assessed')).at(-1).after).toMatchObject({ proposed: 4 })
    expect((await call('GET', '/profiles?proposed_risk_level=prohibited')).body.items).toHaveLength(1)
    expect(await call('POST', `/steps/${stepId('personal')}/approve`, {})).toMatchObject({
      ...{ status: 409, body: { reason: 'risk_proposed' } },
    })
    await set('medium')
    expect(await profile()).toMatchObject({
      ...{ risk_level: RISK_LEVEL.medium, proposed_risk_level: null },
      risk: { by_hand: true, set_by: 'Jo', level_by_rules: RISK_LEVEL.high, proposed: null },
    })
    expect((await call('POST', `/steps/${stepId('personal')}/approve`, {})).status).toBe(200)
    await set('prohibited')
    expect(await summary()).toMatchObject({ risk_level: RISK_LEVEL.prohibited, status: 4 })
  })

  it('leaves a reviewer’s own level until the rules know something new, which takes it no lower', async () => {
    const { resubmit, profile, set } = await open()
    await set('low')
    await resubmit({ first_name: 'Ada Maria' })
    expect(await profile()).toMatchObject({ risk_level: RISK_LEVEL.low, risk: { by_hand: true } })
    await resubmit({ nationality: 'YEM' })
    expect(await profile()).toMatchObject({
      ...{ risk_level: RISK_LEVEL.high },
      risk: { by_hand: false, rules: [{ id: 'fatf', since_set: true }] },
    })
    await resubmit({})
    expect(await profile()).toMatchObject({ risk_level: RISK_LEVEL.low, risk: { by_hand: true } })

    await set('high')
    await resubmit({ nationality: 'DEU' })
    expect(await profile()).toMatchObject({ risk_level: RISK_LEVEL.high, risk: { by_hand: true, level_by_rules: 1 } })
    await set('unknown')
    expect(await profile()).toMatchObject({ risk_level: RISK_LEVEL.low, risk: { by_hand: false, set_by: null } })
  })

  it('counts the same rule as new where the fact behind it is another one', async () => {
    const { resubmit, profile, set } = await open()
    await resubmit({ nationality: 'YEM' })
    await set('medium')
    await resubmit({ nationality: 'SYR' })
    expect(await profile()).toMatchObject({ risk_level: RISK_LEVEL.high, risk: { by_hand: false } })
  })

  it('is not lower because answers do not open', async () => {
    const { resubmit, profile, db, id, call } = await open()
    await resubmit({ nationality: 'SYR' })
    await db.updateTable('steps').set({ answers: 'v2.broken' }).where('profile_id', '=', id).execute()
    await call('POST', '/questions', {
      customer_id: (await profile()).customer_id,
      question: { text: 'Why?', language: 'en' },
    })
    expect(await profile()).toMatchObject({
      risk_level: RISK_LEVEL.high,
      risk: { unknown: expect.arrayContaining(['fatf']) },
    })
  })

  it('tells the customer nothing of it, and another brand neither', async () => {
    const { manager, customer, id, call } = await open()
    const seen = JSON.stringify(await manager.customers.read(customer))
    for (const word of ['french', 'points', 'Rule']) expect(seen).not.toContain(word)
    expect((await call('GET', `/profiles/${id}`, undefined, 'other-key')).status).toBe(404)
  })

  it('is judged anew by other rules and when a birthday passes, and tells nobody where nothing changes', async () => {
    let today = new Date('2026-11-20T12:00:00Z')
    const clock = () => today
    const opened = await open({ ...RULES, rules: [] }, clock)
    const { database, masterKeys, id, customer, bugs } = opened
    const later = async (rules: object) => {
      const again = await openTestManager({
        database,
        masterKeys,
        clock,
        directory: opened.folder,
        risk: { acme: rules },
      })
      const version = (await again.manager.customers.read(customer)).version
      await again.manager.risk.reassess()
      const profile = (await callHttp(again.manager, 'GET', `/profiles/${id}`)).body
      const raised = (await again.manager.customers.read(customer)).version - version
      const { risk_again_on } = await again.db.selectFrom('profiles').select('risk_again_on').executeTakeFirstOrThrow()
      expect(again.bugs).toEqual([])
      return { risk_level: profile.risk_level, version: profile.risk?.version, raised, risk_again_on }
    }
    expect(await later({ ...RULES, version: '8', rules: [] })).toMatchObject({ risk_level: 1, version: '8' })
    const grown = { ...RULES, version: '9', rules: [rule('forty', [{ fact: 'age', from: 37 }], { points: 20 })] }
    expect(await later(grown)).toMatchObject({ risk_level: 1, risk_again_on: '2027-01-31', raised: 0 })
    today = new Date('2027-01-30T12:00:00Z')
    expect(await later(grown)).toMatchObject({ risk_level: 1, raised: 0 })
    today = new Date('2027-01-31T12:00:00Z')
    expect(await later(grown)).toMatchObject({ risk_level: 2, raised: 1, risk_again_on: null })
    expect(await later(grown)).toMatchObject({ risk_level: 2, raised: 0 })
    expect(bugs).toEqual([])
  })

  it('is replayed with each rule that would hold, and those that alone make the level what it would be', async () => {
    const { manager, resubmit } = await open()
    await resubmit({ nationality: 'SYR', date_of_birth: '1950-01-31' })
    const replayed = async (rules: object[]) => {
      const file = riskFileSchema.parse({ acme: { ...RULES, rules } }).acme as BrandRisk
      const [customer] = await Array.fromAsync(manager.risk.replay('acme', file))
      const { decided, would } = customer?.risk ?? {}
      return { held: decided?.rules, holds: would?.rules, decisive: would?.decisive, level: would?.level }
    }
    const held = ['fatf', 'old', 'named']
    // The floor and 90 points are each enough for high; none of them alone decides it.
    expect(await replayed(RULES.rules)).toEqual({ held, holds: held, decisive: [], level: RISK_LEVEL.high })
    const [fatf, french, old] = RULES.rules
    expect(await replayed([fatf, french, old].map((one) => one ?? {}))).toEqual({
      ...{ held, holds: ['fatf', 'old'], decisive: ['fatf'], level: RISK_LEVEL.high },
    })
  })

  it('names nothing that no template has, or it is told where', async () => {
    const { manager } = await open()
    const fine = [
      { fact: 'answer', field: 'funding_sources', is: ['salary'] },
      { fact: 'answer', field: 'answer', is: ['yes'] },
      { fact: 'country', of: 'document', is: ['FRA'] },
      ...[NATIONALITY, { fact: 'age', below: 21 }, { fact: 'channel', is: ['staff'] }],
    ]
    const wrong = [
      {
        any: [
          { fact: 'country', of: 'document', is: ['FRA'] },
          { fact: 'country', of: 'natonality', is: ['FRA'] },
        ],
      },
      { fact: 'answer', field: 'funding_sources', is: ['salary', 'salery'] },
      { fact: 'answer', field: 'last_name', above: 3 },
      { fact: 'age', field: 'last_name', below: 21 },
    ]
    const effect = { points: 1, require_step: 'source_of_fund' }
    const file = {
      ...{ ...RULES, rules: [rule('fine', fine, { points: 1 }), rule('wrong', wrong, { points: 1 })] },
      transactions: { rules: [{ id: 't', kind: 'single', name: 'T', amount: '1', currency: 'EUR', effect }] },
      refresh: { months: { low: 60, medium: 36, high: 12 }, steps: ['personal', 'persnal'] },
    }
    const rules = riskFileSchema.parse({ acme: file }).acme as BrandRisk
    const missing = await manager.risk.missingNames('acme', rules)
    expect(missing.map(({ path, message }) => `${path.join('.')}: ${message}`)).toEqual([
      'rules.1.when.0.any.1.of: no template has a field "natonality"',
      'rules.1.when.1.is.1: the field "funding_sources" cannot have the answer "salery"',
      'rules.1.when.2: the field "last_name" is no number, which above and below are for',
      'rules.1.when.3.field: the field "last_name" is no date',
      'transactions.rules.0.effect.require_step: there is no template "source_of_fund"',
      'refresh.steps.1: there is no template "persnal"',
    ])
  })

  it('keeps the explanation sealed', async () => {
    const { db } = await open()
    const { risk } = await db.selectFrom('profiles').select('risk').executeTakeFirstOrThrow()
    expect(risk).toMatch(/^v2\./)
  })
})
