import { expect, it } from 'vitest'
import { tokenHash } from '@/lib/http/one-time-token'
import { newCustomer, openTestManager } from '@/lib/testing/manager'

const start = new Date('2026-11-20T12:00:00Z')

it('lets exactly one of many callers redeem a token', async () => {
  const { manager, bugs } = await openTestManager()
  const identity = newCustomer()
  const { token } = await manager.tokens.issue({ identity, kyc_type: 'standard' })
  const results = await Promise.all(Array.from({ length: 200 }, () => manager.tokens.redeem(token)))
  expect(results.filter((result) => result.ok)).toEqual([
    { ok: true, value: { identity, kyc_type: 'standard', scope: null } },
  ])
  expect(results.filter((result) => !result.ok && result.code === 'TOKEN_USED')).toHaveLength(199)
  expect(bugs).toEqual([])
})

it('distinguishes used, expired, unknown and malformed tokens, and names the customer of known ones', async () => {
  let now = start
  const { manager } = await openTestManager({ clock: () => now })
  const identity = newCustomer()
  const issue = async () => (await manager.tokens.issue({ identity, kyc_type: 'basic' })).token
  const [used, late] = [await issue(), await issue()]
  await manager.tokens.redeem(used)
  now = new Date(start.getTime() + 5 * 60_000)
  const customer = { brand: identity.brand, customer_id: identity.customer_id }
  expect(await manager.tokens.redeem(used)).toEqual({ ok: false, code: 'TOKEN_USED', customer })
  expect(await manager.tokens.redeem(late)).toEqual({ ok: false, code: 'TOKEN_EXPIRED', customer })
  expect(await manager.tokens.redeem('x'.repeat(43))).toEqual({ ok: false, code: 'TOKEN_INVALID', customer: null })
  expect(await manager.tokens.redeem('short')).toEqual({ ok: false, code: 'TOKEN_MALFORMED', customer: null })
})

it('says whose brand a token is, used or not, without spending it', async () => {
  const { manager } = await openTestManager()
  const [ada, grace] = [newCustomer('acme'), newCustomer('other')]
  for (const identity of [ada, grace]) {
    const { token } = await manager.tokens.issue({ identity, kyc_type: 'basic' })
    expect(await manager.tokens.brandOf(tokenHash(token))).toBe(identity.brand)
    expect(await manager.tokens.redeem(token)).toMatchObject({ ok: true })
    expect(await manager.tokens.brandOf(tokenHash(token))).toBe(identity.brand)
  }
  expect(await manager.tokens.brandOf(tokenHash('x'.repeat(43)))).toBeNull()
})

it('accepts a token for five minutes, and stores only its hash', async () => {
  const { manager, db } = await openTestManager({ clock: () => start })
  const { token, expires_at } = await manager.tokens.issue({ identity: newCustomer(), kyc_type: 'basic' })
  expect(expires_at).toBe('2026-11-20T12:05:00.000Z')
  expect(JSON.stringify(await db.selectFrom('tokens').selectAll().execute())).not.toContain(token)
})
