import { LRUCache } from 'lru-cache'
import { describe, expect, it } from 'vitest'
import { EVENT_NAMES } from '@/lib/contract/events'
import { DATABASES, newCustomer, openTestManager, submitStandard } from '@/lib/testing/manager'
import { makeChange } from './change'
import type { Context } from './context'
import { definitionOf, EVENTS } from './events'
import { loadStep } from './records/steps'
import { rejectedStep } from './rules/step'
import { moveStep } from './transitions/move-step'

const REVIEWER = { name: 'Jo', role: 'SESSION_MANAGER', brand: 'acme' }

describe.each(Object.entries(DATABASES))('a change, on %s', (_, freshDatabase) => {
  async function open() {
    const told = { callbacks: [] as string[], webhooks: [] as string[], emails: [] as string[] }
    const { manager, db, parts } = await openTestManager({
      database: await freshDatabase(),
      receivers: {
        callback: async ({ body }) => void told.callbacks.push(JSON.parse(body).kycStatus),
        webhook: async ({ body }) => void told.webhooks.push(JSON.parse(body).type),
        email: async ({ letter }) => void told.emails.push(letter),
      },
    })
    const context: Context = { ...parts, cache: new LRUCache({ max: 10 }) }
    return { manager, db, context, told }
  }

  it('that only moves a step recalculates the profile and notifies everyone', async () => {
    const { manager, context, told } = await open()
    const { customer, kyc, stepId } = await submitStandard(manager)
    await manager.deliverDue()
    for (const list of Object.values(told)) list.length = 0
    const heard: number[] = []
    manager.watch(customer.brand, customer.customer_id, (version) => heard.push(version))

    await makeChange(context, REVIEWER, 'MngRejectKycStep', async (change) => {
      const step = await loadStep(change.tx, 'acme', stepId('personal'))
      const reason = { reason_code: 'other', reject_type: 'retry', rejected_for: 'answers' } as const
      await moveStep(change, step, 'step.rejected', rejectedStep(step, reason, change.now))
      return () => undefined
    })

    const after = await manager.customers.read(customer)
    expect(after).toMatchObject({ status: 'rejected', version: kyc.version + 1 })
    expect(after.timeline.slice(-2).map(({ event }) => event)).toEqual(['step_rejected', 'profile_rejected'])
    await manager.deliverDue()
    expect(told).toEqual({
      callbacks: ['additional_info_required'],
      webhooks: ['step.updated', 'profile.updated'],
      emails: ['attention'],
    })
    await expect.poll(() => heard).toEqual([after.version])
  })

  it('returns the state after its consequences', async () => {
    const { manager, context } = await open()
    const { stepId } = await submitStandard(manager)
    const version = await makeChange(context, REVIEWER, 'MngRejectKycStep', async (change) => {
      const step = await loadStep(change.tx, 'acme', stepId('personal'))
      const reason = { reason_code: 'other', reject_type: 'retry', rejected_for: 'answers' } as const
      await moveStep(change, step, 'step.rejected', rejectedStep(step, reason, change.now))
      return async () => (await change.tx.selectFrom('profiles').select('status').executeTakeFirstOrThrow()).status
    })
    expect(version).toBe(4)
  })

  it('that fails leaves no row, no event and no job', async () => {
    const { manager, db, context } = await open()
    const { stepId } = await submitStandard(manager)
    const count = async (table: 'audit' | 'jobs') => (await db.selectFrom(table).select('id').execute()).length
    const before = [await count('audit'), await count('jobs')]
    const failing = makeChange(context, REVIEWER, 'MngRejectKycStep', async (change) => {
      const step = await loadStep(change.tx, 'acme', stepId('personal'))
      const reason = { reason_code: 'other', reject_type: 'retry', rejected_for: 'answers' } as const
      await moveStep(change, step, 'step.rejected', rejectedStep(step, reason, change.now))
      return () => {
        throw new Error('too late')
      }
    })
    await expect(failing).rejects.toThrow('too late')
    expect([await count('audit'), await count('jobs')]).toEqual(before)
    expect((await loadStep(db, 'acme', stepId('personal'))).status).toBe(1)
  })

  it('refuses an event that comes after its consequences', async () => {
    const { manager, context } = await open()
    const { stepId } = await submitStandard(manager)
    const late = makeChange(context, REVIEWER, 'MngRejectKycStep', async (change) => {
      const step = await loadStep(change.tx, 'acme', stepId('personal'))
      return () => moveStep(change, step, 'step.rejected', { status: 3 })
    })
    await expect(late).rejects.toThrow('after the consequences')
  })

  it('clears a first approval, whether the step or one of its documents is rejected', async () => {
    const { manager, db } = await open()
    const customer = newCustomer()
    const { stepId } = await submitStandard(manager, customer)
    const profile = await db.selectFrom('profiles').selectAll().executeTakeFirstOrThrow()
    await manager.call('MngSetKycRiskLevel', { id: profile.id, risk_level: 3, comment: 'Press' }, REVIEWER)
    await manager.call('MngApproveKycStep', { id: stepId('identity') }, REVIEWER)
    const [document] = await db.selectFrom('documents').selectAll().where('step_id', '=', stepId('identity')).execute()
    const reason = { reason_code: 'unreadable', reject_type: 'retry' } as const
    await manager.call('MngRejectKycDocument', { id: document?.id ?? '', ...reason }, REVIEWER)
    expect(await loadStep(db, 'acme', stepId('identity'))).toMatchObject({
      ...{ status: 3, approved_by: null, confirmed_by: null, rejected_for: 'document' },
    })
  })
})

describe('the table of events', () => {
  it('names each event after its entity', () => {
    expect(Object.keys(EVENTS).sort()).toEqual([...EVENT_NAMES].sort())
    for (const name of EVENT_NAMES) expect(name.split('.')[0]).toBe(definitionOf(name).entity)
  })

  it('lets only the recalculation record the status events of a profile', () => {
    for (const name of EVENT_NAMES)
      if (definitionOf(name).email) expect(definitionOf(name)).toMatchObject({ effect: 'none' })
  })
})
