import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { DOCUMENT_STATUS, PROFILE_STATUS, RISK_LEVEL, STEP_STATUS } from '@/lib/contract/statuses'
import {
  callHttp,
  DATABASES,
  newCustomer,
  openTestManager,
  PERSONAL,
  storePhoto,
  submitStandard,
} from '@/lib/testing/manager'

const DAY = 24 * 3_600_000

describe.each(Object.entries(DATABASES))('on %s', (_, freshDatabase) => {
  async function open(clock?: () => Date) {
    const { manager } = await openTestManager({ database: await freshDatabase(), ...(clock && { clock }) })
    const call = (method: string, path: string, body?: unknown, key?: string) =>
      callHttp(manager, method, path, body, key)
    const profileOf = async (customer_id: string) =>
      (await call('GET', `/profiles?customer_id=${customer_id}`)).body.items[0]
    const approveAll = async (steps: { id: string }[], key?: string) => {
      for (const { id } of steps) expect((await call('POST', `/steps/${id}/approve`, {}, key)).status).toBe(200)
    }
    return { manager, call, profileOf, approveAll }
  }

  describe('risk', () => {
    it('follows from the answers, unless a reviewer sets it by hand', async () => {
      const { manager, call, profileOf } = await open()
      const ada = newCustomer()
      const [step] = (await manager.customers.open(ada, 'basic')).steps
      expect((await profileOf(ada.customer_id)).risk_level).toBe(RISK_LEVEL.unknown)
      await manager.customers.submitStep(ada, step?.id ?? '', { ...PERSONAL, nationality: 'IRN' }, randomUUID())
      const { id, risk_level } = await profileOf(ada.customer_id)
      expect(risk_level).toBe(RISK_LEVEL.high)
      const set = (level: unknown) =>
        call('POST', `/profiles/${id}/risk-level`, { risk_level: level, comment: 'Checked' })
      expect((await set('low')).body.risk_level).toBe(RISK_LEVEL.low)
      expect((await set('unknown')).body.risk_level).toBe(RISK_LEVEL.high)
      expect(await set(5)).toMatchObject({ status: 422 })
      const { items } = (await call('GET', `/audit?entity_id=${id}`)).body
      expect(items.filter(({ comment }: { comment: string }) => comment === 'Checked')).toMatchObject([
        { before: { risk_level: RISK_LEVEL.high }, after: { risk_level: RISK_LEVEL.low } },
        { after: { risk_level: RISK_LEVEL.high } },
      ])
    })

    it('that is high requires two different reviewers', async () => {
      const { manager, call, profileOf } = await open()
      const ada = newCustomer()
      const [step] = (await manager.customers.open(ada, 'basic')).steps
      await manager.customers.submitStep(ada, step?.id ?? '', { ...PERSONAL, nationality: 'IRN' }, randomUUID())
      const approve = (key: string) => call('POST', `/steps/${step?.id}/approve`, {}, key)
      expect((await approve('acme-key')).body).toMatchObject({ status: STEP_STATUS.pending, approved_by: 'Jo' })
      expect(await approve('acme-key')).toMatchObject({ status: 409, body: { reason: 'second_manager_needed' } })
      expect((await approve('second-key')).body).toMatchObject({ status: STEP_STATUS.approved, confirmed_by: 'Kim' })
      expect((await profileOf(ada.customer_id)).status).toBe(PROFILE_STATUS.approved)
    })

    it('that rises after the approval requires a review by a second reviewer', async () => {
      const { manager, call, profileOf, approveAll } = await open()
      const { customer, kyc } = await submitStandard(manager)
      await approveAll(kyc.steps)
      const { id } = await profileOf(customer.customer_id)
      const { body } = await call('POST', `/profiles/${id}/risk-level`, { risk_level: 'high', comment: 'Press' })
      expect(body.status).toBe(PROFILE_STATUS.review_required)
      await approveAll(kyc.steps, 'second-key')
      expect((await profileOf(customer.customer_id)).status).toBe(PROFILE_STATUS.approved)
    })
  })

  describe('an approval', () => {
    it('expires after the document’s last day, and the customer can renew it', async () => {
      let now = new Date('2026-11-20T12:00:00Z')
      const { manager, call, profileOf, approveAll } = await open(() => now)
      const { customer, kyc, stepId } = await submitStandard(manager)
      await approveAll(kyc.steps)
      now = new Date('2090-01-01T23:59:00Z')
      await manager.expireDue()
      expect((await profileOf(customer.customer_id)).status).toBe(PROFILE_STATUS.approved)
      now = new Date(now.getTime() + DAY)
      await Promise.all([manager.expireDue(), manager.expireDue()])
      expect((await profileOf(customer.customer_id)).status).toBe(PROFILE_STATUS.expired)
      const { body } = await call('GET', `/steps/${stepId('identity')}`)
      expect(body).toMatchObject({ status: STEP_STATUS.expired, documents: [{ status: DOCUMENT_STATUS.expired }] })

      const answers = { document_number: 'X124', expiry_date: '2100-01-01' }
      const submit = (file_id: string) =>
        manager.customers.submitStep(
          customer,
          stepId('identity'),
          { ...answers, expiry_date: '2095-01-01', identity_document: file_id },
          randomUUID(),
        )
      await expect(submit(body.documents[0].file_id)).rejects.toMatchObject({ code: 'VALIDATION_FAILED' })
      const file_id = await storePhoto(manager, customer)
      const passport = { field: 'identity_document', document_type: 'passport', side: 'front', country: 'FRA' } as const
      await manager.customers.attachDocument(
        customer,
        { step_id: stepId('identity'), file_id, ...passport },
        randomUUID(),
      )
      expect((await submit(file_id)).steps.find(({ code }) => code === 'identity')?.status).toBe('pending')
    })

    it('holds to the end of its last day, wherever the customer is', async () => {
      let now = new Date('2026-11-20T12:00:00Z')
      const { manager, profileOf, approveAll } = await open(() => now)
      const { customer, kyc } = await submitStandard(manager)
      await approveAll(kyc.steps)
      const statusAt = async (time: string) => {
        now = new Date(time)
        await manager.expireDue()
        return (await profileOf(customer.customer_id)).status
      }
      // In UTC−12 the first of January ends at noon.
      expect(await statusAt('2090-01-02T11:59:00Z')).toBe(PROFILE_STATUS.approved)
      expect(await statusAt('2090-01-02T12:01:00Z')).toBe(PROFILE_STATUS.expired)
    })

    it('locks the data: changes require a justification, which is audited', async () => {
      const { manager, call, approveAll } = await open()
      const { customer, kyc, stepId } = await submitStandard(manager)
      await approveAll(kyc.steps)
      const id = stepId('personal')
      await expect(
        manager.customers.submitStep(customer, id, { ...PERSONAL, last_name: 'Lovelace' }, randomUUID()),
      ).rejects.toMatchObject({ code: 'CONFLICT' })

      const file_id = await storePhoto(manager, customer)
      const document = {
        customer_id: customer.customer_id,
        file_id,
        document_type: 'passport',
        step_id: stepId('identity'),
      }
      expect(await call('POST', '/documents', document)).toMatchObject({
        ...{ status: 409, body: { reason: 'locked', faults: [{ path: 'justification', code: 'required' }] } },
      })
      const justification = 'Sent by post, with a new name'
      expect((await call('POST', '/documents', { ...document, justification })).status).toBe(200)

      expect(await call('POST', `/steps/${id}/reopen`, {})).toMatchObject({
        status: 422,
        body: { field: 'justification' },
      })
      expect((await call('POST', `/steps/${id}/reopen`, { justification })).body.status).toBe(STEP_STATUS.required)
      await manager.customers.submitStep(customer, id, { ...PERSONAL, last_name: 'Lovelace' }, randomUUID())
      const { items } = (await call('GET', `/audit?customer_id=${customer.customer_id}&limit=200`)).body
      const justified = items.filter(({ comment }: { comment: string }) => comment === justification)
      expect(justified.map(({ action }: { action: string }) => action)).toEqual([
        'MngAddKycDocument',
        'MngReopenKycStep',
      ])
    })
  })

  describe('the list of profiles', () => {
    it('is sorted in both directions, paged by cursor and searched by substring', async () => {
      let now = new Date('2026-11-20T12:00:00Z')
      const { manager, call } = await open(() => now)
      const ids: string[] = []
      for (const email of ['ada@example.com', 'bob_1@example.com', 'bobx1@example.com']) {
        now = new Date(now.getTime() + 1_000)
        const { customer_id } = await manager.customers.open({ ...newCustomer(), email }, 'basic')
        ids.push(customer_id)
      }
      const list = async (query: string) => {
        const seen: string[] = []
        for (let cursor: string | null = ''; cursor !== null; ) {
          const { body } = await call('GET', `/profiles?limit=2&${query}${cursor && `&cursor=${cursor}`}`)
          seen.push(...body.items.map((item: { customer_id: string }) => item.customer_id))
          cursor = body.next_cursor
        }
        return seen
      }
      expect(await list('sort=created_at')).toEqual(ids)
      expect(await list('sort=-created_at')).toEqual([...ids].reverse())
      expect(await list('text=BOB_')).toEqual([ids[1]])
      expect(await list(`text=${ids[0]?.slice(0, 12)}`)).toEqual([ids[0]])
      expect(await list('text=%25')).toEqual([])
      expect(await list('brand=other')).toEqual([])
    })
  })
})
