import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { customerKycSchema } from '@/lib/contract/customer'
import type { Email } from '@/lib/contract/email'
import { PROFILE_STATUS, STEP_STATUS } from '@/lib/contract/statuses'
import { callHttp, DATABASES, newCustomer, openTestManager, storePhoto, submitStandard } from '@/lib/testing/manager'
import type { Delivery } from './context'

const TEXT = 'Who sent you 5,000 on 12 November?\nOne sentence is enough.'
const QUESTION = { text: TEXT, language: 'en' }
const WHY = 'They told us on the telephone.'

describe.each(Object.entries(DATABASES))('a question to a customer, on %s', (_, freshDatabase) => {
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
    const { customer, kyc } = await submitStandard(manager)
    const { customer_id } = customer
    const approveAll = async () => {
      for (const { id } of kyc.steps) await call('POST', `/steps/${id}/approve`, {})
    }
    const ask = (more: object = {}, key?: string) =>
      call('POST', '/questions', { customer_id, question: QUESTION, answer: 'words', ...more }, key)
    const read = () => manager.customers.read(customer)
    const seen = async (code = 'question-1') => (await read()).steps.find((step) => step.code === code)
    const answer = async (answers: Record<string, string>, code?: string) =>
      manager.customers.submitStep(customer, (await seen(code))?.id ?? '', answers, randomUUID())
    const profile = async () => (await call('GET', `/profiles?customer_id=${customer_id}`)).body.items[0]
    /** Stores a photo and puts it to the question. */
    const attach = async () => {
      const step_id = (await seen())?.id ?? ''
      const file_id = await storePhoto(manager, customer)
      const document = { field: 'answer_document', document_type: 'other', side: 'front', country: null } as const
      await manager.customers.attachDocument(customer, { ...document, step_id, file_id }, randomUUID())
      return file_id
    }
    return { manager, db, call, emails, webhooks, customer, approveAll, ask, read, seen, answer, profile, attach }
  }

  it('is a step of its own, which the customer reads as it was written and answers in words', async () => {
    const { call, ask, read, seen, answer, profile } = await open()
    const { status, body } = await ask()
    expect(status).toBe(200)
    expect(body).toMatchObject({
      ...{ template_id: null, code: 'question-1', question: QUESTION, status: STEP_STATUS.required, level: 2 },
      ...{ required: true, answers: null, message: null },
    })
    expect(customerKycSchema.parse(await read()).steps.at(-1)).toMatchObject({
      ...{ code: 'question-1', question: QUESTION, status: 'required' },
    })
    expect((await read()).timeline.at(-1)).toMatchObject({ event: 'step_required', step_code: 'question-1' })
    await expect(answer({})).rejects.toMatchObject({
      details: { faults: [{ path: 'answers.answer', code: 'required' }] },
    })
    await answer({ answer: 'My sister did.\nShe sold her car.' })
    expect(await seen()).toMatchObject({ status: 'pending', correctable: true })
    expect((await call('GET', `/steps/${body.id}`)).body).toMatchObject({
      ...{ answers: { answer: 'My sister did.\nShe sold her car.' }, submission: 1, question: QUESTION },
    })
    expect((await call('POST', `/steps/${body.id}/approve`, { submission: 1 })).body.status).toBe(STEP_STATUS.approved)
    expect((await profile()).status).toBe(PROFILE_STATUS.pending)
  })

  it('is answered with a file, which staff can read', async () => {
    const { call, ask, seen, answer, attach } = await open()
    const { body } = await ask({ answer: 'file' })
    await expect(answer({})).rejects.toMatchObject({ code: 'VALIDATION_FAILED' })
    const file_id = await attach()
    await answer({ answer_document: file_id })
    expect(await seen()).toMatchObject({ status: 'pending', documents: [{ file_id, document_type: 'other' }] })
    expect((await call('GET', `/steps/${body.id}`)).body.documents).toMatchObject([{ file_id }])
    expect(await call('GET', `/files/${file_id}`)).toMatchObject({ status: 200 })
  })

  it('is answered in words, with a file or with both, but not with nothing', async () => {
    const { ask, seen, answer, attach } = await open()
    await ask({ answer: 'either' })
    await expect(answer({ answer: ' \u200B ' })).rejects.toMatchObject({
      details: { faults: [{ path: 'answers.answer', code: 'required' }] },
    })
    await answer({ answer: 'My sister.' })
    const answer_document = await attach()
    await answer({ answer_document })
    expect(await seen()).toMatchObject({ answers: { answer_document } })
    await answer({ answer: 'My sister.', answer_document })
    expect(await seen()).toMatchObject({ answers: { answer: 'My sister.', answer_document } })
  })

  it('is the customer’s again when they remove the only document that answered it', async () => {
    const { manager, ask, seen, answer, attach, customer } = await open()
    await ask({ answer: 'either' })
    await answer({ answer_document: await attach() })
    const removeDocument = async () =>
      manager.customers.removeDocument(customer, (await seen())?.documents[0]?.id ?? '')
    await removeDocument()
    expect(await seen()).toMatchObject({ status: 'required', documents: [] })
    await answer({ answer: 'My sister.', answer_document: await attach() })
    await removeDocument()
    expect(await seen()).toMatchObject({ status: 'pending', answers: { answer: 'My sister.' }, submission: 3 })
  })

  it('takes nothing from a customer who was approved, and is settled by an approval', async () => {
    const { call, approveAll, ask, answer, profile } = await open()
    await approveAll()
    const { body } = await ask()
    expect(await profile()).toMatchObject({ status: PROFILE_STATUS.draft, level: 2 })
    await answer({ answer: 'My sister.' })
    expect(await profile()).toMatchObject({ status: PROFILE_STATUS.pending, level: 2 })
    await call('POST', `/steps/${body.id}/approve`, {})
    expect(await profile()).toMatchObject({ status: PROFILE_STATUS.approved, level: 2 })
  })

  it('can be sent back with a message, waived and reopened like any step', async () => {
    const { call, approveAll, ask, seen, answer, profile } = await open()
    await approveAll()
    const { id } = (await ask()).body
    await answer({ answer: 'A friend.' })
    const message = { text: 'Which friend?', language: 'en' }
    await call('POST', `/steps/${id}/reject`, { reason_code: 'answers_incomplete', message })
    expect(await seen()).toMatchObject({ status: 'rejected', question: QUESTION, rejection: { message } })
    expect((await call('POST', `/steps/${id}/waive`, { justification: WHY })).body.status).toBe(STEP_STATUS.skipped)
    expect(await profile()).toMatchObject({ status: PROFILE_STATUS.approved, level: 2 })
    await call('POST', `/steps/${id}/reopen`, { justification: WHY })
    expect(await seen()).toMatchObject({ status: 'required', question: QUESTION, answers: { answer: 'A friend.' } })
  })

  it('stays when the required level is lowered', async () => {
    const { call, approveAll, ask, seen, customer, profile } = await open()
    await approveAll()
    await ask()
    const { customer_id } = customer
    await call('POST', '/required-level', { customer_id, required_level: 1, justification: WHY })
    expect(await seen()).toMatchObject({ status: 'required' })
    expect((await profile()).status).toBe(PROFILE_STATUS.draft)
  })

  it('is counted, and not put twice while it is not settled', async () => {
    const { call, ask, seen } = await open()
    const { id } = (await ask()).body
    expect(await ask()).toMatchObject({ status: 409, body: { code: 'CONFLICT', reason: 'asked' } })
    expect((await ask({ question: { text: 'And why?', language: 'en' } })).body.code).toBe('question-2')
    await call('POST', `/steps/${id}/waive`, { justification: WHY })
    expect((await ask()).body.code).toBe('question-3')
    expect(await seen('question-3')).toMatchObject({ status: 'required' })
  })

  it('gets one code each, asked at the same time', async () => {
    const { ask } = await open()
    const asked = await Promise.all(['a', 'b', 'c', 'd'].map((text) => ask({ question: { text, language: 'en' } })))
    expect(asked.map(({ body }) => body.code).sort()).toEqual([1, 2, 3, 4].map((number) => `question-${number}`))
  })

  it('is in the email, and nowhere else in words: not in the database, the audit, nor a webhook', async () => {
    const { manager, db, call, emails, webhooks, ask, customer } = await open()
    await ask({ comment: 'Compare with the statement' })
    await manager.deliverDue()
    expect(emails).toMatchObject([{ letter: 'question', to: customer.email, values: { message: QUESTION } }])
    const rows = await Promise.all(
      (['steps', 'audit', 'jobs'] as const).map((table) => db.selectFrom(table).selectAll().execute()),
    )
    expect(JSON.stringify([webhooks, rows])).not.toContain('12 November')
    expect(webhooks.some(({ body }) => JSON.parse(body).data.code === 'question-1')).toBe(true)
    expect((await call('GET', '/audit?event=step.asked')).body.items).toMatchObject([
      {
        ...{ actor: 'Jo', action: 'MngAskKycCustomer', comment: 'Compare with the statement' },
        after: { code: 'question-1', status: STEP_STATUS.required, mail: true },
      },
    ])
    await ask({ mail: false, question: { text: 'And why?', language: 'en' } })
    await manager.deliverDue()
    expect(emails).toHaveLength(1)
  })

  it('is in what a link says is missing', async () => {
    const { call, ask, customer } = await open()
    await ask()
    const { missing } = (await call('POST', '/links', { customer_id: customer.customer_id })).body
    expect(missing).toMatchObject([{ code: 'question-1', question: QUESTION, message: null, documents: [] }])
  })

  it('is refused, and nothing is asked, where nobody could answer it', async () => {
    const { call, approveAll, ask, read, profile } = await open()
    await approveAll()
    for (const [more, field] of [
      [{ question: { text: ' \n\u200B ', language: 'en' } }, 'question.text'],
      [{ question: { text: 'x'.repeat(1_001), language: 'en' } }, 'question.text'],
      [{ question: { text: 'turns what follows: \u202E', language: 'en' } }, 'question.text'],
      [{ question: { text: 'nuqneH', language: 'tlh' } }, 'question.language'],
      [{ question: 'Who?' }, 'question'],
      [{ answer: 'video' }, 'answer'],
    ] as const)
      expect(await ask(more), field).toMatchObject({ status: 422, body: { code: 'VALIDATION_FAILED', field } })
    expect(await ask({ customer_id: newCustomer().customer_id })).toMatchObject({ status: 404 })
    expect(await ask({}, 'other-key')).toMatchObject({ status: 404, body: { code: 'NOT_FOUND' } })
    expect(await ask({}, 'dealer-key')).toMatchObject({ status: 403 })
    const prohibited = { risk_level: 'prohibited', comment: 'On a list' }
    await call('POST', `/profiles/${(await profile()).id}/risk-level`, prohibited)
    expect(await ask()).toMatchObject({ status: 409, body: { code: 'CONFLICT', reason: 'prohibited' } })
    expect((await read()).steps).toHaveLength(3)
  })

  it('can be asked by its dotted name', async () => {
    const { call, customer } = await open()
    const params = { customer_id: Number('4711'), question: QUESTION }
    const request = { jsonrpc: '2.0', id: 1, method: 'kyc.ask_customer' }
    const { body } = await call('POST', '/rpc', {
      ...request,
      params: { ...params, customer_id: customer.customer_id },
    })
    expect(body.result).toMatchObject({ code: 'question-1', question: QUESTION })
    expect((await call('POST', '/rpc', { ...request, params })).body.error).toMatchObject({
      data: { code: 'NOT_FOUND' },
    })
  })
})
