import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import type { Identity } from '@/lib/contract/customer'
import { DOCUMENT_STATUS, STEP_STATUS } from '@/lib/contract/statuses'
import { callHttp, DATABASES, newCustomer, openTestManager, storePhoto } from '@/lib/testing/manager'

const text = (name: string, more: object = {}) => ({ name, type: 'text', required: true, ...more })
const formOf = (...fields: object[]) => ({ sections: [{ fields }] })
const BROKEN = formOf(text('city'), { name: 'house', type: 'select', options: ['flat', 'villa'] }, text('rent'))
const MENDED = formOf(
  text('city'),
  { name: 'house', type: 'select', options: ['flat', 'farm'] },
  { name: 'rent', type: 'number' },
)

describe.each(Object.entries(DATABASES))('a broken template that is replaced, on %s', (_, freshDatabase) => {
  async function open(form: object = BROKEN) {
    const { manager, bugs } = await openTestManager({ database: await freshDatabase() })
    const call = (...given: [method: string, path: string, body?: unknown]) => callHttp(manager, ...given)
    const template = { code: 'home', title: 'Home', level: 1, required: false, form_schema: form }
    const { body } = await call('POST', '/templates', template)
    /** A new customer who is asked for the step. */
    const ask = async () => {
      const customer = newCustomer()
      const request = { customer_id: customer.customer_id, template_id: body.id }
      return { customer, id: (await call('POST', '/steps/require', request)).body.id as string }
    }
    const replace = async (change: object = { form_schema: MENDED }) => {
      const answer = await call('PATCH', `/templates/${body.id}`, { ...change, reissue: true })
      await manager.jobs.runDue(['upkeep'])
      return answer.body
    }
    const step = async ({ id }: { id: string }) => (await call('GET', `/steps/${id}`)).body
    const seen = async (customer: Identity) => (await manager.customers.read(customer)).steps[0]
    const submit = ({ customer, id }: { customer: Identity; id: string }, answers: object) =>
      manager.customers.submitStep(customer, id, { ...answers }, randomUUID())
    return { manager, bugs, call, template: body, ask, replace, step, seen, submit }
  }
  const ANSWERS = { city: 'Bern', house: 'flat', rent: 'low' }

  it('reaches the steps that wait, and no step that was sent or approved', async () => {
    const { ask, replace, step, submit, call, bugs } = await open()
    const [required, back, refused, pending, approved] = [
      await ask(),
      await ask(),
      await ask(),
      await ask(),
      await ask(),
    ]
    for (const sent of [back, refused, pending, approved]) await submit(sent, ANSWERS)
    await call('POST', `/steps/${back.id}/reject`, { reason_code: 'answers_incomplete' })
    await call('POST', `/steps/${refused.id}/reject`, { reason_code: 'other', reject_type: 'final' })
    await call('POST', `/steps/${approved.id}/approve`, {})

    expect(await replace({ form_schema: MENDED, title: 'Your home' })).toMatchObject({ version: 2, reissued: 2 })
    const mended = { template_version: 2, title: 'Your home', form_schema: MENDED }
    expect(await step(required)).toMatchObject({ ...mended, status: STEP_STATUS.required })
    expect(await step(back)).toMatchObject({
      ...mended,
      status: STEP_STATUS.rejected,
      reason_code: 'answers_incomplete',
    })
    for (const stays of [refused, pending, approved])
      expect(await step(stays)).toMatchObject({ template_version: 1, title: 'Home', form_schema: BROKEN })
    await submit(back, { city: 'Bern', rent: 700 })
    expect(await step(back)).toMatchObject({ status: STEP_STATUS.pending, answers: { city: 'Bern', rent: 700 } })
    expect(bugs).toEqual([])
  })

  it('leaves steps alone unless it is asked for', async () => {
    const { ask, call, template, step, manager } = await open()
    const waiting = await ask()
    const { body } = await call('PATCH', `/templates/${template.id}`, { form_schema: MENDED })
    await manager.jobs.runDue(['upkeep'])
    expect(body.reissued).toBe(0)
    expect(await step(waiting)).toMatchObject({ template_version: 1, form_schema: BROKEN })
  })

  it('keeps what was typed where it still fits', async () => {
    const { ask, replace, seen, manager } = await open()
    const { customer, id } = await ask()
    await manager.customers.saveDraft(customer, id, { city: 'Bern', house: 'villa', rent: 'low' })
    const before = await manager.customers.read(customer)
    await replace()
    expect(await seen(customer)).toMatchObject({ draft: { city: 'Bern' }, template_version: 2 })
    expect((await manager.customers.read(customer)).version).toBeGreaterThan(before.version)
  })

  it('leaves an event each, with who changed the template', async () => {
    const { ask, replace, call } = await open()
    const { customer, id } = await ask()
    await replace()
    const { body } = await call('GET', `/audit?customer_id=${customer.customer_id}&entity_id=${id}`)
    expect(body.items.at(-1)).toMatchObject({
      ...{ actor: 'Jo', action: 'MngUpdateKycStepTemplate', event: 'step.reissued' },
      before: { template_version: 1 },
      after: { status: STEP_STATUS.required, template_version: 2 },
    })
  })

  it('reaches everybody, however many, and brings the last version when it changes again meanwhile', async () => {
    const { ask, call, template, step, manager } = await open()
    const waiting = []
    for (let i = 0; i < 205; i += 1) waiting.push(await ask())
    const patch = (change: object) => call('PATCH', `/templates/${template.id}`, { ...change, reissue: true })
    expect((await patch({ form_schema: MENDED })).body.reissued).toBe(205)
    await patch({ title: 'Your home' })
    await manager.jobs.runDue(['upkeep'])
    for (const one of waiting) expect(await step(one)).toMatchObject({ template_version: 3, title: 'Your home' })
  })

  it('does not ask again for a document that it no longer has', async () => {
    const file = (name: string) => ({ name, type: 'file_reference', purpose: 'other', document_types: ['payslip'] })
    const { ask, replace, seen, submit, call, manager } = await open(formOf(text('city'), file('proof'), file('more')))
    const asked = await ask()
    const { customer, id } = asked
    const attach = async (field: string) => {
      const file_id = await storePhoto(manager, customer)
      const document = { step_id: id, field, file_id, document_type: 'payslip', side: 'front', country: null } as const
      return manager.customers.attachDocument(customer, document, randomUUID())
    }
    const proof = await attach('proof')
    await submit(asked, { city: 'Bern', proof: proof.file_id })
    await call('POST', `/documents/${proof.id}/reject`, { reason_code: 'unreadable' })
    await attach('more')

    await replace({ form_schema: formOf(text('city')) })
    expect(await seen(customer)).toMatchObject({ status: 'rejected', documents: [] })
    const { body } = await call('GET', `/documents?customer_id=${customer.customer_id}`)
    expect(body.items).toMatchObject([
      { id: proof.id, step_id: null, status: DOCUMENT_STATUS.rejected },
      { status: DOCUMENT_STATUS.deleted },
    ])
    await submit(asked, { city: 'Bern' })
    expect((await call('POST', `/steps/${id}/approve`, {})).body.status).toBe(STEP_STATUS.approved)
  })

  it('waits for a reviewer where it asks for nothing any more', async () => {
    const { ask, replace, step } = await open()
    const waiting = await ask()
    await replace({ form_schema: null })
    expect(await step(waiting)).toMatchObject({ status: STEP_STATUS.pending, form_schema: null })
  })

  it('is that of one brand', async () => {
    const { manager, replace } = await open()
    const other = { code: 'home', title: 'Home', level: 1, required: false, form_schema: BROKEN }
    const { body } = await callHttp(manager, 'POST', '/templates', other, 'other-key')
    const request = { customer_id: newCustomer('other').customer_id, template_id: body.id }
    const theirs = (await callHttp(manager, 'POST', '/steps/require', request, 'other-key')).body
    await replace()
    expect((await callHttp(manager, 'GET', `/steps/${theirs.id}`, undefined, 'other-key')).body).toMatchObject({
      template_version: 1,
    })
  })
})
