import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import type { Identity } from '@/lib/contract/customer'
import { MAX_DOCUMENTS_PER_FIELD } from '@/lib/contract/limits'
import { DOCUMENT_STATUS, STEP_STATUS } from '@/lib/contract/statuses'
import {
  callHttp,
  DATABASES,
  goodPhoto,
  incoming,
  openTestManager,
  PERSONAL,
  storePhoto,
  submitStandard,
} from '@/lib/testing/manager'

/** Nobody decides what they have not seen, and customers correct what nobody has decided. */
describe.each(Object.entries(DATABASES))('submissions, on %s', (_, freshDatabase) => {
  async function open() {
    const { manager, db } = await openTestManager({ database: await freshDatabase() })
    const { customer, stepId } = await submitStandard(manager)
    const call = (method: string, path: string, body?: unknown, key?: string) =>
      callHttp(manager, method, path, body, key)
    const seen = async (code: string) => (await call('GET', `/steps/${stepId(code)}`)).body
    const replacePassport = async (owner: Identity = customer) => {
      const file_id = await storePhoto(manager, owner)
      const passport = { field: 'identity_document', document_type: 'passport', side: 'front', country: 'FRA' } as const
      const request = { step_id: stepId('identity'), file_id, ...passport }
      return manager.customers.attachDocument(owner, request, randomUUID())
    }
    return { manager, db, customer, stepId, call, seen, replacePassport }
  }

  it('take so many documents in one field, with those that were replaced, and no more', async () => {
    const { db, stepId, replacePassport } = await open()
    const step_id = stepId('identity')
    const [before, ...more] = await db.selectFrom('documents').selectAll().where('step_id', '=', step_id).execute()
    if (!before) throw new Error('The step has no document')
    const others = Array.from({ length: MAX_DOCUMENTS_PER_FIELD - more.length - 2 }, () => ({
      ...{ ...before, id: randomUUID(), replaced_by: before.id },
    }))
    await db.insertInto('documents').values(others).execute()
    await replacePassport()
    await expect(replacePassport()).rejects.toMatchObject({ code: 'DOCUMENTS_TOO_MANY' })
  })

  it('are numbered, on the step and in webhooks, from 0 for a step that was never sent', async () => {
    const webhooks: { type: string; data: { code?: string; submission?: number } }[] = []
    const { manager } = await openTestManager({
      database: await freshDatabase(),
      receivers: { webhook: async ({ body }) => void webhooks.push(JSON.parse(body)) },
    })
    const { stepId } = await submitStandard(manager)
    expect((await callHttp(manager, 'GET', `/steps/${stepId('personal')}`)).body.submission).toBe(1)
    await manager.deliverDue()
    const of = (code: string) => webhooks.filter(({ type, data }) => type === 'step.updated' && data.code === code)
    expect(of('personal').map(({ data }) => data.submission)).toEqual([0, 1])
  })

  it('rise when a step is sent again by itself, once its document is replaced', async () => {
    const { call, seen, replacePassport } = await open()
    const [document] = (await seen('identity')).documents
    await call('POST', `/documents/${document.id}/reject`, { reason_code: 'unreadable', submission: 1 })
    await replacePassport()
    expect(await seen('identity')).toMatchObject({ status: STEP_STATUS.pending, submission: 2 })
  })

  it('that are older than the one in review cannot be decided', async () => {
    const { call, seen, replacePassport } = await open()
    const { id, documents } = await seen('identity')
    await call('POST', `/documents/${documents[0].id}/reject`, { reason_code: 'unreadable' })
    await replacePassport()
    const now = await seen('identity')
    const replacement = now.documents.find(({ status }: { status: number }) => status === DOCUMENT_STATUS.pending)
    for (const [path, body] of [
      [`/steps/${id}/approve`, {}],
      [`/steps/${id}/reject`, { reason_code: 'data_mismatch', reject_type: 'final' }],
      [`/documents/${replacement.id}/approve`, {}],
      [`/documents/${replacement.id}/reject`, { reason_code: 'unreadable' }],
    ] as const) {
      const refused = { status: 409, body: { code: 'CONFLICT', reason: 'newer_submission' } }
      expect(await call('POST', path, { ...body, submission: 1 }), path).toMatchObject(refused)
    }
    expect(await seen('identity')).toEqual(now)
    expect(await call('POST', `/documents/${replacement.id}/approve`, { submission: 2 })).toMatchObject({ status: 200 })
    expect((await call('POST', `/steps/${id}/approve`, { submission: 2 })).body.status).toBe(STEP_STATUS.approved)
  })

  it('that do not exist yet cannot be decided either, and a decision that names none applies to the last', async () => {
    const { call, stepId } = await open()
    const approve = (body: object) => call('POST', `/steps/${stepId('personal')}/approve`, body)
    expect(await approve({ submission: 2 })).toMatchObject({ status: 422, body: { field: 'submission' } })
    expect((await approve({})).body.status).toBe(STEP_STATUS.approved)
  })

  it('are named in the audit, by who made and who decided them', async () => {
    const { call, stepId } = await open()
    await call('POST', `/steps/${stepId('personal')}/approve`, { submission: 1 })
    const { items } = (await call('GET', `/audit?entity_id=${stepId('personal')}`)).body
    expect(items.slice(-2)).toMatchObject([
      { actor: 'customer', event: 'step.submitted', after: { submission: 1 } },
      { actor: 'Jo', event: 'step.approved', after: { submission: 1 } },
    ])
  })

  it('that send back as it was what was not accepted say so to the reviewer, and those that change something do not', async () => {
    const { manager, customer, stepId, call } = await open()
    const id = stepId('personal')
    const sendAgain = async (answers: typeof PERSONAL) => {
      await call('POST', `/steps/${id}/reject`, { reason_code: 'data_mismatch', reject_type: 'retry' })
      await manager.customers.submitStep(customer, id, answers, randomUUID())
      return (await call('GET', `/audit?entity_id=${id}`)).body.items.at(-1)
    }
    expect(await sendAgain(PERSONAL)).toMatchObject({
      event: 'step.submitted',
      after: { submission: 2, unchanged: true },
    })
    const changed = await sendAgain({ ...PERSONAL, last_name: 'Lovelace' })
    expect(changed).toMatchObject({ event: 'step.submitted', after: { submission: 3, changed: ['answers'] } })
    expect(changed.after).not.toHaveProperty('unchanged')
  })

  describe('in review can be corrected by their customer', () => {
    const LOVELACE = { ...PERSONAL, last_name: 'Lovelace' }

    it('who sends new answers: they are what the reviewer sees, and the first approval is gone', async () => {
      const { manager, customer, stepId, call, seen } = await open()
      const { items } = (await call('GET', `/profiles?customer_id=${customer.customer_id}`)).body
      await call('POST', `/profiles/${items[0].id}/risk-level`, { risk_level: 'high', comment: 'Press' })
      await call('POST', `/steps/${stepId('personal')}/approve`, { submission: 1 })
      const before = await seen('personal')
      expect(before).toMatchObject({ status: STEP_STATUS.pending, approved_by: 'Jo' })
      await manager.customers.submitStep(customer, stepId('personal'), LOVELACE, randomUUID())
      const after = await seen('personal')
      expect(after).toMatchObject({ status: STEP_STATUS.pending, submission: 2, approved_by: null, answers: LOVELACE })
      expect(after.submitted_at > before.submitted_at).toBe(true)
      const second = await call('POST', `/steps/${stepId('personal')}/approve`, { submission: 1 }, 'second-key')
      expect(second).toMatchObject({ status: 409, body: { reason: 'newer_submission' } })
    })

    it('who types: the reviewer sees the last submission until they send', async () => {
      const { manager, customer, stepId, seen } = await open()
      const before = await seen('personal')
      await manager.customers.saveDraft(customer, stepId('personal'), LOVELACE)
      expect(await seen('personal')).toEqual(before)
      const kyc = await manager.customers.read(customer)
      expect(kyc.steps.find(({ code }) => code === 'personal')).toMatchObject({ draft: LOVELACE, answers: PERSONAL })
    })

    it('who sends the same once more: nothing changes for the reviewer', async () => {
      const { manager, customer, stepId, seen } = await open()
      const before = await seen('personal')
      await manager.customers.saveDraft(customer, stepId('personal'), LOVELACE)
      const kyc = await manager.customers.submitStep(customer, stepId('personal'), PERSONAL, randomUUID())
      expect(kyc.steps.find(({ code }) => code === 'personal')?.draft).toBeNull()
      expect({ ...(await seen('personal')), updated_at: before.updated_at }).toEqual(before)
    })

    it('who replaces a document: it is in review at once, and the earlier one is removed', async () => {
      const { manager, customer, stepId, seen, replacePassport } = await open()
      await manager.customers.saveDraft(customer, stepId('identity'), { document_number: 'X124' })
      const [earlier] = (await seen('identity')).documents
      const { file_id } = await replacePassport()
      const { documents, ...step } = await seen('identity')
      expect(step).toMatchObject({ status: STEP_STATUS.pending, submission: 2 })
      expect(step.answers).toMatchObject({ identity_document: file_id, document_number: 'X123' })
      expect(documents).toMatchObject([{ file_id, status: DOCUMENT_STATUS.pending }])
      expect(documents[0].id).not.toBe(earlier.id)
      const own = (await manager.customers.read(customer)).steps.find(({ code }) => code === 'identity')
      expect(own).toMatchObject({ draft: { document_number: 'X124' }, documents: [{ file_id }] })
    })

    it('who replaces a document by one with two sides: it is in review once both are there', async () => {
      const { manager, customer, stepId, seen } = await open()
      const before = await seen('identity')
      const attach = async (side: 'front' | 'back') => {
        const file_id = await storePhoto(manager, customer)
        const card = { field: 'identity_document', document_type: 'national_identity_card', country: 'FRA' } as const
        const request = { step_id: stepId('identity'), file_id, side, ...card }
        return manager.customers.attachDocument(customer, request, randomUUID())
      }
      const front = await attach('front')
      const between = await seen('identity')
      expect(between).toMatchObject({ submission: 1, answers: before.answers })
      const [submitted] = between.documents
      expect(submitted).toMatchObject({ id: before.documents[0].id, status: DOCUMENT_STATUS.pending })
      const documentsOfCustomer = async () =>
        (await manager.customers.read(customer)).steps.find(({ code }) => code === 'identity')?.documents
      expect((await documentsOfCustomer())?.map(({ id }) => id)).toEqual([front.id])
      const back = await attach('back')
      expect(await seen('identity')).toMatchObject({
        ...{ submission: 2, answers: { identity_document: front.file_id } },
        documents: [{ id: front.id }, { id: back.id }],
      })
    })

    it('who was too late with half a document: it is removed, and what was submitted is approved', async () => {
      const { manager, customer, stepId, call, seen } = await open()
      const file_id = await storePhoto(manager, customer)
      const card = { field: 'identity_document', document_type: 'national_identity_card', side: 'front' } as const
      const request = { step_id: stepId('identity'), file_id, ...card, country: 'FRA' }
      await manager.customers.attachDocument(customer, request, randomUUID())
      await call('POST', `/steps/${stepId('identity')}/approve`, { submission: 1 })
      const { status, documents } = await seen('identity')
      expect(status).toBe(STEP_STATUS.approved)
      expect(documents).toMatchObject([{ document_type: 'passport', status: DOCUMENT_STATUS.approved }])
      const own = (await manager.customers.read(customer)).steps.find(({ code }) => code === 'identity')
      expect(own?.documents).toMatchObject([{ document_type: 'passport' }])
    })

    it('who removes a document that the step needs: it is no longer in review until they send another', async () => {
      const { manager, customer, stepId, call, seen, replacePassport } = await open()
      const [document] = (await seen('identity')).documents
      await manager.customers.removeDocument(customer, document.id)
      expect(await seen('identity')).toMatchObject({ status: STEP_STATUS.required, submission: 1, documents: [] })
      const approve = { status: 409, body: { reason: 'required' } }
      expect(await call('POST', `/steps/${stepId('identity')}/approve`, { submission: 1 })).toMatchObject(approve)
      const { file_id } = await replacePassport()
      const answers = { identity_document: file_id, document_number: 'X123', expiry_date: '2090-01-01' }
      await manager.customers.submitStep(customer, stepId('identity'), answers, randomUUID())
      expect(await seen('identity')).toMatchObject({ status: STEP_STATUS.pending, submission: 2 })
    })

    it('but not what a reviewer has decided', async () => {
      const { manager, customer, stepId, call, seen, replacePassport } = await open()
      const { saveDraft, submitStep, removeDocument } = manager.customers
      const refused = { code: 'CONFLICT', details: { reason: 'approved' } }
      const [document] = (await seen('identity')).documents
      await call('POST', `/documents/${document.id}/approve`, {})
      await expect(replacePassport()).rejects.toMatchObject(refused)
      await expect(removeDocument(customer, document.id)).rejects.toMatchObject(refused)
      await saveDraft(customer, stepId('personal'), LOVELACE)
      await call('POST', `/steps/${stepId('personal')}/approve`, {})
      await expect(submitStep(customer, stepId('personal'), LOVELACE, randomUUID())).rejects.toMatchObject(refused)
      await expect(saveDraft(customer, stepId('personal'), LOVELACE)).rejects.toMatchObject(refused)
      const own = (await manager.customers.read(customer)).steps.find(({ code }) => code === 'personal')
      expect(own).toMatchObject({ draft: null, answers: PERSONAL, correctable: false })
    })
  })

  describe('typed in two tabs', () => {
    it('keep both, also at the same moment, and over what was submitted', async () => {
      const { manager, customer, stepId } = await open()
      const save = (answers: object, base: object) =>
        manager.customers.saveDraft(customer, stepId('personal'), { ...PERSONAL, ...answers }, { ...PERSONAL, ...base })
      const tabs = [{ first_name: 'Grace' }, { last_name: 'Hopper' }, { nationality: 'USA' }]
      await Promise.all(tabs.map((typed) => save(typed, {})))
      const draft = async () =>
        (await manager.customers.read(customer)).steps.find(({ code }) => code === 'personal')?.draft
      expect(await draft()).toEqual({ ...PERSONAL, first_name: 'Grace', last_name: 'Hopper', nationality: 'USA' })
      expect((await save({ first_name: 'Eve' }, {})).overwritten).toEqual({ first_name: 'Grace' })
    })

    it('are refused at the moment when a reviewer decides', async () => {
      const { manager, customer, stepId, call } = await open()
      const id = stepId('personal')
      const saving = Array.from({ length: 4 }, (_, i) =>
        manager.customers.saveDraft(customer, id, { first_name: `${i}` }).then(
          () => 'saved',
          ({ code }) => code,
        ),
      )
      await Promise.all([...saving, call('POST', `/steps/${id}/approve`, {})])
      await expect(manager.customers.saveDraft(customer, id, {})).rejects.toMatchObject({ code: 'CONFLICT' })
      const step = (await manager.customers.read(customer)).steps.find((one) => one.id === id)
      expect(step).toMatchObject({ status: 'approved', draft: null })
      for (const outcome of await Promise.all(saving)) expect(['saved', 'CONFLICT']).toContain(outcome)
    })
  })

  describe('without a document', () => {
    const fileIn = ({ manager, customer }: Awaited<ReturnType<typeof open>>, file_id: string) =>
      manager.files.read(file_id, customer).then(
        () => 'readable',
        ({ code }) => code,
      )

    it('keep its file from the customer once it is replaced or removed', async () => {
      const opened = await open()
      const { manager, customer, seen, replacePassport } = opened
      const [first] = (await seen('identity')).documents
      expect(await fileIn(opened, first.file_id)).toBe('readable')
      const second = await replacePassport()
      expect(await fileIn(opened, first.file_id)).toBe('NOT_FOUND')
      expect(await fileIn(opened, second.file_id)).toBe('readable')
      await manager.customers.removeDocument(customer, second.id)
      expect(await fileIn(opened, second.file_id)).toBe('NOT_FOUND')
    })

    it('tell the customer which one was removed, until there is another, and when', async () => {
      const { manager, customer, seen, replacePassport } = await open()
      const own = async () => (await manager.customers.read(customer)).steps.find(({ code }) => code === 'identity')
      const told = async () =>
        (await manager.customers.read(customer)).timeline.filter(({ event }) => event === 'document_removed')
      await replacePassport()
      expect(await own()).toMatchObject({ removed: [] })
      // Another one took its place: nobody removed it.
      expect(await told()).toEqual([])
      await manager.customers.removeDocument(customer, (await seen('identity')).documents[0].id)
      const removed = [{ field: 'identity_document', document_type: 'passport' }]
      expect(await own()).toMatchObject({ status: 'required', documents: [], removed })
      await replacePassport()
      expect(await own()).toMatchObject({ documents: { length: 1 }, removed: [] })
      expect(await told()).toEqual([
        { at: expect.any(String), event: 'document_removed', step_code: 'identity', document_type: 'passport' },
      ])
    })

    it('that a reviewer rejected leave its file readable, until another one takes its place', async () => {
      const opened = await open()
      const { call, seen, replacePassport } = opened
      const [document] = (await seen('identity')).documents
      await call('POST', `/documents/${document.id}/reject`, { reason_code: 'unreadable' })
      expect(await fileIn(opened, document.file_id)).toBe('readable')
      await replacePassport()
      expect(await fileIn(opened, document.file_id)).toBe('NOT_FOUND')
    })

    it('get one from staff, which the customer can look at', async () => {
      const opened = await open()
      const { manager, customer, stepId, call } = opened
      const photo = incoming('scan.jpg', await goodPhoto())
      const { file_id } = await manager.files.store(photo, { brand: 'acme', customer_id: null, uploaded_by: 'Jo' })
      expect(await fileIn(opened, file_id)).toBe('NOT_FOUND')
      const place = { customer_id: customer.customer_id, step_id: stepId('address'), field: 'proof_of_address' }
      await call('POST', '/documents', { ...place, file_id, document_type: 'utility_bill' })
      expect(await fileIn(opened, file_id)).toBe('readable')
    })
  })
})
