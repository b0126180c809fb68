import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import type { Email } from '@/lib/contract/email'
import { callHttp, DATABASES, openTestManager, PERSONAL, storePhoto, submitStandard } from '@/lib/testing/manager'
import type { Delivery } from './context'

const TEXT = 'Please send page 2 as well.\nThe bank’s name is on it.'
const MESSAGE = { text: TEXT, language: 'en' }

describe.each(Object.entries(DATABASES))('a reviewer’s message to the person, on %s', (_, freshDatabase) => {
  async function open() {
    const emails: Email[] = []
    const webhooks: Delivery[] = []
    const { manager, db } = await openTestManager({
      database: await freshDatabase(),
      receivers: {
        email: async (email) => void emails.push(email),
        webhook: async (delivery) => void webhooks.push(delivery),
      },
    })
    const call = (method: string, path: string, body?: unknown, key?: string) =>
      callHttp(manager, method, path, body, key)
    const submitted = await submitStandard(manager)
    const stepOf = async (code: string) =>
      (await manager.customers.read(submitted.customer)).steps.find((step) => step.code === code)
    return { manager, db, call, emails, webhooks, stepOf, ...submitted }
  }

  it('is read by the person and by staff, beside the reason and apart from the comment', async () => {
    const { call, stepOf, stepId } = await open()
    const id = stepId('personal')
    const { status, body } = await call('POST', `/steps/${id}/reject`, {
      ...{ reason_code: 'other', comment: 'For staff', message: { ...MESSAGE, text: `  ${TEXT}\n` } },
    })
    expect([status, body.message]).toEqual([200, MESSAGE])
    expect((await call('GET', `/steps/${id}`)).body.message).toEqual(MESSAGE)
    const seen = await stepOf('personal')
    expect(seen?.rejection).toEqual({ reason_code: 'other', reject_type: 'retry', message: MESSAGE })
    expect(JSON.stringify(seen)).not.toContain('For staff')
  })

  it('with a document is on the document and on its step, until there is another', async () => {
    const { manager, call, stepOf, stepId, customer } = await open()
    const [bill] = (await call('GET', `/documents?step_id=${stepId('address')}`)).body.items
    const { body } = await call('POST', `/documents/${bill.id}/reject`, {
      ...{ reason_code: 'incomplete_document', message: MESSAGE },
    })
    expect(body.message).toEqual(MESSAGE)
    const rejection = { reason_code: 'incomplete_document', reject_type: 'retry', message: MESSAGE }
    expect(await stepOf('address')).toMatchObject({ rejection, documents: [{ rejection }] })

    const file_id = await storePhoto(manager, customer)
    const request = { step_id: stepId('address'), field: 'proof_of_address', file_id, side: 'front' } as const
    const another = { ...request, document_type: 'utility_bill', country: 'FRA' } as const
    await manager.customers.attachDocument(customer, another, randomUUID())
    expect(await stepOf('address')).toMatchObject({ rejection: null, documents: [{ rejection: null }] })
    expect((await call('GET', `/steps/${stepId('address')}`)).body.message).toBeNull()
  })

  it('is gone when the step is submitted again, and does not come back with the next rejection', async () => {
    const { manager, call, stepOf, stepId, customer } = await open()
    const path = `/steps/${stepId('personal')}`
    await call('POST', `${path}/reject`, { reason_code: 'other', message: MESSAGE })
    await manager.customers.submitStep(customer, stepId('personal'), PERSONAL, randomUUID())
    expect((await call('GET', path)).body.message).toBeNull()
    await call('POST', `${path}/reject`, { reason_code: 'data_mismatch' })
    expect((await stepOf('personal'))?.rejection).toEqual({ reason_code: 'data_mismatch', reject_type: 'retry' })
  })

  it('is in the email, and nowhere else in words: not in the database, the audit, nor a webhook', async () => {
    const { manager, db, call, emails, webhooks, stepId } = await open()
    await call('POST', `/steps/${stepId('personal')}/reject`, { reason_code: 'other', message: MESSAGE })
    await manager.deliverDue()
    expect(emails).toMatchObject([{ letter: 'attention', values: { message: MESSAGE } }])
    expect(webhooks.length).toBeGreaterThan(0)
    const rows = await Promise.all(
      (['steps', 'documents', 'audit', 'jobs'] as const).map((table) => db.selectFrom(table).selectAll().execute()),
    )
    expect(JSON.stringify([webhooks, rows])).not.toContain('page 2')
    const { items } = (await call('GET', `/audit?event=step.rejected`)).body
    expect(items).toMatchObject([{ after: { reason_code: 'other', message: true } }])
  })

  it('is emailed also when the person has been sent back already', async () => {
    const { manager, call, emails, stepId } = await open()
    const reject = async (path: string, more: object = {}) => {
      expect((await call('POST', `${path}/reject`, { reason_code: 'other', ...more })).status).toBe(200)
      await manager.deliverDue()
      return emails.splice(0)
    }
    const written = (text: string) => ({ message: { text, language: 'en' as const } })
    const told = (letter: string, text: string) => [expect.objectContaining({ letter, values: written(text) })]
    const [passport] = (await call('GET', `/documents?step_id=${stepId('identity')}`)).body.items
    expect(await reject(`/steps/${stepId('personal')}`, written('First'))).toEqual(told('attention', 'First'))
    expect(await reject(`/documents/${passport.id}`, written('Second'))).toEqual(told('attention', 'Second'))
    const final = { reject_type: 'final', ...written('Third') }
    expect(await reject(`/steps/${stepId('address')}`, final)).toEqual(told('rejected', 'Third'))
  })

  it('is emailed with a second document of a step that was sent back, and says nothing without words', async () => {
    const { manager, call, emails, stepId, customer } = await open()
    const file_id = await storePhoto(manager, customer)
    const added = { customer_id: customer.customer_id, file_id, document_type: 'bank_statement' }
    const { id } = (await call('POST', '/documents', added)).body
    await call('POST', `/steps/${stepId('personal')}/reject`, { reason_code: 'other' })
    await call('POST', `/documents/${id}/reject`, { reason_code: 'other', message: MESSAGE })
    await call('POST', `/steps/${stepId('identity')}/reject`, { reason_code: 'other' })
    await manager.deliverDue()
    expect(emails.map(({ values }) => values)).toEqual([{}, { message: MESSAGE }])
  })

  it('of a rejection for good is in the email that says so', async () => {
    const { manager, call, emails, stepOf, stepId } = await open()
    const final = { reason_code: 'other', reject_type: 'final', message: { text: 'عذرًا', language: 'ar' } }
    await call('POST', `/steps/${stepId('personal')}/reject`, final)
    await manager.deliverDue()
    expect(emails).toMatchObject([{ letter: 'rejected', values: { message: final.message } }])
    expect((await stepOf('personal'))?.rejection).toEqual(final)
  })

  it('is refused, and nothing is decided, when the person could not read it as it is', async () => {
    const { call, stepOf, stepId } = await open()
    for (const message of [
      { text: ' \n\u200B ', language: 'en' },
      { text: 'x'.repeat(1_001), language: 'en' },
      { text: 'rings a bell: \u0007', language: 'en' },
      { text: 'turns what follows: \u202E', language: 'en' },
      { text: 'nuqneH', language: 'tlh' },
      { text: 'in which language?' },
      { text: 'Hello', language: 'en', html: '<b>Hello</b>' },
    ]) {
      const refused = await call('POST', `/steps/${stepId('personal')}/reject`, { reason_code: 'other', message })
      expect(refused, JSON.stringify(message)).toMatchObject({ status: 422, body: { code: 'VALIDATION_FAILED' } })
    }
    expect((await stepOf('personal'))?.status).toBe('pending')
  })
})
