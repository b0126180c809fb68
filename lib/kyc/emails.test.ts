import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import type { Email } from '@/lib/contract/email'
import { STEP_STATUS } from '@/lib/contract/statuses'
import { callHttp, DATABASES, newCustomer, openTestManager, storePhoto, submitStandard } from '@/lib/testing/manager'

describe.each(Object.entries(DATABASES))('on %s', (_, freshDatabase) => {
  async function open({ mail = true, clock }: { mail?: boolean; clock?: () => Date } = {}) {
    const emails: Email[] = []
    const { manager, db } = await openTestManager({
      ...{ database: await freshDatabase(), ...(clock && { clock }) },
      receivers: { email: mail ? async (email) => void emails.push(email) : null },
    })
    const call = (method: string, path: string, body?: unknown, key?: string) =>
      callHttp(manager, method, path, body, key)
    return { manager, db, call, emails }
  }

  describe('emails', () => {
    it('tell customers about decisions, and nothing else, in their language', async () => {
      const { manager, db, call, emails } = await open()
      const customer = { ...newCustomer(), language: 'de' }
      const { kyc } = await submitStandard(manager, customer)
      await manager.deliverDue()
      expect(emails).toEqual([])
      const [personal, ...rest] = kyc.steps
      await call('POST', `/steps/${personal?.id}/reject`, { reason_code: 'data_mismatch' })
      await manager.deliverDue()
      expect(emails).toEqual([{ to: 'ada@example.com', language: 'de', letter: 'attention', values: {} }])
      for (const { id } of rest)
        await call('POST', `/steps/${id}/reject`, { reason_code: 'other', reject_type: 'final' })
      await manager.deliverDue()
      expect(emails.map(({ letter }) => letter)).toEqual(['attention', 'rejected'])
      const stored = await db.selectFrom('jobs').select('input').where('kind', '=', 'mail').execute()
      expect(JSON.stringify(stored)).not.toContain('ada@')
    })

    it('do not tell of decisions to a customer who does without them, but of questions', async () => {
      const { manager, call, emails } = await open()
      const ada = newCustomer()
      const { kyc } = await submitStandard(manager, ada)
      expect(kyc.decision_emails).toBe(true)
      expect(await manager.customers.chooseEmails(ada, false)).toMatchObject({ decision_emails: false })
      const [first, ...rest] = kyc.steps
      const message = { text: 'The page is dark', language: 'en' }
      await call('POST', `/steps/${first?.id}/reject`, { reason_code: 'unreadable', message })
      const asked = { customer_id: ada.customer_id, answer: 'words', question: { text: 'Why?', language: 'en' } }
      await call('POST', '/questions', asked)
      await manager.deliverDue()
      expect(emails.map(({ letter }) => letter)).toEqual(['question'])
      await manager.customers.chooseEmails(ada, true)
      for (const { id } of rest)
        await call('POST', `/steps/${id}/reject`, { reason_code: 'other', reject_type: 'final' })
      await manager.deliverDue()
      expect(emails.map(({ letter }) => letter)).toEqual(['question', 'rejected'])
      const { body } = await call('GET', '/audit?event=profile.emails_chosen')
      expect(body.items).toHaveLength(2)
    })

    it('are not sent without a mail server or an address', async () => {
      for (const [mail, email] of [
        [false, 'ada@example.com'],
        [true, null],
      ] as const) {
        const { manager, call, emails } = await open({ mail })
        const { kyc } = await submitStandard(manager, { ...newCustomer(), email })
        for (const { id } of kyc.steps) await call('POST', `/steps/${id}/approve`, {})
        await manager.deliverDue()
        expect(emails).toEqual([])
      }
    })
  })

  describe('a one-time link', () => {
    const tokenOf = (url: string) => new URL(url).searchParams.get('token') ?? ''

    it('shows a customer once what is missing', async () => {
      const { manager, call } = await open()
      const ada = newCustomer()
      await manager.customers.open(ada, 'standard')
      const { body } = await call('POST', '/links', { customer_id: ada.customer_id, hours: 24 })
      expect(body.url).toMatch(/^https:\/\/kyc\.example\.com\/inapp\/kyc\/status\?token=link-[\w-]{43}$/)
      expect(body.missing.map(({ code }: { code: string }) => code)).toEqual(['identity', 'personal', 'address'])
      const redeemed = await manager.tokens.redeem(tokenOf(body.url))
      const { customer_id, brand } = ada
      expect(redeemed).toMatchObject({ ok: true, value: { identity: { customer_id, brand }, kyc_type: 'standard' } })
      expect(await manager.tokens.redeem(tokenOf(body.url))).toMatchObject({ ok: false, code: 'TOKEN_USED' })
      const { items } = (await call('GET', `/links?customer_id=${ada.customer_id}`)).body
      expect(items).toMatchObject([{ id: body.id, used_at: expect.any(String), created_by: 'Jo' }])
      expect(JSON.stringify(items)).not.toContain('link-')
    })

    it('is for a customer who exists, unless it says to make a profile', async () => {
      const { manager, call, db } = await open()
      const { customer_id } = newCustomer()
      expect(await call('POST', '/links', { customer_id })).toMatchObject({ status: 404, body: { code: 'NOT_FOUND' } })
      expect(await db.selectFrom('profiles').select('id').execute()).toEqual([])
      const { status, body } = await call('POST', '/links', { customer_id, create: true })
      expect([status, body.missing]).toEqual([200, []])
      expect((await call('GET', `/profiles?customer_id=${customer_id}`)).body.items).toHaveLength(1)
      expect(await manager.tokens.redeem(tokenOf(body.url))).toMatchObject({ ok: true })
    })

    it('says which steps and documents are missing, and why something was sent back', async () => {
      const { manager, call, emails } = await open()
      const { customer, stepId } = await submitStandard(manager)
      const { customer_id } = customer
      const make = async () => (await call('POST', '/links', { customer_id, mail: true })).body
      expect((await make()).missing).toEqual([])
      const [passport] = (await call('GET', `/documents?step_id=${stepId('identity')}`)).body.items
      await call('POST', `/documents/${passport.id}/reject`, { reason_code: 'unreadable' })
      const message = { text: 'Please add your middle name.', language: 'en' }
      await call('POST', `/steps/${stepId('personal')}/reject`, { reason_code: 'data_mismatch', message })
      await call('POST', `/steps/${stepId('address')}/reject`, { reason_code: 'other', reject_type: 'final' })
      const { missing } = await make()
      expect(missing).toMatchObject([
        { code: 'identity', documents: [{ field: 'identity_document', reason_code: 'unreadable' }] },
        { code: 'personal', status: STEP_STATUS.rejected, reason_code: 'data_mismatch', message, documents: [] },
      ])
      await manager.deliverDue()
      const links = emails.filter(({ letter }) => letter === 'link').map(({ values }) => values.missing)
      expect(links).toHaveLength(2)
      expect(links).toEqual(expect.arrayContaining([[], missing]))
    })

    it('counts a document as missing until it is there with all its sides', async () => {
      const { manager, call } = await open()
      const customer = newCustomer()
      const { steps } = await manager.customers.open(customer, 'standard')
      const step_id = steps.find(({ code }) => code === 'identity')?.id ?? ''
      const missing = async () => {
        const { body } = await call('POST', '/links', { customer_id: customer.customer_id })
        const named = body.missing.find(({ code }: { code: string }) => code === 'identity')
        return named.documents.map(({ field }: { field: string }) => field)
      }
      const attach = async (side: 'front' | 'back') => {
        const file_id = await storePhoto(manager, customer)
        const put = { step_id, field: 'identity_document', file_id, document_type: 'driving_licence', side } as const
        await manager.customers.attachDocument(customer, { ...put, country: 'FRA' }, randomUUID())
      }
      expect(await missing()).toEqual(['identity_document'])
      await attach('front')
      expect(await missing()).toEqual(['identity_document'])
      await attach('back')
      expect(await missing()).toEqual([])
    })

    it('stops working when it expires or is revoked', async () => {
      let now = new Date('2026-11-20T12:00:00Z')
      const { manager, call } = await open({ clock: () => now })
      const { customer_id } = newCustomer()
      const make = async () => (await call('POST', '/links', { customer_id, hours: 1, create: true })).body
      const [late, revoked] = [await make(), await make()]
      expect((await call('DELETE', `/links/${revoked.id}`)).body.revoked_at).toBe(now.toISOString())
      expect(await manager.tokens.redeem(tokenOf(revoked.url))).toMatchObject({ code: 'TOKEN_EXPIRED' })
      now = new Date(now.getTime() + 3_600_000)
      expect(await manager.tokens.redeem(tokenOf(late.url))).toMatchObject({ code: 'TOKEN_EXPIRED' })
    })

    it('is emailed on request, and refused when it cannot be', async () => {
      const { manager, call, emails } = await open()
      const ada = newCustomer()
      await manager.customers.open(ada, 'basic')
      const { body } = await call('POST', '/links', { customer_id: ada.customer_id, mail: true })
      await manager.deliverDue()
      expect(emails).toMatchObject([
        { letter: 'link', to: ada.email, values: { url: body.url, until: body.expires_at } },
      ])
      const unknown = { customer_id: newCustomer().customer_id, mail: true, create: true }
      expect(await call('POST', '/links', unknown)).toMatchObject({ status: 409, body: { reason: 'no_mail' } })
      for (const hours of [0, 169, 1.5])
        expect(await call('POST', '/links', { ...unknown, hours })).toMatchObject({ status: 422 })
    })
  })
})
