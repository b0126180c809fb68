import { describe, expect, it } from 'vitest'
import type { Email } from '@/lib/contract/email'
import { callHttp, DATABASES, newCustomer, openTestManager, submitStandard } from '@/lib/testing/manager'

describe.each(Object.entries(DATABASES))('on %s', (_, freshDatabase) => {
  async function open({ mail = true, clock }: { mail?: boolean; clock?: () => Date } = {}) {
    const letters: Email[] = []
    const { manager, db } = await openTestManager({
      ...{ database: await freshDatabase(), ...(clock && { clock }) },
      receivers: { email: mail ? async (letter) => void letters.push(letter) : null },
    })
    const call = (method: string, path: string, body?: unknown, key?: string) =>
      callHttp(manager, method, path, body, key)
    return { manager, db, call, letters }
  }

  describe('letters', () => {
    it('tell the customer of decisions, in their language, and of nothing else', async () => {
      const { manager, db, call, letters } = await open()
      const customer = { ...newCustomer(), language: 'de' }
      const { kyc } = await submitStandard(manager, customer)
      await manager.deliverDue()
      expect(letters).toEqual([])
      const [personal, ...rest] = kyc.steps
      await call('POST', `/steps/${personal?.id}/reject`, { reason_code: 'data_mismatch' })
      await manager.deliverDue()
      expect(letters).toEqual([{ to: 'ada@example.com', language: 'de', letter: 'attention', values: {} }])
      for (const { id } of rest)
        await call('POST', `/steps/${id}/reject`, { reason_code: 'other', reject_type: 'final' })
      await manager.deliverDue()
      expect(letters).toHaveLength(1)
      const stored = await db.selectFrom('jobs').select('input').where('kind', '=', 'mail').execute()
      expect(JSON.stringify(stored)).not.toContain('ada@')
    })

    it('are not written without a mail server, nor to nobody', async () => {
      for (const [mail, email] of [
        [false, 'ada@example.com'],
        [true, null],
      ] as const) {
        const { manager, call, letters } = await open({ mail })
        const { kyc } = await submitStandard(manager, { ...newCustomer(), email })
        for (const { id } of kyc.steps) await call('POST', `/steps/${id}/approve`, {})
        await manager.deliverDue()
        expect(letters).toEqual([])
      }
    })
  })

  describe('a one-time link', () => {
    const tokenOf = (url: string) => new URL(url).searchParams.get('token') ?? ''

    it('shows a customer what is missing, once', async () => {
      const { manager, call } = await open()
      const ada = newCustomer()
      await manager.customers.open(ada, 'standard')
      const { body } = await call('POST', '/links', { customer_id: ada.customer_id, hours: 24 })
      expect(body.url).toMatch(/^https:\/\/kyc\.example\.com\/inapp\/kyc\/status\?token=link-[\w-]{43}$/)
      expect(body.missing.map(({ code }: { code: string }) => code)).toEqual(['personal', 'identity', 'address'])
      const redeemed = await manager.tokens.redeem(tokenOf(body.url))
      const { customer_id, brand } = ada
      expect(redeemed).toMatchObject({ ok: true, value: { identity: { customer_id, brand }, kyc_type: 'standard' } })
      expect(await manager.tokens.redeem(tokenOf(body.url))).toMatchObject({ ok: false, code: 'TOKEN_USED' })
      const { items } = (await call('GET', `/links?customer_id=${ada.customer_id}`)).body
      expect(items).toMatchObject([{ id: body.id, used_at: expect.any(String), created_by: 'Jo' }])
      expect(JSON.stringify(items)).not.toContain('link-')
      expect(await call('DELETE', `/links/${body.id}`)).toMatchObject({ status: 409, body: { reason: 'used' } })
    })

    it('ends with its time, and when it is revoked', async () => {
      let now = new Date('2026-11-20T12:00:00Z')
      const { manager, call } = await open({ clock: () => now })
      const { customer_id } = newCustomer()
      const make = async () => (await call('POST', '/links', { customer_id, hours: 1 })).body
      const [late, revoked] = [await make(), await make()]
      expect((await call('DELETE', `/links/${revoked.id}`)).body.revoked_at).toBe(now.toISOString())
      expect(await manager.tokens.redeem(tokenOf(revoked.url))).toMatchObject({ code: 'TOKEN_EXPIRED' })
      now = new Date(now.getTime() + 3_600_000)
      expect(await manager.tokens.redeem(tokenOf(late.url))).toMatchObject({ code: 'TOKEN_EXPIRED' })
    })

    it('is mailed when that is asked for, and refused when there is nowhere to mail it to', async () => {
      const { manager, call, letters } = await open()
      const ada = newCustomer()
      await manager.customers.open(ada, 'basic')
      const { body } = await call('POST', '/links', { customer_id: ada.customer_id, mail: true })
      await manager.deliverDue()
      expect(letters).toMatchObject([
        { letter: 'link', to: ada.email, values: { url: body.url, until: body.expires_at } },
      ])
      const unknown = { customer_id: newCustomer().customer_id, mail: true }
      expect(await call('POST', '/links', unknown)).toMatchObject({ status: 409, body: { reason: 'no_mail' } })
      for (const hours of [0, 169, 1.5])
        expect(await call('POST', '/links', { ...unknown, hours })).toMatchObject({ status: 422 })
    })
  })
})
