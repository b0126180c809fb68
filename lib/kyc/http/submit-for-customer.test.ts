import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, it } from 'vitest'
import type { AuditRow } from '@/lib/contract/audit'
import { DOCUMENT_STATUS, STEP_STATUS } from '@/lib/contract/statuses'
import {
  callHttp,
  DATABASES,
  goodPhoto,
  incoming,
  newCustomer,
  openTestManager,
  PERSONAL,
  submitStandard,
} from '@/lib/testing/manager'
import type { Manager } from '..'

const JUSTIFICATION = 'The customer read the answers to us on the telephone.'
const CARD = { document_number: 'X123', expiry_date: '2090-01-01' }

describe.each(Object.entries(DATABASES))('staff who collect for a customer, on %s', (_, freshDatabase) => {
  let manager: Manager
  let bugs: unknown[]
  beforeAll(async () => {
    ;({ manager, bugs } = await openTestManager({ database: await freshDatabase() }))
  })

  const call = (method: string, path: string, body?: unknown, key?: string) =>
    callHttp(manager, method, path, body, key)

  async function openStandard() {
    const customer = newCustomer()
    const { steps } = await manager.customers.open(customer, 'standard')
    const stepId = (code: string) => steps.find((step) => step.code === code)?.id ?? ''
    const submit = (code: string, body: object, key?: string) =>
      call('POST', `/steps/${stepId(code)}/submit`, body, key)
    const seen = async (code: string) => {
      const { steps: now } = await manager.customers.read(customer)
      return now.find((step) => step.code === code)
    }
    return { customer, stepId, submit, seen }
  }

  async function add(customer_id: string, step_id: string, more: object = {}) {
    const stored = await manager.files.store(incoming('by post.jpg', await goodPhoto()), {
      ...{ brand: 'acme', customer_id: null, uploaded_by: 'Jo' },
    })
    const document = { customer_id, file_id: stored.file_id, document_type: 'passport', step_id, ...more }
    return call('POST', '/documents', document)
  }

  it('add the document, submit the step, and the customer sees that they did', async () => {
    const { customer, stepId, submit, seen } = await openStandard()
    const { body: document } = await add(customer.customer_id, stepId('identity'))
    expect(document).toMatchObject({ field: 'identity_document', status: DOCUMENT_STATUS.pending })

    const { status, body } = await submit('identity', { answers: CARD, justification: JUSTIFICATION })
    expect(status, JSON.stringify(body)).toBe(200)
    expect(body).toMatchObject({
      ...{ status: STEP_STATUS.pending, submitted_by: 'Jo', submission: 1 },
      answers: { ...CARD, identity_document: document.file_id },
    })

    expect(await seen('identity')).toMatchObject({ status: 'pending', submitted_by: 'staff', answers: CARD })
    const { timeline } = await manager.customers.read(customer)
    expect(timeline.filter(({ step_code }) => step_code === 'identity').map(({ event }) => event)).toEqual([
      'step_submitted_by_staff',
    ])
    const { items } = (await call('GET', `/audit?customer_id=${customer.customer_id}&event=step.submitted`)).body
    expect(items).toMatchObject([
      { actor: 'Jo', role: 'SESSION_MANAGER', action: 'MngSubmitKycStep', comment: JUSTIFICATION },
    ] satisfies Partial<AuditRow>[])
    expect(JSON.stringify(items)).not.toContain('X123')

    const approved = await call('POST', `/steps/${stepId('identity')}/approve`, {}, 'second-key')
    expect(approved.body).toMatchObject({ status: STEP_STATUS.approved, submitted_by: 'Jo', approved_by: 'Kim' })
  })

  it('complete what the customer has typed or sent before', async () => {
    const { customer, stepId, submit, seen } = await openStandard()
    await manager.customers.saveDraft(customer, stepId('personal'), { first_name: 'Ada', last_name: 'Exampel' })
    const rest = { last_name: 'Example', date_of_birth: '1990-01-31', nationality: 'FRA' }
    const { body } = await submit('personal', { answers: rest, justification: JUSTIFICATION })
    expect(body).toMatchObject({ answers: PERSONAL })
    expect(await seen('personal')).toMatchObject({ draft: null, answers: PERSONAL })

    await call('POST', `/steps/${stepId('personal')}/reject`, { reason_code: 'data_mismatch' })
    const corrected = await submit('personal', { answers: { first_name: 'Adele' }, justification: JUSTIFICATION })
    expect(corrected.body).toMatchObject({ answers: { ...PERSONAL, first_name: 'Adele' }, reason_code: null })
    expect((await call('GET', '/profiles?name=Adele')).body.items).toHaveLength(1)
  })

  it('get the same refusals as the customer, with the path of each error', async () => {
    const { submit } = await openStandard()
    const refused = await submit('identity', { answers: { expiry_date: 'soon' }, justification: JUSTIFICATION })
    expect(refused.status).toBe(422)
    const paths = refused.body.faults.map(({ path }: { path: string }) => path)
    expect(paths).toEqual(expect.arrayContaining(['answers.identity_document', 'answers.expiry_date']))
    const foreign = { ...CARD, identity_document: randomUUID() }
    expect(await submit('identity', { answers: foreign, justification: JUSTIFICATION })).toMatchObject({
      ...{ status: 422, body: { field: 'answers.identity_document' } },
    })
  })

  it('have to say why, and may not where the role or the brand forbids it', async () => {
    const { submit } = await openStandard()
    for (const justification of [undefined, '', 'Phone'])
      expect(await submit('personal', { answers: PERSONAL, justification })).toMatchObject({
        ...{ status: 422, body: { field: 'justification' } },
      })
    const good = { answers: PERSONAL, justification: JUSTIFICATION }
    expect(await submit('personal', good, 'dealer-key')).toMatchObject({ status: 403 })
    expect(await submit('personal', good, 'other-key')).toMatchObject({ status: 404 })
  })

  it('cannot submit what is approved or refused for good, nor over a submission that they have not seen', async () => {
    const { stepId } = await submitStandard(manager)
    const submit = (code: string, more: object = {}) =>
      call('POST', `/steps/${stepId(code)}/submit`, { justification: JUSTIFICATION, ...more })
    expect(await submit('personal', { submission: 0 })).toMatchObject({
      ...{ status: 409, body: { reason: 'newer_submission' } },
    })
    await call('POST', `/steps/${stepId('personal')}/approve`, {})
    expect(await submit('personal')).toMatchObject({ status: 409, body: { reason: 'approved' } })
    await call('POST', `/steps/${stepId('identity')}/reject`, { reason_code: 'other', reject_type: 'final' })
    expect(await submit('identity')).toMatchObject({ status: 409, body: { code: 'VERIFICATION_REJECTED' } })
  })

  it('leave the step to the customer, who may send it again as their own', async () => {
    const { customer, stepId, submit, seen } = await openStandard()
    await submit('personal', { answers: PERSONAL, justification: JUSTIFICATION })
    await call('POST', `/steps/${stepId('personal')}/reject`, { reason_code: 'data_mismatch' })
    await manager.customers.submitStep(customer, stepId('personal'), PERSONAL, randomUUID())
    expect(await seen('personal')).toMatchObject({ submitted_by: 'customer' })
    expect((await call('GET', `/steps/${stepId('personal')}`)).body.submitted_by).toBeNull()
  })

  describe('a document of theirs', () => {
    it('takes the place of the one that was sent back', async () => {
      const { customer, stepId } = await submitStandard(manager)
      const documents = async () => (await call('GET', `/documents?step_id=${stepId('identity')}`)).body.items
      await call('POST', `/documents/${(await documents())[0].id}/reject`, { reason_code: 'unreadable' })
      await add(customer.customer_id, stepId('identity'))
      const submitted = await call('POST', `/steps/${stepId('identity')}/submit`, { justification: JUSTIFICATION })
      expect(submitted.body.answers.identity_document).toBe((await documents())[1].file_id)
      expect((await call('POST', `/steps/${stepId('identity')}/approve`, {})).status).toBe(200)
    })

    it('fills the field that takes its type, or the one that is named', async () => {
      const { customer, stepId } = await openStandard()
      const { customer_id } = customer
      const address = stepId('address')
      expect((await add(customer_id, address, { document_type: 'utility_bill' })).body.field).toBe('proof_of_address')
      expect((await add(customer_id, address, { document_type: 'passport' })).body.field).toBeNull()
      const named = { document_type: 'other', field: 'proof_of_address' }
      expect((await add(customer_id, address, named)).body.field).toBe('proof_of_address')
      for (const field of ['street', 'nothing', '__proto__'])
        expect(await add(customer_id, address, { field })).toMatchObject({ status: 422, body: { field: 'field' } })
    })
  })

  it('meet no bug', () => {
    expect(bugs).toEqual([])
  })
})
