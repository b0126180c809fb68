import { describe, expect, it } from 'vitest'
import { newCustomer, openTestManager } from '@/lib/testing/manager'
import { SCENARIO_PAST_MS, startScenario } from './scenario'

async function openManagers() {
  const { manager: now, folder, masterKeys, bugs } = await openTestManager()
  const clock = () => new Date(Date.now() - SCENARIO_PAST_MS)
  const { manager: past } = await openTestManager({ directory: folder, masterKeys, clock })
  return { now, past, bugs }
}

describe('a scenario of the sandbox', () => {
  it.each([
    ['half_way', 'draft'],
    ['in_review', 'pending'],
    ['second_look', 'review_required'],
    ['approved', 'approved'],
    ['document_sent_back', 'rejected'],
    ['answers_sent_back', 'rejected'],
    ['rejected_for_good', 'rejected'],
    ['expired', 'expired'],
    ['selfie_asked', 'draft'],
    ['email_asked', 'draft'],
  ] as const)('brings a person to %s, which the screens know as %s', async (situation, status) => {
    const managers = await openManagers()
    const customer = newCustomer()
    await startScenario(managers, customer, { situation, token: 'good', kyc_type: 'standard' })
    expect((await managers.now.customers.read(customer)).status).toBe(status)
    expect(managers.bugs).toEqual([])
  })

  it('leaves nothing untold of what lies in the past', async () => {
    const managers = await openManagers()
    const customer = newCustomer()
    await startScenario(managers, customer, { situation: 'expired', token: 'good', kyc_type: 'standard' })
    await managers.now.deliverDue()
    const reviewer = { name: 'Jo', role: 'SESSION_MANAGER', brand: 'acme' } as const
    const { items } = await managers.now.call('MngGetKycDeliveries', { limit: 50 }, reviewer)
    expect(items.length).toBeGreaterThan(2)
    expect(items.filter(({ state }) => state !== 'delivered')).toEqual([])
  })

  it.each([
    ['good', { ok: true }],
    ['used', { ok: false, code: 'TOKEN_USED' }],
    ['expired', { ok: false, code: 'TOKEN_EXPIRED' }],
    ['unknown', { ok: false, code: 'TOKEN_INVALID' }],
  ] as const)('gives a token that is %s', async (token, redeemed) => {
    const managers = await openManagers()
    const given = await startScenario(managers, newCustomer(), { situation: 'new', token, kyc_type: 'basic' })
    expect(await managers.now.tokens.redeem(given)).toMatchObject(redeemed)
  })
})
