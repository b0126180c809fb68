import { randomUUID } from 'node:crypto'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { DatabaseName } from '@/lib/database'
import { DATABASES, newCustomer, openTestManager, PERSONAL, storePhoto } from '@/lib/testing/manager'

const HOUR_MS = 3_600_000

describe.each(Object.keys(DATABASES) as DatabaseName[])('what is used up, on %s', (database) => {
  async function open() {
    const time = { now: new Date('2026-11-20T12:00:00Z') }
    const world = await openTestManager({ database: await DATABASES[database](), clock: () => time.now })
    onTestFinished(() => world.manager.close())
    const later = async (hours: number) => {
      time.now = new Date(time.now.getTime() + hours * HOUR_MS)
      await world.manager.sweepDue()
    }
    return { ...world, later }
  }

  it('a file that nobody put to a field goes after a day, its content too, and the audit says so', async () => {
    const { manager, parts, db, later } = await open()
    const customer = newCustomer()
    const { steps } = await manager.customers.open(customer, 'standard')
    const [left, attached] = [await storePhoto(manager, customer), await storePhoto(manager, customer)]
    const step_id = steps.find(({ code }) => code === 'identity')?.id ?? ''
    const document = { document_type: 'passport', side: 'front', country: 'FRA' } as const
    const request = { step_id, field: 'identity_document', file_id: attached, ...document }
    await manager.customers.attachDocument(customer, request, randomUUID())
    const isThere = (id: string) => parts.store.has(id, 'jpg')

    await later(23)
    expect([await isThere(left), await isThere(attached)]).toEqual([true, true])
    await later(2)
    expect([await isThere(left), await isThere(attached)]).toEqual([false, true])
    expect((await db.selectFrom('files').select('id').execute()).map(({ id }) => id)).toEqual([attached])
    const { items } = await manager.call('MngGetKycAudit', { limit: 100, entity: 'file', sort: 'at' }, actor)
    expect(items.at(-1)).toMatchObject({ event: 'file.swept', entity_id: left, customer_id: customer.customer_id })
  })

  it('a file of a customer under legal hold stays', async () => {
    const { manager, parts, db, later } = await open()
    const customer = newCustomer()
    await manager.customers.open(customer, 'standard')
    const left = await storePhoto(manager, customer)
    await db.updateTable('profiles').set({ legal_hold: 1 }).execute()
    await later(48)
    expect(await parts.store.has(left, 'jpg')).toBe(true)
  })

  it('tokens and answers of a customer under legal hold stay, and only theirs', async () => {
    const { manager, db, later } = await open()
    const [held, other] = [newCustomer(), newCustomer()]
    for (const customer of [held, other]) {
      const { steps } = await manager.customers.open(customer, 'basic')
      await manager.customers.submitStep(customer, steps[0]?.id ?? '', PERSONAL, 'once')
      await manager.tokens.issue({ identity: customer, kyc_type: 'basic' })
    }
    await db.updateTable('profiles').set({ legal_hold: 1 }).where('customer_id', '=', held.customer_id).execute()
    await later(60 * 24)
    const left = async () => [
      ...(await db.selectFrom('tokens').select('customer_id').execute()).map(({ customer_id }) => customer_id),
      ...(await db.selectFrom('idempotency').select('customer').execute()).map(({ customer }) => customer),
    ]
    expect(await left()).toEqual([held.customer_id, `acme/${held.customer_id}`])
    await db.updateTable('profiles').set({ legal_hold: 0 }).execute()
    await later(2)
    expect(await left()).toEqual([])
  })

  it('a token says for a month why it does not work, then nobody knows it', async () => {
    const { manager, db, later } = await open()
    const { token } = await manager.tokens.issue({ identity: newCustomer(), kyc_type: 'basic' })
    await later(29 * 24)
    expect(await manager.tokens.redeem(token)).toMatchObject({ code: 'TOKEN_EXPIRED' })
    await later(2 * 24)
    expect(await manager.tokens.redeem(token)).toMatchObject({ code: 'TOKEN_INVALID' })
    expect(await db.selectFrom('tokens').select('hash').execute()).toEqual([])
  })

  it('the answer to a request is kept for a week, what is known of a session for a day', async () => {
    const { manager, db, later } = await open()
    const customer = newCustomer()
    const { steps } = await manager.customers.open(customer, 'basic')
    await manager.customers.submitStep(customer, steps[0]?.id ?? '', PERSONAL, 'once')
    await manager.sessions.end('session-1')
    const counts = async () => [
      (await db.selectFrom('idempotency').select('key').execute()).length,
      (await db.selectFrom('sessions').select('id').execute()).length,
    ]
    await later(23)
    expect(await counts()).toEqual([1, 1])
    await later(2)
    expect(await counts()).toEqual([1, 0])
    await later(7 * 24)
    expect(await counts()).toEqual([0, 0])
  })
})

const actor = { name: 'Jo', role: 'SESSION_MANAGER', brand: 'acme' }
