import { describe, expect, it } from 'vitest'
import type { Email } from '@/lib/contract/email'
import { MANAGER_OPERATIONS } from '@/lib/contract/manager'
import type { ManagerMethod } from '@/lib/contract/methods'
import type { HitRecord } from '@/lib/contract/screening/screenings'
import { CHECK_IDS } from '@/lib/contract/verification/case-findings'
import { listed, takeEntries } from '@/lib/testing/listed-people'
import {
  callHttp,
  DATABASES,
  newCustomer,
  openTestManager,
  PERSONAL,
  storePhoto,
  submitStandard,
} from '@/lib/testing/manager'
import { unzip } from '@/lib/testing/unzip'
import { createCustomerApi } from './customer-api'
import { createEmbeddedBackend } from './embedded'

/**
 * Whoever is listed must not learn of it, nor cTrader (Regulation (EU) 2024/1624, article 73): the same walk for somebody on a list
 * and for somebody who is on none gives the same answers, byte for byte but for ids and times, by the same statements.
 */

const WHY = 'Compared with the passport'
/** As long as one another. */
const NAMES = { clean: 'Gesacht', sanctions: 'Gesucht', pep: 'Gesicht' } as const
const SANCTIONS = [listed('test-sanctions', 'S-1', `Ivo ${NAMES.sanctions}`)]
const PEPS = [listed('test-peps', 'P-1', `Ivo ${NAMES.pep}`, { topics: ['pep'] })]

describe.each(Object.entries(DATABASES))('somebody on a list, on %s', (_, freshDatabase) => {
  async function walk(who: keyof typeof NAMES, when: 'before' | 'after approval') {
    let now = new Date('2026-11-20T12:00:00.000Z')
    // Each in an order of its own: deliveries of two kinds, or news and a request, may pass one another.
    const seen: unknown[] = []
    const reloads: number[] = []
    const callbacks: unknown[] = []
    const webhooks: unknown[] = []
    const emails: unknown[] = []
    const statements: string[] = []
    const { manager, parts, bugs } = await openTestManager({
      database: await freshDatabase(),
      clock: () => now,
      onStatement: (statement) => void statements.push(statement),
      receivers: {
        callback: async ({ body }) => void callbacks.push(JSON.parse(body)),
        webhook: async ({ body }) => void webhooks.push(JSON.parse(body)),
        email: async (email: Email) => void emails.push(email),
      },
    })
    const customer = { ...newCustomer(), trading_login: '4711' }
    const api = createCustomerApi({
      backend: createEmbeddedBackend(manager),
      keys: [{ key: 'a-service-key' }],
      brandOf: () => 'acme',
      report: (error) => bugs.push(error),
    })
    const unwatch = manager.watch('acme', customer.customer_id, (version) => void reloads.push(version))

    /** A request of the screens: its answer, its headers, and what the database was asked for it. */
    async function ask(method: string, path: string, body?: object) {
      const before = statements.length
      const request = new Request(`http://kyc.test/kyc/customers/${customer.customer_id}${path}`, {
        method,
        headers: { authorization: 'Bearer a-service-key', 'idempotency-key': crypto.randomUUID() },
        ...(body && { body: JSON.stringify(body) }),
      })
      const response = await api(request)
      const text = await response.text()
      const asked = statements.slice(before).filter((statement) => !/^(begin|commit|set|rollback)/i.test(statement))
      seen.push({ method, path, status: response.status, headers: [...response.headers], text, asked })
      return JSON.parse(text)
    }
    const approve = (key: string) => callHttp(manager, 'POST', `/steps/${step}/approve`, {}, key)
    const later = async () => {
      now = new Date(now.getTime() + 3_600_000)
      await manager.screenDue()
      await manager.jobs.runDue(['verification'])
      await manager.deliverDue()
      await ask('GET', '')
    }
    const hits = async (): Promise<HitRecord[]> => (await callHttp(manager, 'GET', '/hits')).body.items

    const list = async () => {
      await takeEntries(manager, 'test-sanctions', SANCTIONS, now)
      await takeEntries(manager, 'test-peps', PEPS, now)
    }
    // A list is there in any case: that there is one is no secret.
    await takeEntries(manager, 'test-others', [listed('test-others', 'O-1', 'Nobody Whatever')], now)
    if (when === 'before') await list()
    const opened = await ask('POST', '/open', { level: 'basic', email: customer.email, trading_login: '4711' })
    const step = opened.steps.find(({ code }: { code: string }) => code === 'personal').id
    const answers = { ...PERSONAL, first_name: 'Ivo', last_name: NAMES[who] }
    await ask('PUT', `/steps/${step}/draft`, { answers })
    await ask('POST', `/steps/${step}/submit`, { answers })
    await later()
    // Corrects something while it is in review.
    await ask('POST', `/steps/${step}/submit`, { answers: { ...answers, date_of_birth: '1990-02-01' } })
    await later()
    const found = (await hits()).length
    if (when === 'before') expect(found).toBe(who === 'clean' ? 0 : 1)
    const settle = async () => {
      for (const { id } of await hits())
        for (const key of ['acme-key', 'second-key'])
          await callHttp(
            ...([manager, 'POST', `/hits/${id}/resolve`] as const),
            { state: 'false_positive', reason: 'other_birth_date', justification: WHY },
            key,
          )
    }
    if (when === 'before') {
      // The reviewer’s door says it.
      if (who !== 'clean') expect((await approve('acme-key')).body.reason).toBe('hits_open')
      await later()
      await settle()
      await later()
    }
    expect((await approve('acme-key')).status).toBe(200)
    await later()
    if (when === 'after approval') {
      await list()
      await later()
      expect(await hits()).toHaveLength(who === 'clean' ? 0 : 1)
      await ask('POST', '/level', { level: 'standard' })
      await later()
      await settle()
    }
    await ask('POST', '/open', { level: 'basic', email: customer.email, trading_login: '4711' })
    await later()
    expect(await manager.customers.kycStatus(customer)).toBe(
      when === 'before' ? 'approved' : 'additional_info_required',
    )
    unwatch()
    expect(bugs).toEqual([])
    expect(parts.receivers.webhook).not.toBeNull()
    expect(callbacks.length + webhooks.length + emails.length).toBeGreaterThan(4)
    return lines({ seen, reloads, callbacks, webhooks, emails }, customer.customer_id)
  }

  /** Without what differs between any two customers: ids in the order in which they come, times, and the name. */
  function lines(what: unknown, customerId: string): string[] {
    const ids = new Map<string, string>()
    return JSON.stringify(what, null, 1)
      .replaceAll(customerId, 'customer')
      .replaceAll(new RegExp(Object.values(NAMES).join('|'), 'g'), 'Somebody')
      .replaceAll(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, (id) => {
        ids.set(id, ids.get(id) ?? `id ${ids.size}`)
        return ids.get(id) ?? ''
      })
      .replaceAll(/\d{4}-\d{2}-\d{2}T[\d:.]+Z/g, 'a time')
      .split('\n')
  }

  it.each(['sanctions', 'pep'] as const)('sees what anybody in review sees: %s', async (who) => {
    expect(await walk(who, 'before')).toEqual(await walk('clean', 'before'))
  })

  it.each(['sanctions', 'pep'] as const)('sees nothing of it who is found when approved: %s', async (who) => {
    expect(await walk(who, 'after approval')).toEqual(await walk('clean', 'after approval'))
  })

  it('waits for no list: the screens answer while nothing can be searched', async () => {
    const { manager, parts } = await openTestManager({ database: await freshDatabase() })
    await takeEntries(manager, 'test-sanctions', SANCTIONS)
    parts.search.inForce = () => new Promise(() => {})
    const customer = newCustomer()
    const { steps } = await manager.customers.open(customer, 'basic')
    const step = steps.find(({ code }) => code === 'personal')?.id ?? ''
    const kyc = await manager.customers.submitStep(customer, step, { ...PERSONAL, last_name: 'Gesucht' }, 'once')
    expect(kyc.status).toBe('pending')
  })
})

/** The methods by which staff write something that is not for the customer. */
const WRITING = (Object.keys(MANAGER_OPERATIONS) as ManagerMethod[]).filter((method) =>
  ['comment', 'justification'].some((name) => name in MANAGER_OPERATIONS[method].input.shape),
)
const MARK = 'Quisling, as the list says'
const RISK = {
  version: 'Secret version',
  levels: { medium: 20, high: 50 },
  rules: [{ id: 'secret-rule', name: 'A secret rule', when: [{ fact: 'channel', is: ['customer'] }], points: 20 }],
  transactions: {
    rules: [{ id: 'secret-alert', kind: 'single', name: 'A secret alert', amount: '10', currency: 'EUR' }],
  },
}

describe.each(Object.entries(DATABASES))('what staff write of a match, on %s', (_, freshDatabase) => {
  it('reaches the customer and cTrader nowhere, in whatever free text they write it', async () => {
    const got: unknown[] = []
    const { manager, bugs } = await openTestManager({
      database: await freshDatabase(),
      risk: { acme: RISK },
      receivers: {
        callback: async ({ body }) => void got.push(body),
        webhook: async ({ body }) => void got.push(body),
        email: async (email: Email) => void got.push(email),
      },
    })
    const api = createCustomerApi({
      backend: createEmbeddedBackend(manager),
      keys: [{ key: 'a-service-key' }],
      brandOf: () => 'acme',
      report: (error) => bugs.push(error),
    })
    const written = new Set<string>()
    const call = async (method: string, path: string, body?: object, key = 'acme-key') => {
      const answer = await callHttp(manager, method, path, body, key)
      expect(answer.status, `${path}: ${JSON.stringify(answer.body)}`).toBe(200)
      return answer.body
    }
    await takeEntries(manager, 'test-sanctions', [
      listed('test-sanctions', 'S-1', `${PERSONAL.first_name} ${PERSONAL.last_name}`),
    ])
    const { customer, stepId } = await submitStandard(manager)
    const { customer_id } = customer
    await manager.screenDue()

    /** Says it by a method, and looks at all that anybody outside gets. */
    const write = async (method: ManagerMethod, path: string, body: object = {}, key?: string) => {
      const names = ['comment', 'justification'].filter((name) => name in MANAGER_OPERATIONS[method].input.shape)
      written.add(method)
      const answer = await call(
        ...(['POST', path, { ...body, ...Object.fromEntries(names.map((name) => [name, MARK])) }, key] as const),
      )
      await manager.screenDue()
      await manager.jobs.runDue(['verification'])
      await manager.deliverDue()
      const response = await api(
        new Request(`http://kyc.test/kyc/customers/${customer_id}`, {
          headers: { authorization: 'Bearer a-service-key' },
        }),
      )
      got.push(await response.text())
      return answer
    }
    const [{ id: hit, profile_id: profile }] = (await call('GET', '/hits')).items
    await call('GET', `/hits?profile_id=${profile}`)
    await call('GET', `/screenings?profile_id=${profile}`)
    await call('GET', `/findings?profile_id=${profile}`)
    const another = { state: 'false_positive', reason: 'other_birth_date' }
    await write('MngResolveKycHit', `/hits/${hit}/resolve`, another)
    await write('MngResolveKycHit', `/hits/${hit}/resolve`, another, 'second-key')
    const deal = {
      id: '1',
      customer_id,
      amount: '99.00',
      currency: 'EUR',
      direction: 'in',
      time: '2026-01-01T12:00:00Z',
    }
    await call('POST', '/transactions', { transactions: [{ ...deal, counterparty_country: null, method: null }] })
    const [{ id: alert }] = (await call('GET', '/alerts')).items
    await write('MngResolveKycAlert', `/alerts/${alert}/resolve`, { resolution: 'confirmed' })
    await write('MngSetKycRiskLevel', `/profiles/${profile}/risk-level`, { risk_level: 'high' })
    await write('MngSetKycRiskLevel', `/profiles/${profile}/risk-level`, { risk_level: 'medium' })
    const documents = (await call('GET', `/documents?customer_id=${customer_id}`)).items
    const documentOf = (type: string) => documents.find((it: { document_type: string }) => it.document_type === type).id
    await write('MngApproveKycDocument', `/documents/${documentOf('utility_bill')}/approve`)
    await write('MngApproveKycStep', `/steps/${stepId('address')}/approve`)
    const rejection = { reason_code: 'other', message: { text: 'Please send it again', language: 'en' } }
    await write('MngRejectKycDocument', `/documents/${documentOf('passport')}/reject`, rejection)
    await write('MngRejectKycStep', `/steps/${stepId('personal')}/reject`, rejection)
    await write('MngSubmitKycStep', `/steps/${stepId('personal')}/submit`, { answers: PERSONAL })
    await write('MngWaiveKycStep', `/steps/${stepId('identity')}/waive`)
    await write('MngReopenKycStep', `/steps/${stepId('address')}/reopen`)
    const file_id = await storePhoto(manager, customer)
    await write('MngAddKycDocument', '/documents', { customer_id, file_id, document_type: 'passport' })
    const question = { text: 'Where do you work?', language: 'en' }
    await write('MngAskKycCustomer', '/questions', { customer_id, question })
    await write('MngSetKycRequiredLevel', '/required-level', { customer_id, required_level: 1 })
    await write('MngEndKycRelationship', `/profiles/${profile}/end-relationship`)
    await write('MngHoldKycCustomer', `/profiles/${profile}/legal-hold`, { hold: true })
    await write('MngHoldKycCustomer', `/profiles/${profile}/legal-hold`, { hold: false })
    await write('MngEraseKycCustomer', `/profiles/${profile}/erase`)
    await write('MngEraseKycCustomer', `/profiles/${profile}/erase`, { withdraw: true })
    await write('MngSetKycRiskLevel', `/profiles/${profile}/risk-level`, { risk_level: 'prohibited' })
    // A method by which staff write more has to be used here, too.
    expect([...written].sort()).toEqual([...WRITING].sort())

    const exported = async (query = '') =>
      [...unzip(await call('GET', `/profiles/${profile}/export${query}`))].flatMap(([path, content]) =>
        /\.(txt|json)$/.test(path) ? [`${path}\n${content.toString('utf8')}`] : [],
      )
    // What machines check of them is staff's, and of lists and other customers nothing is even in their own copy.
    const toScreens = got.map((one) => JSON.stringify(one)).join('\n')
    for (const word of [...CHECK_IDS, 'findings', 'profile.checked']) expect(toScreens).not.toContain(word)
    const own = await exported()
    got.push(...own)
    expect(own.join('\n')).toContain('document-expiry')
    expect(JSON.stringify(got).length).toBeGreaterThan(10_000)
    for (const outside of got.map((one) => JSON.stringify(one))) {
      expect(outside).not.toContain(MARK)
      expect(outside).not.toMatch(
        /secret|Quisling|test-sanctions|\bhits?\b|screening|file-reuse|profile\.checked|MngGetKycFindings|RiskLevel|risk_changed|prohibited|legal.?hold|hold_changed/i,
      )
    }
    // All of it was there to be seen, and is for an authority.
    const rows = (await call('GET', `/audit?customer_id=${customer_id}&limit=200`)).items
    const said = rows.filter(({ comment }: { comment: string | null }) => comment === MARK)
    expect([...new Set(said.map(({ action }: { action: string }) => action))].sort()).toEqual([...WRITING].sort())
    expect((await exported('?screening=on')).join('\n').split(MARK).length - 1).toBeGreaterThan(2 * WRITING.length)
    expect(own.join('\n')).toContain('profile.rejected')
    expect(bugs).toEqual([])
  })
})
