import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import type { Field } from '@/lib/contract/form'
import {
  backOfficeOf,
  callHttp,
  createTestMailbox,
  goodPhoto,
  newCustomer,
  openTestManager,
  PERSONAL,
} from '@/lib/testing/manager'
import { describeBackend } from './conformance'
import { createEmbeddedBackend } from './embedded'
import { shownToBrowser } from './shown-to-browser'

const NOTE = 'raise it again after the audit'
const NATIONALITY = { name: 'nationality', type: 'country', required: true, label: { en: 'Nationality', de: 'Nation' } }

/** A person who is asked one thing, which counts for their risk and carries the broker's notes at every place. */
async function opened() {
  const { manager } = await openTestManager()
  const { body } = await callHttp(manager, 'GET', '/templates')
  const { id } = body.items.find(({ code }: { code: string }) => code === 'personal')
  const noted = { ...NATIONALITY, risk: { FRA: 'high' }, crm_note: NOTE }
  const form_schema = { crm_note: NOTE, sections: [{ crm_note: NOTE, title: 'You', fields: [noted] }] }
  const changed = await callHttp(manager, 'PUT', `/templates/${id}`, { form_schema })
  expect(changed.status).toBe(200)
  const backend = createEmbeddedBackend(manager)
  return { backend, shown: shownToBrowser(backend), customer: newCustomer() }
}

describe('what the browser is told of a form', () => {
  it('is what it draws: not how an answer counts for the risk, nor what the broker noted', async () => {
    const { backend, shown, customer } = await opened()
    const first = await shown.open(customer, 'basic')
    const [step] = first.ok ? first.value.steps : []
    if (!step) throw new Error('nothing is asked')
    const answers = { nationality: PERSONAL.nationality }
    const told = [
      first,
      await shown.submitStep(customer, step.id, answers, randomUUID()),
      await shown.requestLevel(customer, 'standard', randomUUID()),
      await shown.read(customer),
    ]
    for (const result of told) {
      const fields: Field[] = result.ok
        ? (result.value.steps.find(({ id }) => id === step.id)?.form_schema.sections?.[0]?.fields ?? [])
        : []
      expect(fields).toEqual([NATIONALITY])
      expect(JSON.stringify(result)).not.toMatch(new RegExp(`"risk":|${NOTE}`))
    }
    expect(JSON.stringify(await backend.read(customer))).toMatch(new RegExp(`"risk":.*${NOTE}`))
  })

  it('leaves refusals as they are', async () => {
    const { shown, customer } = await opened()
    expect(await shown.read(customer)).toMatchObject({ ok: false, error: { code: 'NOT_FOUND' } })
  })
})

describeBackend('a backend as the browser hears it', async () => {
  const mailbox = createTestMailbox()
  const { manager } = await openTestManager({ receivers: { email: mailbox.receive } })
  return {
    backend: shownToBrowser(createEmbeddedBackend(manager)),
    brand: 'acme',
    backOffice: backOfficeOf(manager),
    codeSentTo: (address) => mailbox.codeSentTo(manager, address),
    photo: goodPhoto,
  }
})
