import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { errorBodySchema } from '@/lib/contract/errors'
import { MANAGER_OPERATIONS } from '@/lib/contract/manager'
import type { ManagerMethod } from '@/lib/contract/methods'
import { DOCUMENT_STATUS, PROFILE_STATUS, STEP_STATUS } from '@/lib/contract/statuses'
import type { Database } from '@/lib/database/schema'
import { listed, submitPerson, takeEntries } from '@/lib/testing/listed-people'
import {
  callHttp,
  DATABASES,
  newCustomer,
  openTestManager,
  PERSONAL,
  storePhoto,
  submitStandard,
} from '@/lib/testing/manager'
import type { Manager } from '..'

const FORM = { sections: [{ title: 'About you', fields: [{ name: 'first_name', type: 'text', required: true }] }] }
const RISK = {
  ...{ version: '1', levels: { medium: 20, high: 50 } },
  transactions: { rules: [{ id: 'large', kind: 'single', name: 'Large', amount: '1000000', currency: 'EUR' }] },
}
const METHODS = Object.keys(MANAGER_OPERATIONS) as ManagerMethod[]

describe.each(Object.entries(DATABASES))('the manager over HTTP, on %s', (_, freshDatabase) => {
  let manager: Manager
  let bugs: unknown[]
  let db: Database
  beforeAll(async () => {
    ;({ manager, bugs, db } = await openTestManager({ database: await freshDatabase(), risk: { acme: RISK } }))
  })

  const call = (method: string, path: string, body?: unknown, key?: string) =>
    callHttp(manager, method, path, body, key)
  const template = (code: string, change: object = {}) => ({
    code,
    title: 'A step',
    level: 2,
    form_schema: FORM,
    ...change,
  })

  async function approveAll(kyc: { steps: { id: string }[] }) {
    for (const { id } of kyc.steps) await call('POST', `/steps/${id}/approve`, {})
  }

  /** For each method, a request that succeeds after `submitStandard`. */
  async function validRequests(): Promise<Record<ManagerMethod, [method: string, path: string, body?: unknown]>> {
    const { customer, stepId } = await submitStandard(manager)
    const { customer_id } = customer
    await submitPerson(manager, { last_name: 'Gesucht' })
    await takeEntries(manager, 'test-sanctions', [listed('test-sanctions', 'S-1', 'Ada Gesucht')])
    await manager.screenDue()
    const hit = (await call('GET', '/hits')).body.items[0]
    const profile = (await call('GET', `/profiles?customer_id=${customer_id}`)).body.items[0]
    const { items: documents } = (await call('GET', `/documents?profile_id=${profile.id}`)).body
    const [changed, required, deleted] = await Promise.all(
      ['changed', 'required', 'deleted'].map(
        async (code) => (await call('POST', '/templates', template(code, { required: false }))).body.id,
      ),
    )
    const given = await db
      .updateTable('jobs')
      .set({ dead_at: '2026-11-20T12:00:00.000Z' })
      .where('customer_id', '=', customer_id)
      .where('kind', '=', 'ctrader.kyc-status')
      .returning('id')
      .executeTakeFirstOrThrow()
    const file_id = await storePhoto(manager, customer)
    const { id: link } = (await call('POST', '/links', { customer_id })).body
    const transaction = {
      ...{ id: randomUUID(), customer_id, amount: '1000000', currency: 'EUR', direction: 'in' },
      time: '2026-01-31T12:00:00Z',
    }
    await call('POST', '/transactions', { transactions: [transaction] })
    const [alert] = (await call('GET', `/alerts?customer_id=${customer_id}`)).body.items
    const justification = 'Told us on the telephone.'
    const reject = { reason_code: 'unreadable', comment: 'The number is cut off.' }
    return {
      MngAddKycStepTemplate: ['POST', '/templates', template('added', { required: false })],
      MngUpdateKycStepTemplate: ['PATCH', `/templates/${changed}`, { title: 'Another title' }],
      MngDeleteKycStepTemplate: ['DELETE', `/templates/${deleted}`],
      MngGetKycStepTemplates: ['GET', '/templates'],
      MngGetKycProfiles: ['GET', '/profiles'],
      MngGetKycProfile: ['GET', `/profiles/${profile.id}`],
      MngGetKycStep: ['GET', `/steps/${stepId('personal')}`],
      MngRequireKycStep: ['POST', '/steps/require', { customer_id, template_id: required }],
      MngSetKycRequiredLevel: ['POST', '/required-level', { customer_id, required_level: 3 }],
      MngApproveKycStep: ['POST', `/steps/${stepId('personal')}/approve`, { comment: 'Seen' }],
      MngRejectKycStep: ['POST', `/steps/${stepId('identity')}/reject`, reject],
      MngAddKycDocument: ['POST', '/documents', { customer_id, file_id, document_type: 'passport' }],
      MngGetKycDocuments: ['GET', '/documents'],
      MngApproveKycDocument: ['POST', `/documents/${documents[0].id}/approve`, {}],
      MngRejectKycDocument: ['POST', `/documents/${documents[1].id}/reject`, reject],
      MngGetKycAudit: ['GET', '/audit'],
      MngGetKycFile: ['GET', `/files/${documents[0].file_id}`],
      MngAskKycCustomer: ['POST', '/questions', { customer_id, question: { text: 'Why?', language: 'en' } }],
      MngSubmitKycStep: ['POST', `/steps/${stepId('identity')}/submit`, { justification }],
      MngReopenKycStep: ['POST', `/steps/${stepId('personal')}/reopen`, { justification: 'A name was misspelt.' }],
      MngWaiveKycStep: ['POST', `/steps/${stepId('address')}/waive`, { justification: 'Known from the bank.' }],
      MngSetKycRiskLevel: ['POST', `/profiles/${profile.id}/risk-level`, { risk_level: 'high', comment: 'Press' }],
      MngAddKycTransactions: ['POST', '/transactions', { transactions: [transaction] }],
      MngGetKycTransactions: ['GET', `/transactions?customer_id=${customer_id}`],
      MngGetKycAlerts: ['GET', '/alerts'],
      MngResolveKycAlert: ['POST', `/alerts/${alert.id}/resolve`, { resolution: 'dismissed', comment: 'His salary' }],
      MngEndKycSessions: ['POST', '/sessions/end', { customer_id }],
      MngCreateKycLink: ['POST', '/links', { customer_id, hours: 24 }],
      MngRevokeKycLink: ['DELETE', `/links/${link}`],
      MngGetKycLinks: ['GET', '/links'],
      MngGetKycDeliveries: ['GET', '/deliveries'],
      MngReplayKycDelivery: ['POST', `/deliveries/${given.id}/replay`],
      MngExportKycCustomer: ['GET', `/profiles/${profile.id}/export`],
      MngEndKycRelationship: ['POST', `/profiles/${profile.id}/end-relationship`, { ended_on: '2026-01-31' }],
      MngEraseKycCustomer: ['POST', `/profiles/${profile.id}/erase`, { justification }],
      MngHoldKycCustomer: ['POST', `/profiles/${profile.id}/legal-hold`, { hold: false, justification }],
      MngGetKycFunnel: ['GET', '/funnel'],
      MngScreenKycProfile: ['POST', `/profiles/${profile.id}/screen`, {}],
      MngGetKycScreenings: ['GET', '/screenings'],
      MngGetKycHits: ['GET', '/hits'],
      MngGetKycFindings: ['GET', '/findings'],
      MngResolveKycHit: ['POST', `/hits/${hit.id}/resolve`, { state: 'true_match', reason: 'other', justification }],
    }
  }

  describe('every method of the KYC manager’s contract', () => {
    let requests: Awaited<ReturnType<typeof validRequests>>
    beforeAll(async () => {
      requests = await validRequests()
    })
    // Whoever comes after these is screened no more.
    afterAll(async () => {
      await db.deleteFrom('screening_versions').execute()
      await db.deleteFrom('screening_lists').execute()
    })

    it.each(METHODS)(
      '%s refuses a missing or wrong key, entities of other brands, and other HTTP methods',
      async (name) => {
        const [verb, path, body] = requests[name]
        for (const key of ['', 'wrong'])
          expect(await call(verb, path, body, key)).toMatchObject({ status: 401, body: { code: 'UNAUTHENTICATED' } })
        if (/[0-9a-f-]{36}/.test(path)) {
          expect(await call(verb, path, body, 'other-key')).toMatchObject({ status: 404, body: { code: 'NOT_FOUND' } })
          const unknown = path.replace(/[0-9a-f-]{36}/, randomUUID())
          expect(await call(verb, unknown, body)).toMatchObject({ status: 404 })
          expect(await call(verb, path.replace(/[0-9a-f-]{36}/, 'no-id'), body)).toMatchObject({ status: 404 })
        }
        const wrongVerb = await call('OPTIONS', path)
        expect(wrongVerb).toMatchObject({ status: 405, body: { code: 'METHOD_NOT_ALLOWED' } })
      },
    )

    it.each(METHODS.filter((name) => MANAGER_OPERATIONS[name].routes[0].method !== 'GET'))(
      '%s refuses non-objects, oversized bodies and unknown fields',
      async (name) => {
        const [verb, path, body] = requests[name]
        for (const broken of ['{', '[]', '"text"', 'null'])
          expect(await call(verb, path, broken)).toMatchObject({ status: 400, body: { code: 'BAD_REQUEST' } })
        const huge = await call(verb, path, JSON.stringify({ comment: 'x'.repeat(1024 * 1024) }))
        expect(huge).toMatchObject({ status: 413, body: { code: 'BODY_TOO_LARGE' } })
        const unknown = await call(verb, path, { ...(body as object), brand: 'other' })
        expect(unknown).toMatchObject({ status: 422, body: { code: 'VALIDATION_FAILED', field: 'brand' } })
      },
    )

    it.each(METHODS)('%s refuses roles without permission', async (name) => {
      const [verb, path, body] = requests[name]
      const may = (MANAGER_OPERATIONS[name].roles as readonly string[]).includes('SESSION_DEALER')
      if (!may)
        expect(await call(verb, path, body, 'dealer-key')).toMatchObject({ status: 403, body: { code: 'FORBIDDEN' } })
    })

    it.each(METHODS)('%s answers as defined in the operations table', async (name) => {
      const [verb, path, body] = requests[name]
      const answer = await call(verb, path, body)
      expect(answer.status).toBe(200)
      const operation = MANAGER_OPERATIONS[name]
      if ('media' in operation) expect(answer.body).toBeInstanceOf(Uint8Array)
      else expect(operation.output.safeParse(answer.body).error).toBeUndefined()
    })

    it('answers everything else with an error body, without reporting a bug', async () => {
      for (const path of ['', '/', '/nothing', '/steps', '/profiles/', '/steps/require/x', '/../templates']) {
        const { status, body } = await call('GET', path)
        expect([404, 405], path).toContain(status)
        expect(errorBodySchema.safeParse(body).success).toBe(true)
      }
      expect(bugs).toEqual([])
    })
  })

  describe('lists', () => {
    it('return every row of the brand once, in order, page by page', async () => {
      const own = await openTestManager({ database: await freshDatabase() })
      for (let i = 0; i < 5; i += 1) await own.manager.customers.open(newCustomer(), 'basic')
      await own.manager.customers.open(newCustomer('other'), 'basic')
      const seen: string[] = []
      for (let cursor: string | null = ''; cursor !== null; ) {
        const { body } = await callHttp(own.manager, 'GET', `/profiles?limit=2${cursor && `&cursor=${cursor}`}`)
        seen.push(...body.items.map((item: { id: string }) => item.id))
        cursor = body.next_cursor
      }
      expect(seen).toHaveLength(5)
      expect(new Set(seen).size).toBe(5)
    })

    it.each([
      ['limit=0', 'limit'],
      ['limit=201', 'limit'],
      ['limit=x', 'limit'],
      ['cursor=%00', 'cursor'],
      ['status=x', 'status'],
      ['sort=name', 'sort'],
    ])('refuse ?%s', async (query, field) => {
      expect(await call('GET', `/profiles?${query}`)).toMatchObject({ status: 422, body: { field } })
    })

    it('take a status, level or risk level by its word or its number', async () => {
      const { customer, kyc, stepId } = await submitStandard(manager)
      const of = async (path: string) =>
        (await call('GET', `${path}&customer_id=${customer.customer_id}`)).body.items.length
      expect(await Promise.all([of('/documents?status=pending'), of('/documents?status=1')])).toEqual([2, 2])
      await approveAll(kyc)
      for (const [name, number] of [
        ['status=approved', `status=${PROFILE_STATUS.approved}`],
        ['level=standard', 'level=2'],
        ['risk_level=low', 'risk_level=1'],
      ] as const)
        expect(await Promise.all([of(`/profiles?${name}`), of(`/profiles?${number}`)]), name).toEqual([1, 1])
      expect(await of('/profiles?status=review_required')).toBe(0)
      const { body: byRpc } = await call('POST', '/rpc', {
        ...{ jsonrpc: '2.0', id: 1, method: 'MngGetKycDocuments' },
        params: { step_id: stepId('identity'), status: DOCUMENT_STATUS.approved },
      })
      expect(byRpc.result.items).toHaveLength(1)
      expect((await call('GET', '/templates?level=basic')).body).toEqual((await call('GET', '/templates?level=1')).body)
    })

    it.each([
      [
        '/profiles?status=waiting',
        'none (0), draft (1), pending (2), approved (3), rejected (4), expired (5), review_',
      ],
      ['/profiles?status=7', 'none (0), draft (1)'],
      ['/profiles?status=', 'none (0), draft (1)'],
      ['/profiles?level=gold', 'none (0), basic (1), standard (2), enhanced (3)'],
      ['/profiles?risk_level=constructor', 'unknown (0), low (1), medium (2), high (3), prohibited (4)'],
      ['/documents?status=waiting', 'uploaded (0), pending (1), approved (2), rejected (3), expired (4), deleted (5)'],
      ['/templates?level=gold', 'none (0), basic (1)'],
    ])('refuse %s with the words that there are', async (path, words) => {
      const { status, body } = await call('GET', path)
      expect([status, body.code]).toEqual([422, 'VALIDATION_FAILED'])
      expect(body.faults[0].message).toContain(words)
    })

    it.each([
      ['/profiles?customer_id=', 'customer_id', 'required'],
      ['/documents?customer_id=', 'customer_id', 'required'],
      ['/profiles?text=', 'text', 'required'],
      ['/templates?code=', 'code', 'required'],
      ['/audit?actor=', 'actor', 'required'],
      ['/audit?entity_id=', 'entity_id', 'required'],
      ['/profiles?status=&status=draft', 'status', 'repeated'],
      ['/profiles?customer_id=1&customer_id=2', 'customer_id', 'repeated'],
      ['/audit?limit=1&limit=1', 'limit', 'repeated'],
    ])('refuse %s, which can only be a mistake', async (path, field, code) => {
      const refused = await call('GET', path)
      expect(refused).toMatchObject({ status: 422, body: { code: 'VALIDATION_FAILED', field, faults: [{ code }] } })
    })

    it('filter', async () => {
      const { customer, kyc } = await submitStandard(manager)
      await approveAll(kyc)
      const of = (query: string) => call('GET', `/profiles?customer_id=${customer.customer_id}&${query}`)
      expect((await of(`status=${PROFILE_STATUS.approved}`)).body.items).toHaveLength(1)
      expect((await of(`status=${PROFILE_STATUS.rejected}`)).body.items).toHaveLength(0)
      expect((await of('level=2')).body.items).toHaveLength(1)
    })
  })

  it.each([undefined, null, '', '   '])(
    'a missing justification is one and the same error, given as %j',
    async (given) => {
      const { customer, stepId } = await submitStandard(manager)
      const { customer_id } = customer
      const { id } = (await call('GET', `/profiles?customer_id=${customer_id}`)).body.items[0]
      const lower = { customer_id, required_level: 1 }
      for (const [path, field, more] of [
        [`/steps/${stepId('identity')}/submit`, 'justification', {}],
        [`/steps/${stepId('identity')}/reopen`, 'justification', {}],
        [`/steps/${stepId('identity')}/waive`, 'justification', {}],
        ['/required-level', 'justification', lower],
        [`/profiles/${id}/risk-level`, 'comment', { risk_level: 1 }],
      ] as const) {
        const refused = await call('POST', path, { ...more, [field]: given })
        const faults = [{ path: field, code: 'required', message: expect.not.stringContaining('undefined') }]
        expect(refused, path).toMatchObject({ status: 422, body: { code: 'VALIDATION_FAILED', field, faults } })
      }
    },
  )

  describe('templates', () => {
    it('are refused with the path of each error', async () => {
      const field = { name: 'a', type: 'text' }
      const form = (...fields: object[]) => ({ sections: [{ title: 'T', fields }] })
      for (const [form_schema, path] of [
        [{ sections: {} }, 'form_schema.sections'],
        [form(field, field), 'form_schema.sections[0].fields[1].name'],
        [form({ ...field, type: 'slider' }), 'form_schema.sections[0].fields[0].type'],
        [form({ name: 'a', type: 'select', options: 'x' }), 'form_schema.sections[0].fields[0].options'],
        [form({ ...field, required_unless: 'b' }), 'form_schema.sections[0].fields[0].required_unless'],
      ] as const) {
        const answer = await call('POST', '/templates', template('refused', { form_schema }))
        expect(answer).toMatchObject({ status: 422, body: { code: 'FORM_SCHEMA_INVALID', field: path } })
      }
      expect((await call('GET', '/templates?code=refused')).body.items).toEqual([])
    })

    it('with malicious content change nothing and cost no more than their size', async () => {
      const deep = (levels: number) => `${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}`
      const sections = '[{"fields":[{"name":"a","type":"text"}]}]'
      const body = (code: string, form: string) =>
        `{"code":"${code}","title":"T","level":3,"required":false,"form_schema":${form}}`
      const refuse = async (form: string, i: number) => {
        const { status } = await call('POST', '/templates', body(`harm_${form.length}_${i}`, form))
        expect([200, 400, 422], form.slice(0, 60)).toContain(status)
      }
      await refuse(
        `{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}},"sections":${sections}}`,
        0,
      )
      await refuse(`{"sections":[{"__proto__":{"polluted":true},"fields":[{"name":"__proto__","type":"text"}]}]}`, 0)
      /** Microseconds of processor time. */
      const costOf = async (levels: number, times: number) => {
        const before = process.cpuUsage()
        for (let i = 0; i < times; i += 1) {
          await refuse(`{"sections":${sections},"extra":${deep(levels)}}`, i)
          await refuse(deep(levels), i)
          await refuse(`{"sections":${deep(levels)}}`, i)
          await refuse(`{"sections":[{"fields":[{"name":"a","type":"text","label":${deep(levels)}}]}]}`, i)
        }
        const { user, system } = process.cpuUsage(before)
        return user + system
      }
      await costOf(100, 1)
      const inParts = await costOf(1_000, 10)
      expect(await costOf(10_000, 1)).toBeLessThan(5 * inParts)
      expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false)
      const listed = await call('GET', '/templates?limit=200')
      expect(listed.status).toBe(200)
      expect(listed.body.items.some((item: { form_schema: object }) => 'polluted' in item.form_schema)).toBe(false)
      expect(bugs).toEqual([])
    })

    it('have unique codes', async () => {
      await call('POST', '/templates', template('twice', { required: false }))
      const again = await call('POST', '/templates', template('twice'))
      expect(again).toMatchObject({ status: 409, body: { code: 'CONFLICT', field: 'code' } })
    })

    it('leave existing steps alone when changed or deleted', async () => {
      const { body: added } = await call('POST', '/templates', template('kept', { required: false }))
      const { customer_id } = newCustomer()
      const require = () => call('POST', '/steps/require', { customer_id, template_id: added.id })
      const { body: step } = await require()
      expect(await require()).toMatchObject({ status: 409, body: { reason: 'attached' } })
      const form_schema = { sections: [{ title: 'T', fields: [{ name: 'b', type: 'number' }] }] }
      await call('PUT', `/templates/${added.id}`, { form_schema })
      await call('DELETE', `/templates/${added.id}`)
      const { body: still } = await call('GET', `/steps/${step.id}`)
      expect(still).toMatchObject({ template_version: 1, form_schema: step.form_schema })
      expect(await require()).toMatchObject({ status: 404 })
    })
  })

  describe('levels', () => {
    it('attach each required template once when raised, and skip what nobody needs when lowered', async () => {
      const { customer_id } = newCustomer()
      const set = (required_level: number, more: object = {}) =>
        call('POST', '/required-level', { customer_id, required_level, ...more })
      const inPlay = ({ steps }: { steps: { code: string; status: number }[] }) =>
        steps.filter(({ status }) => status !== STEP_STATUS.skipped).map(({ code }) => code)
      const { body: basic } = await set(1)
      const { body: enhanced } = await set(3)
      const { body: again } = await set(3)
      expect(enhanced.steps.length).toBeGreaterThan(basic.steps.length)
      const codes = inPlay(enhanced)
      expect(new Set(codes).size).toBe(codes.length)
      expect(inPlay(again)).toEqual(codes)
      expect(await set(1)).toMatchObject({ status: 422, body: { field: 'justification' } })
      expect(await set(1, { justification: 'Trades small amounts only' })).toMatchObject({ status: 200 })
      const { body: lowered } = await call('GET', `/profiles/${basic.id}`)
      expect(lowered).toMatchObject({ required_level: 1, steps: { length: codes.length } })
      expect(inPlay(lowered)).toEqual(inPlay(basic))
      const { body: raised } = await set(3)
      expect(inPlay(raised)).toEqual(codes)
      expect(raised.steps.map(({ id }: { id: string }) => id)).toEqual(
        enhanced.steps.map(({ id }: { id: string }) => id),
      )
      expect(await call('POST', '/required-level', { customer_id, required_level: 4 })).toMatchObject({ status: 422 })
    })

    it('accept cTrader’s numbers as customer ids', async () => {
      const { body } = await call('POST', '/required-level', { customer_id: 4711, required_level: 1 })
      expect(body.customer_id).toBe('4711')
    })
  })

  describe('decisions', () => {
    it('are possible once, and conflicts name the state', async () => {
      const { kyc } = await submitStandard(manager)
      const id = kyc.steps[0]?.id
      expect((await call('POST', `/steps/${id}/approve`, {})).body.status).toBe(STEP_STATUS.approved)
      for (const [verb, body] of [
        ['approve', {}],
        ['reject', { reason_code: 'other' }],
      ] as const) {
        const answer = await call('POST', `/steps/${id}/${verb}`, body)
        expect(answer).toMatchObject({ status: 409, body: { code: 'CONFLICT', reason: 'approved' } })
      }
    })

    it('on the same step at the same time: one succeeds', async () => {
      const { kyc } = await submitStandard(manager)
      const path = `/steps/${kyc.steps[0]?.id}/approve`
      const answers = await Promise.all(Array.from({ length: 8 }, () => call('POST', path, {})))
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409, 409, 409, 409, 409])
    })

    it('require a reason from the list', async () => {
      const { kyc } = await submitStandard(manager)
      const path = `/steps/${kyc.steps[0]?.id}/reject`
      expect(await call('POST', path, {})).toMatchObject({ status: 422, body: { field: 'reason_code' } })
      expect(await call('POST', path, { reason_code: 'because' })).toMatchObject({ status: 422 })
    })

    it('on a document reject its step, and the customer replaces only that document', async () => {
      const { customer, kyc, stepId } = await submitStandard(manager)
      await call('POST', `/steps/${stepId('personal')}/approve`, {})
      const { items } = (await call('GET', `/documents?step_id=${stepId('identity')}`)).body
      await call('POST', `/documents/${items[0].id}/reject`, { reason_code: 'unreadable' })
      expect((await call('GET', `/steps/${stepId('identity')}`)).body.status).toBe(STEP_STATUS.rejected)
      expect(await call('POST', `/steps/${stepId('identity')}/approve`, {})).toMatchObject({ status: 409 })

      await manager.customers.attachDocument(
        customer,
        {
          step_id: stepId('identity'),
          field: 'identity_document',
          file_id: await storePhoto(manager, customer),
          ...{ document_type: 'passport', side: 'front', country: 'FRA' },
        },
        randomUUID(),
      )
      const { body: step } = await call('GET', `/steps/${stepId('identity')}`)
      expect(step.status).toBe(STEP_STATUS.pending)
      expect(step.documents.map(({ status }: { status: number }) => status)).toEqual([
        DOCUMENT_STATUS.rejected,
        DOCUMENT_STATUS.pending,
      ])
      await approveAll({ steps: kyc.steps.filter(({ id }) => id !== stepId('personal')) })
      const { body } = await call('GET', `/profiles?customer_id=${customer.customer_id}`)
      expect(body.items[0]).toMatchObject({ status: PROFILE_STATUS.approved, level: 2 })
    })

    it('that are final end the step: it cannot be submitted again', async () => {
      const { customer, stepId } = await submitStandard(manager)
      await call('POST', `/steps/${stepId('personal')}/reject`, { reason_code: 'data_mismatch', reject_type: 'final' })
      const again = manager.customers.submitStep(customer, stepId('personal'), PERSONAL, randomUUID())
      const because = { reason: 'Details do not match', reasonCode: 'data_mismatch' }
      await expect(again).rejects.toMatchObject({ code: 'VERIFICATION_REJECTED', details: because })
    })
  })

  describe('documents from staff', () => {
    it('get their name, type, size and checksum from storage, never from the request', async () => {
      const customer = newCustomer()
      const request = {
        customer_id: customer.customer_id,
        file_id: await storePhoto(manager, customer),
        document_type: 'passport',
      }
      for (const field of ['file_name', 'content_type', 'file_size', 'checksum'])
        expect(await call('POST', '/documents', { ...request, [field]: 'x' })).toMatchObject({
          status: 422,
          body: { field },
        })
      const { status, body } = await call('POST', '/documents', request)
      expect(status).toBe(200)
      expect(body).toMatchObject({
        file_name: 'photo.jpg',
        content_type: 'image/jpeg',
        status: DOCUMENT_STATUS.pending,
      })
    })

    it('cannot use another customer’s file', async () => {
      const file_id = await storePhoto(manager, newCustomer())
      const request = { customer_id: newCustomer().customer_id, file_id, document_type: 'passport' }
      expect(await call('POST', '/documents', request)).toMatchObject({ status: 422, body: { field: 'file_id' } })
    })
  })

  describe('the audit', () => {
    it('has a row per change with its actor, and contains no answers', async () => {
      const { customer, kyc } = await submitStandard(manager)
      const step = kyc.steps[0]?.id
      await call('POST', `/steps/${step}/approve`, { comment: 'Compared with the register' })
      const { body } = await call('GET', `/audit?customer_id=${customer.customer_id}&limit=200`)
      const rows = body.items as { actor: string; action: string; entity: string; entity_id: string; comment: string }[]
      expect(rows.find((row) => row.action === 'MngApproveKycStep' && row.entity_id === step)).toMatchObject({
        ...{ actor: 'Jo', role: 'SESSION_MANAGER', comment: 'Compared with the register' },
        ...{ before: { status: STEP_STATUS.pending }, after: { status: STEP_STATUS.approved } },
      })
      expect(rows.filter((row) => row.action === 'SubmitStep' && row.entity === 'step')).toHaveLength(3)
      expect(rows.filter((row) => row.entity === 'file')).toHaveLength(2)
      for (const answer of ['Ada', 'X123', '75001', '1990-01-31']) expect(JSON.stringify(body)).not.toContain(answer)
    })

    it('gets no row for refused requests', async () => {
      const rows = async () => (await call('GET', '/audit?limit=200&entity=template')).body.items.length
      const before = await rows()
      await call('POST', '/templates', template('personal'))
      await call('POST', '/templates', { code: 'Bad code' })
      expect(await rows()).toBe(before)
    })
  })
})
