import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import type { Identity } from '@/lib/contract/customer'
import {
  backOfficeOf,
  callHttp,
  DATABASES,
  goodPhoto,
  incoming,
  newCustomer,
  openTestManager,
} from '@/lib/testing/manager'

describe.each(Object.entries(DATABASES))('a file that was used before, on %s', (_, database) => {
  async function openIdentity() {
    const { manager } = await openTestManager({ database: await database() })
    const person = async (customer: Identity) => {
      const kyc = await manager.customers.open(customer, 'standard')
      const stepId = (code: string) => kyc.steps.find((step) => step.code === code)?.id ?? ''
      const store = async (bytes: Buffer, name = 'photo.jpg') =>
        (
          await manager.files.store(incoming(name, bytes), {
            ...{ brand: customer.brand, customer_id: customer.customer_id, uploaded_by: 'customer' },
          })
        ).file_id
      const show = async (bytes: Buffer, more: object = {}, name?: string) =>
        manager.customers.attachDocument(
          customer,
          {
            ...{ step_id: stepId('identity'), field: 'identity_document', file_id: await store(bytes, name) },
            ...{ document_type: 'national_identity_card', side: 'front', country: 'FRA', ...more },
          },
          randomUUID(),
        )
      const signals = async () => {
        const { body } = await callHttp(manager, 'GET', `/documents?customer_id=${customer.customer_id}`)
        return body.items.map((item: { signals: { code: string }[] }) => item.signals.map(({ code }) => code))
      }
      const submit = (file_id: string) => {
        const answers = { identity_document: file_id, document_number: 'X123', expiry_date: '2090-01-01' }
        return manager.customers.submitStep(customer, stepId('identity'), answers, randomUUID())
      }
      return { show, signals, submit }
    }
    return { manager, ada: await person(newCustomer()), bob: await person(newCustomer()) }
  }
  const refusal = (reason: string) => ({ code: 'DOCUMENT_QUALITY_LOW', details: { reason } })

  it('warns when the back is the same file as the front, and accepts it if the person insists', async () => {
    const { ada } = await openIdentity()
    const card = await goodPhoto()
    await ada.show(card)
    await expect(ada.show(card, { side: 'back' })).rejects.toMatchObject(refusal('SAME_SIDES'))
    await ada.show(card, { side: 'back', accepted: true })
    expect(await ada.signals()).toEqual([[], ['SAME_SIDES']])
  })

  it('warns when the picture is the one that was rejected', async () => {
    const { manager, ada } = await openIdentity()
    const card = await goodPhoto()
    const { id, file_id } = await ada.show(card, { document_type: 'passport' })
    await ada.submit(file_id)
    await backOfficeOf(manager).rejectDocument(id)
    await expect(ada.show(card, { document_type: 'passport' })).rejects.toMatchObject(refusal('PREVIOUSLY_REJECTED'))
    await expect(ada.show(await goodPhoto(), { document_type: 'passport' })).resolves.toBeTruthy()
  })

  it('may be attached again as another type, while nobody has looked at it', async () => {
    const { ada } = await openIdentity()
    const card = await goodPhoto()
    await ada.show(card, { document_type: 'passport', country: null })
    await ada.show(card)
    expect(await ada.signals()).toEqual([[], []])
  })

  it('warns about a screenshot', async () => {
    const { ada } = await openIdentity()
    const shown = ada.show(await goodPhoto(), {}, 'Screenshot 2026-03-01.jpg')
    await expect(shown).rejects.toMatchObject(refusal('SCREENSHOT'))
  })

  it('tells only the reviewer when another customer used the same file', async () => {
    const { ada, bob } = await openIdentity()
    const card = await goodPhoto()
    await ada.show(card)
    await bob.show(card)
    expect(await bob.signals()).toEqual([['SHOWN_BY_ANOTHER_CUSTOMER']])
  })

  it('stores the measurements for the reviewer', async () => {
    const { manager, ada } = await openIdentity()
    const { id } = await ada.show(await goodPhoto())
    const { body } = await callHttp(manager, 'GET', '/documents')
    const quality = { width: 1200, height: 850, findings: [], sharpness: expect.any(Number) }
    expect(body.items.find((item: { id: string }) => item.id === id).quality).toMatchObject(quality)
  })
})
