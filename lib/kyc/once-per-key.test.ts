import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import type { Answers } from '@/lib/contract/form'
import { DATABASES, newCustomer, openTestManager, PERSONAL, storePhoto } from '@/lib/testing/manager'

describe.each(Object.entries(DATABASES))('a request sent twice, on %s', (_, freshDatabase) => {
  it('runs once and gets the first answer, and its key never answers for another operation', async () => {
    const { manager } = await openTestManager({ database: await freshDatabase() })
    const customer = newCustomer()
    const { steps } = await manager.customers.open(customer, 'standard')
    const stepId = (code: string) => steps.find((step) => step.code === code)?.id ?? ''
    const key = randomUUID()
    const document = {
      ...{ step_id: stepId('identity'), field: 'identity_document', file_id: await storePhoto(manager, customer) },
      ...({ document_type: 'passport', side: 'front', country: 'FRA' } as const),
    }
    const attached = await manager.customers.attachDocument(customer, document, key)
    expect(await manager.customers.attachDocument(customer, document, key)).toEqual(attached)

    const submit = () => manager.customers.submitStep(customer, stepId('personal'), PERSONAL, key)
    const sent = await submit()
    expect(sent.steps.find(({ code }) => code === 'personal')?.status).toBe('pending')
    expect(await submit()).toEqual(sent)
    expect(sent.steps.find(({ code }) => code === 'identity')?.documents).toHaveLength(1)
  })

  it('never takes the answer to one request for the answer to another', async () => {
    const { manager } = await openTestManager({ database: await freshDatabase() })
    const customer = newCustomer()
    const { steps } = await manager.customers.open(customer, 'standard')
    const stepId = (code: string) => steps.find((step) => step.code === code)?.id ?? ''
    const key = randomUUID()
    const submit = (code: string, answers: Answers) =>
      manager.customers.submitStep(customer, stepId(code), answers, key)
    await submit('personal', PERSONAL)
    const refused = { code: 'IDEMPOTENCY_KEY_REUSED' }
    await expect(submit('address', { city: 'Lyon' })).rejects.toMatchObject(refused)
    await expect(submit('personal', { ...PERSONAL, last_name: 'Another' })).rejects.toMatchObject(refused)
    const inAnotherOrder = Object.fromEntries(Object.entries(PERSONAL).toReversed())
    expect((await submit('personal', inAnotherOrder)).steps.map(({ status }) => status)).toContain('pending')
  })
})
