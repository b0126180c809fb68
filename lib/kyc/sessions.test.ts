import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { DatabaseName } from '@/lib/database'
import { tokenHash } from '@/lib/http/one-time-token'
import { callHttp, DATABASES, newCustomer, openTestManager } from '@/lib/testing/manager'
import type { SessionClaim } from './sessions'

const NOON = new Date('2026-11-20T12:00:00Z')

describe.each(Object.keys(DATABASES) as DatabaseName[])('sessions on %s', (database) => {
  let world: Awaited<ReturnType<typeof openTestManager>>
  let now: Date
  beforeEach(async () => {
    now = NOON
    world = await openTestManager({ database: await DATABASES[database](), clock: () => now })
  })
  afterEach(() => world.manager.close())

  const later = (seconds: number) => {
    now = new Date(NOON.getTime() + seconds * 1_000)
  }
  const claimOf = async (customer = newCustomer(), token: string = randomUUID()): Promise<SessionClaim> => ({
    ...{ id: randomUUID(), customer, token_hash: tokenHash(token), renewal: 0 },
    epoch: await world.manager.sessions.epochOf(customer),
  })
  const isOpen = (claim: SessionClaim, renewal = claim.renewal) => world.manager.sessions.isOpen({ ...claim, renewal })

  it('is open as its cookie says while nothing else is known of it', async () => {
    expect(await isOpen(await claimOf())).toBe(true)
  })

  it('ends when its person signs out, and no other with it', async () => {
    const customer = newCustomer()
    const [one, other] = [await claimOf(customer), await claimOf(customer)]
    await world.manager.sessions.end(one.id)
    expect([await isOpen(one), await isOpen(one, 1), await isOpen(other)]).toEqual([false, false, true])
  })

  it('ends with all others of a customer when staff says so, and the next one is open', async () => {
    const [ada, grace] = [newCustomer(), newCustomer()]
    await world.manager.customers.open(ada, 'basic')
    const sessions = [await claimOf(ada), await claimOf(ada), await claimOf(grace)]
    const { customer_id } = ada
    expect(await callHttp(world.manager, 'POST', '/sessions/end', { customer_id })).toMatchObject({
      ...{ status: 200, body: { customer_id, ended: true } },
    })
    expect(await Promise.all(sessions.map((claim) => isOpen(claim)))).toEqual([false, false, true])
    expect(await isOpen(await claimOf(ada))).toBe(true)
    const { items } = (await callHttp(world.manager, 'GET', `/audit?customer_id=${customer_id}`)).body
    expect(items.at(-1)).toMatchObject({ event: 'profile.sessions_ended', actor: 'Jo' })
  })

  it('tells the screens that are open', async () => {
    const customer = newCustomer()
    await world.manager.customers.open(customer, 'basic')
    const versions: number[] = []
    const end = world.manager.watch(customer.brand, customer.customer_id, (version) => versions.push(version))
    await callHttp(world.manager, 'POST', '/sessions/end', { customer_id: customer.customer_id })
    await expect.poll(() => versions.length).toBeGreaterThan(0)
    end()
  })

  it('is not ended for a customer whom another brand names', async () => {
    const customer = newCustomer()
    await world.manager.customers.open(customer, 'basic')
    const claim = await claimOf(customer)
    const { customer_id } = customer
    const answer = await callHttp(world.manager, 'POST', '/sessions/end', { customer_id }, 'other-key')
    expect([answer.status, await isOpen(claim)]).toEqual([404, true])
  })

  it('ends with the link that opened it', async () => {
    const customer = newCustomer()
    await world.manager.customers.open(customer, 'basic')
    const { body } = await callHttp(world.manager, 'POST', '/links', { customer_id: customer.customer_id })
    const token = new URL(body.url).searchParams.get('token') ?? ''
    await world.manager.tokens.redeem(token)
    const claim = await claimOf(customer, token)
    expect(await isOpen(claim)).toBe(true)
    expect(await callHttp(world.manager, 'DELETE', `/links/${body.id}`)).toMatchObject({ status: 200 })
    expect(await isOpen(claim)).toBe(false)
  })

  it('refuses an old cookie a minute after a newer one came into use', async () => {
    const claim = await claimOf()
    expect(await isOpen(claim, 1)).toBe(true)
    later(59)
    expect(await isOpen(claim, 0)).toBe(true)
    later(61)
    expect([await isOpen(claim, 0), await isOpen(claim, 1), await isOpen(claim, 2)]).toEqual([false, true, true])
  })

  it('takes the old cookie for good where the newer one never arrived', async () => {
    const claim = await claimOf()
    later(3_600)
    expect(await isOpen(claim, 0)).toBe(true)
  })
})
