import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { PROFILE_STATUS, STEP_STATUS } from '@/lib/contract/statuses'
import { callHttp, DATABASES, storePhoto } from '@/lib/testing/manager'
import { approveBoth, DAY, LOGINS, openWorld, THIRD, WHY, type World } from '@/lib/testing/reviewed-customer'

async function sendStandard(world: World) {
  for (const login of LOGINS) await world.open(login)
  await world.send('personal')
  await world.send('identity')
}

async function approved(database: string) {
  const world = await openWorld(database)
  await sendStandard(world)
  await approveBoth(world)
  return world
}

/** Answers with status and body instead of expecting success. */
const refusal = ({ manager }: World, path: string, body: object, key = 'other-key') =>
  callHttp(manager, 'POST', path, body, key)

describe.each(Object.entries(DATABASES))('on %s', (_, freshDatabase) => {
  describe('what was granted', () => {
    it('stays while steps are asked again, sent, sent back and asked for anew', async () => {
      const world = await approved(await freshDatabase())
      const level = async () => (await world.profile()).level
      await world.decide('personal', 'reopen', { justification: WHY })
      expect(await level()).toBe(2)
      await world.send('personal')
      await world.decide('personal', 'reject', { reason_code: 'data_mismatch' })
      expect(await level()).toBe(2)
      await world.requireStep('proof')
      await world.requireLevel('enhanced')
      expect(await level()).toBe(2)
    })

    it('is not given back by a renewal in review, only by its approval', async () => {
      const world = await approved(await freshDatabase())
      world.pass(50 * DAY)
      await world.manager.expireDue()
      expect(await world.profile()).toMatchObject({ status: PROFILE_STATUS.expired, level: 1 })
      await world.send('identity')
      expect(await world.profile()).toMatchObject({ status: PROFILE_STATUS.pending, level: 1 })
      await world.decide('identity', 'approve')
      expect(await world.profile()).toMatchObject({ status: PROFILE_STATUS.approved, level: 2 })
    })

    it('is taken by a reviewer who says so, and the audit names what is left', async () => {
      const world = await approved(await freshDatabase())
      await world.decide('identity', 'reopen', { justification: WHY, revoke: true })
      expect((await world.profile()).level).toBe(1)
      const { items } = await world.call('GET', `/audit?entity_id=${await world.stepId('identity')}`)
      expect(items.at(-1)).toMatchObject({ event: 'step.reopened', comment: WHY, after: { revoked_to: 1 } })
      await world.send('identity')
      expect((await world.profile()).level).toBe(1)
    })
  })

  describe('a lower level', () => {
    it('skips what nobody needs any more, keeps what a reviewer asked for, and can be raised again', async () => {
      const world = await openWorld(await freshDatabase())
      await sendStandard(world)
      await world.decide('personal', 'approve')
      await world.requireLevel('enhanced')
      const own = await world.call('POST', '/templates', { code: 'own', title: 'Own', level: 3, required: false })
      await world.call('POST', '/steps/require', { customer_id: world.customer.customer_id, template_id: own.id })
      const before = await world.call('GET', `/profiles/${(await world.profile()).id}`)

      const lowered = await world.requireLevel('basic', { justification: WHY })
      const statusOf = ({ steps }: typeof lowered, code: string) =>
        steps.find((step: { code: string }) => step.code === code)?.status
      for (const code of ['identity', 'source_of_funds']) expect(statusOf(lowered, code)).toBe(STEP_STATUS.skipped)
      expect(statusOf(lowered, 'personal')).toBe(STEP_STATUS.approved)
      expect(statusOf(lowered, 'own')).toBe(statusOf(before, 'own'))
      expect(lowered).toMatchObject({ level: 1, required_level: 1 })
      const { items } = await world.call('GET', `/audit?customer_id=${world.customer.customer_id}&limit=200`)
      expect(items.filter(({ event }: { event: string }) => event === 'step.skipped')).toHaveLength(2)
      expect(items.find(({ event }: { event: string }) => event === 'profile.level_lowered')).toMatchObject({
        ...{ actor: 'Sam', comment: WHY, before: { required_level: 3 }, after: { required_level: 1 } },
      })

      // The customer's own visits ask for nothing that the level does without.
      await world.open(LOGINS[0], 'basic')
      const raised = await world.requireLevel('standard')
      expect(statusOf(raised, 'identity')).toBe(STEP_STATUS.required)
      expect(statusOf(raised, 'source_of_funds')).toBe(STEP_STATUS.skipped)
      expect(raised.steps).toHaveLength(before.steps.length)
    })

    it('takes a justification, and changes nothing without one', async () => {
      const world = await approved(await freshDatabase())
      const { customer_id } = world.customer
      for (const body of [
        { customer_id, required_level: 1 },
        { customer_id, required_level: 2, revoke: true },
      ])
        expect(await refusal(world, '/required-level', body)).toMatchObject({
          ...{ status: 422, body: { code: 'VALIDATION_FAILED', field: 'justification' } },
        })
      expect(await world.profile()).toMatchObject({ level: 2, required_level: 2 })
    })

    it('leaves the level held, which can be taken later', async () => {
      const world = await approved(await freshDatabase())
      await world.requireLevel('basic', { justification: WHY })
      expect(await world.profile()).toMatchObject({ status: PROFILE_STATUS.approved, level: 2, required_level: 1 })
      await world.requireLevel('basic', { justification: WHY, revoke: true })
      expect(await world.profile()).toMatchObject({ status: PROFILE_STATUS.approved, level: 1, required_level: 1 })
    })
  })

  describe('a waived step', () => {
    it('is gone from what the customer has to do, stands in their timeline and stays away', async () => {
      const world = await openWorld(await freshDatabase())
      await sendStandard(world)
      await world.decide('personal', 'approve')
      const path = `/steps/${await world.stepId('identity')}/waive`
      expect(await refusal(world, path, {})).toMatchObject({ status: 422, body: { field: 'justification' } })
      expect(await world.decide('identity', 'waive', { justification: WHY })).toMatchObject({
        ...{ status: STEP_STATUS.skipped, reason_code: null },
      })
      const kyc = await world.open(LOGINS[0])
      expect(kyc).toMatchObject({ status: 'approved', level: 2 })
      expect(kyc.steps.map(({ status }) => status)).toEqual(['approved', 'skipped'])
      expect(kyc.timeline.at(-2)).toMatchObject({ event: 'step_waived', step_code: 'identity' })
      const again = await refusal(world, path, { justification: WHY })
      expect(again).toMatchObject({ status: 409, body: { reason: 'skipped' } })
    })

    it('comes back when a reviewer asks for it', async () => {
      const world = await openWorld(await freshDatabase())
      await sendStandard(world)
      for (const ask of [
        () => world.decide('identity', 'reopen', { justification: WHY }),
        () => world.requireStep('identity'),
      ]) {
        await world.decide('identity', 'waive', { justification: WHY })
        expect((await ask()).status).toBe(STEP_STATUS.required)
      }
      expect((await world.manager.customers.read(world.customer)).steps).toHaveLength(2)
    })

    it('cannot be one that is approved', async () => {
      const world = await approved(await freshDatabase())
      const path = `/steps/${await world.stepId('identity')}/waive`
      const waived = await refusal(world, path, { justification: WHY })
      expect(waived).toMatchObject({ status: 409, body: { reason: 'approved' } })
    })

    it('stands for an approval: at high risk by two reviewers, at a prohibited one by none', async () => {
      const world = await openWorld(await freshDatabase())
      await world.open(LOGINS[0], 'basic')
      await world.setRisk('prohibited')
      const path = `/steps/${await world.stepId('personal')}/waive`
      expect(await refusal(world, path, { justification: WHY })).toMatchObject({
        ...{ status: 409, body: { reason: 'prohibited' } },
      })
      await world.setRisk('high')
      const first = await world.decide('personal', 'waive', { justification: WHY })
      expect(first).toMatchObject({ status: STEP_STATUS.skipped, approved_by: 'Sam', decided_at: null })
      expect(await world.profile()).toMatchObject({ status: PROFILE_STATUS.review_required, level: 0 })
      expect(await refusal(world, path, { justification: WHY })).toMatchObject({
        ...{ status: 409, body: { reason: 'second_manager_needed' } },
      })
      const second = await world.decide('personal', 'waive', { justification: WHY }, 'Max')
      expect(second).toMatchObject({ approved_by: 'Sam', confirmed_by: 'Max' })
      expect(await world.profile()).toMatchObject({ status: PROFILE_STATUS.approved, level: 1 })
      const { items } = await world.call('GET', `/audit?entity_id=${second.id}`)
      expect(items.at(-1)).toMatchObject({ event: 'step.confirmed', comment: WHY, after: { confirmed_by: 'Max' } })
    })
  })

  describe('a step', () => {
    it('that was rejected for good can be reopened, one that was sent back is open already', async () => {
      const world = await openWorld(await freshDatabase())
      await sendStandard(world)
      await world.decide('identity', 'reject', { reason_code: 'other', reject_type: 'final' })
      await expect(world.send('identity')).rejects.toMatchObject({ code: 'VERIFICATION_REJECTED' })
      expect(await world.decide('identity', 'reopen', { justification: WHY })).toMatchObject({
        ...{ status: STEP_STATUS.required, reason_code: null, reject_type: null },
      })
      await world.send('identity')
      await world.decide('identity', 'reject', { reason_code: 'other' })
      const path = `/steps/${await world.stepId('identity')}/reopen`
      expect(await refusal(world, path, { justification: WHY })).toMatchObject({
        ...{ status: 409, body: { reason: 'rejected' } },
      })
    })

    it('is decided by the second of two reviewers, not by the first', async () => {
      const world = await openWorld(await freshDatabase())
      await sendStandard(world)
      await world.setRisk('high')
      expect(await world.decide('personal', 'approve')).toMatchObject({ approved_by: 'Sam', decided_at: null })
      world.pass(DAY)
      const second = await world.decide('personal', 'approve', {}, 'Max')
      expect(second).toMatchObject({ confirmed_by: 'Max', decided_at: '2026-11-21T12:00:00.000Z' })
    })
  })

  describe('a prohibited customer', () => {
    it('can have nothing approved, is shown as rejected, and can be set free by another risk', async () => {
      const world = await openWorld(await freshDatabase())
      await sendStandard(world)
      await world.decide('personal', 'approve')
      await world.setRisk('prohibited')
      expect(await world.profile()).toMatchObject({ status: PROFILE_STATUS.rejected, level: 0 })
      const { customer_id } = world.customer
      const file_id = await storePhoto(world.manager, world.customer)
      const document = await world.call('POST', '/documents', { customer_id, file_id, document_type: 'passport' })
      for (const path of [`/steps/${await world.stepId('identity')}/approve`, `/documents/${document.id}/approve`])
        expect(await refusal(world, path, {})).toMatchObject({
          ...{ status: 409, body: { code: 'CONFLICT', reason: 'prohibited' } },
        })
      await world.setRisk('low')
      expect(await world.profile()).toMatchObject({ status: PROFILE_STATUS.pending, level: 1 })
      await world.decide('identity', 'approve')
      expect(await world.profile()).toMatchObject({ status: PROFILE_STATUS.approved, level: 2 })
    })
  })

  describe('of a prohibited customer', () => {
    it('nothing is asked, and nothing accepted, without a word why', async () => {
      const world = await openWorld(await freshDatabase())
      await sendStandard(world)
      await world.decide('identity', 'reject', { reason_code: 'unreadable' })
      const { manager, customer } = world
      const [identity, personal] = [await world.stepId('identity'), await world.stepId('personal')]
      const file_id = await storePhoto(manager, customer)
      const document = { field: 'scan', file_id, document_type: 'passport', side: 'front', country: 'FRA' } as const
      expect(await manager.customers.read(customer)).toMatchObject({ status: 'rejected', closed: false })
      await world.setRisk('prohibited')
      const kyc = await manager.customers.read(customer)
      expect(kyc).toMatchObject({ status: 'rejected', closed: true, offered_levels: [] })
      const { saveDraft, submitStep, attachDocument, sendCode } = manager.customers
      for (const attempt of [
        () => saveDraft(customer, identity, {}),
        () => submitStep(customer, personal, {}, randomUUID()),
        () => attachDocument(customer, { step_id: identity, ...document }, randomUUID()),
        () => sendCode(customer, personal, { field: 'email', address: 'ada@example.com' }),
      ]) {
        const refused = await attempt().then(
          () => null,
          (error) => error,
        )
        expect(refused).toMatchObject({ code: 'VERIFICATION_REJECTED' })
        expect(refused.details).not.toHaveProperty('reason')
      }
      const link = await world.call('POST', '/links', { customer_id: customer.customer_id })
      expect(link.missing).toEqual([])
      await world.setRisk('low')
      expect(await manager.customers.read(customer)).toMatchObject({ closed: false })
      await saveDraft(customer, identity, {})
    })
  })

  it('an answer that is prohibited takes everything at once', async () => {
    const world = await approved(await freshDatabase())
    const field = { name: 'exposed', type: 'boolean', required: true, risk: { true: 'prohibited' } }
    const form_schema = { sections: [{ fields: [field] }] }
    const own = { code: 'own', title: 'Own', level: 1, required: false, form_schema }
    const { id: template_id } = await world.call('POST', '/templates', own)
    await world.call('POST', '/steps/require', { customer_id: world.customer.customer_id, template_id })
    const { manager, customer } = world
    await manager.customers.submitStep(customer, await world.stepId('own'), { exposed: true }, randomUUID())
    await manager.deliverDue()
    const nothing = { dailyDeposit: 0, monthlyDeposit: 0, maxPosition: 0 }
    for (const login of LOGINS)
      expect(world.heard.findLast(({ tradingLogin }) => tradingLogin === Number(login))).toMatchObject({
        ...{ kycStatus: 'rejected', accountLimits: nothing },
      })
  })

  describe('trading logins', () => {
    it('are all listed, and each is told when the decision was made', async () => {
      const world = await approved(await freshDatabase())
      await world.manager.deliverDue()
      world.heard.length = 0
      world.pass(5 * DAY)
      await world
        .requireStep('proof', { trading_login: Number(THIRD) })
        .then(() => world.decide('proof', 'waive', { justification: WHY }))
      await world.manager.deliverDue()
      const { id, trading_login } = await world.profile()
      const { trading_logins } = await world.call('GET', `/profiles/${id}`)
      expect([trading_login, trading_logins]).toEqual([THIRD, [...LOGINS, THIRD]])
      world.heard.length = 0
      world.pass(DAY)
      await world.open('1004')
      await world.manager.deliverDue()
      expect(world.heard).toMatchObject([
        {
          ...{ tradingLogin: 1004, kycStatus: 'approved' },
          ...{ verificationDate: '2026-11-25T12:00:00.000Z', timestamp: '2026-11-26T12:00:00.000Z' },
        },
      ])
    })

    it('that cannot be told hold up no other, and hear everything in order once they can', async () => {
      const world = await openWorld(await freshDatabase())
      world.setReceiver(({ tradingLogin }) => tradingLogin !== Number(LOGINS[0]))
      await sendStandard(world)
      await world.manager.deliverDue()
      await approveBoth(world)
      await world.manager.deliverDue()
      const heardBy = (login: string) =>
        world.heard.filter((told) => told.tradingLogin === Number(login)).map(({ kycStatus }) => kycStatus)
      const all = ['pending', 'pending', 'approved']
      expect([heardBy(LOGINS[0]), heardBy(LOGINS[1])]).toEqual([[], all])
      world.setReceiver(() => true)
      world.pass(3_600_000)
      await world.manager.deliverDue()
      expect(heardBy(LOGINS[0])).toEqual(all)
    })

    it.each(['seven', '1'.repeat(16), -1, 1.5])('are refused as %s', async (trading_login) => {
      const world = await openWorld(await freshDatabase())
      const body = { customer_id: world.customer.customer_id, required_level: 1, trading_login }
      expect(await refusal(world, '/required-level', body)).toMatchObject({
        ...{ status: 422, body: { field: 'trading_login' } },
      })
    })
  })
})
