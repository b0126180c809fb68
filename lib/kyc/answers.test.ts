import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import type { Answers } from '@/lib/contract/form'
import { DATABASES, newCustomer, openTestManager, PERSONAL } from '@/lib/testing/manager'

describe.each(Object.entries(DATABASES))('answers, on %s', (_, freshDatabase) => {
  /** Submits personal details, and returns what is stored of them. */
  async function submit(answers: Answers, now = '2026-11-19T12:30:00Z') {
    const { manager } = await openTestManager({ database: await freshDatabase(), clock: () => new Date(now) })
    const ada = newCustomer()
    const { steps } = await manager.customers.open(ada, 'basic')
    const id = steps.find(({ code }) => code === 'personal')?.id ?? ''
    const kyc = await manager.customers.submitStep(ada, id, { ...PERSONAL, ...answers }, randomUUID())
    return kyc.steps.find((step) => step.id === id)?.answers
  }
  const fault = (field: string, code: string) => ({ details: { faults: [{ path: `answers.${field}`, code }] } })

  it('allow for the customer’s own day, which may be the one before or after ours', async () => {
    // In Auckland it is half past one on the twentieth.
    await expect(submit({ date_of_birth: '2008-11-20' })).resolves.toBeTruthy()
    await expect(submit({ date_of_birth: '2008-11-21' })).rejects.toMatchObject(fault('date_of_birth', 'too_young'))
  })

  it('are no answers when nobody can see them', async () => {
    for (const last_name of ['\u200B', '\u00AD\u2060', '\u3164', '\u2800'])
      await expect(submit({ last_name })).rejects.toMatchObject(fault('last_name', 'required'))
  })

  it('are refused when they would be read otherwise than they were written', async () => {
    for (const last_name of ['Ada\u202Eecalevol', '\u2067Ada', 'Ada\uD800'])
      await expect(submit({ last_name })).rejects.toMatchObject(fault('last_name', 'characters'))
  })

  it('are stored composed, and without what cannot be seen', async () => {
    expect(await submit({ last_name: ' Nun\u0303\u200Bez ' })).toMatchObject({ last_name: 'Nuñez' })
  })
})
