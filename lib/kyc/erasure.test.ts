import { randomUUID } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { AuditRow } from '@/lib/contract/audit'
import type { Database, Schema } from '@/lib/database/schema'
import { listed, takeEntries } from '@/lib/testing/listed-people'
import {
  callHttp,
  DATABASES,
  goodPhoto,
  incoming,
  openTestManager,
  PERSONAL,
  submitStandard,
} from '@/lib/testing/manager'

const WHY = { justification: 'Asked for under article 17' }

/** A customer of whom something stands in every table: `canary` is in whatever of it is not sealed. */
async function open(database?: string) {
  const opened = await openTestManager({
    ...(database && { database }),
    receivers: { webhook: async () => {}, email: async () => {} },
  })
  const { manager, db } = opened
  const canary = `canary-${randomUUID()}`
  const customer = {
    ...{ customer_id: `customer-${canary}`, brand: 'acme' },
    ...{ email: `${canary}@example.com`, trading_login: String(Math.floor(Math.random() * 1e14) + 1e14) },
  }
  await takeEntries(manager, 'test-sanctions', [listed('test-sanctions', 'S-1', 'Ada Example')])
  const { stepId } = await submitStandard(manager, customer)
  await manager.jobs.runDue(['screening'])
  await manager.jobs.runDue(['verification'])
  const profile = await db
    .selectFrom('profiles')
    .selectAll()
    .where('customer_id', '=', customer.customer_id)
    .executeTakeFirstOrThrow()
  const { id } = profile
  await manager.files.store(incoming(`${canary}.jpg`, await goodPhoto()), {
    ...{ brand: 'acme', customer_id: customer.customer_id, uploaded_by: 'customer' },
  })
  await callHttp(manager, 'POST', '/links', { customer_id: customer.customer_id, mail: true })
  await callHttp(manager, 'POST', '/sessions/end', { customer_id: customer.customer_id })
  await manager.tokens.issue({ identity: customer, kyc_type: 'basic' })
  await callHttp(manager, 'POST', `/steps/${stepId('personal')}/reject`, {
    ...{ reason_code: 'other', comment: `A note on ${canary}`, message: { text: 'Please again', language: 'en' } },
  })
  await manager.customers.saveDraft(customer, stepId('personal'), { ...PERSONAL, first_name: 'Adaline' })
  const erase = (key?: string, more = {}) =>
    callHttp(manager, 'POST', `/profiles/${id}/erase`, { ...WHY, ...more }, key)
  const destroy = () => manager.jobs.runDue(['upkeep'])
  return { ...opened, canary, customer, id, stepId, erase, destroy }
}

/** What may tell of a customer, by table. */
const TABLES = [
  ...(['profiles', 'logins', 'steps', 'documents', 'files', 'tokens', 'jobs', 'idempotency', 'links'] as const),
  ...(['codes', 'profile_names', 'session_epochs', 'audit'] as const),
  ...(['screening_subjects', 'screenings', 'screening_hits', 'findings'] as const),
] satisfies (keyof Schema)[]

async function counts(db: Database): Promise<Partial<Record<keyof Schema, number>>> {
  const entries = TABLES.map(
    async (table) => [table, (await db.selectFrom(table).selectAll().execute()).length] as const,
  )
  return Object.fromEntries(await Promise.all(entries))
}

/** All that the folder's files hold, by their paths. */
function bytesIn(folder: string): Map<string, Buffer> {
  const paths = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  return new Map(paths.map(({ parentPath, name }) => [join(parentPath, name), readFileSync(join(parentPath, name))]))
}

describe.each(Object.entries(DATABASES))('erasing a customer, on %s', (_, freshDatabase) => {
  it('takes two managers: one asks, another one confirms', async () => {
    const { manager, id, erase, destroy } = await open(await freshDatabase())
    expect((await erase('acme-key')).body).toEqual({ id, state: 'asked' })
    expect(await erase('acme-key')).toMatchObject({ status: 409, body: { reason: 'another_manager_needed' } })
    expect((await callHttp(manager, 'GET', `/profiles/${id}`)).status).toBe(200)
    expect((await erase('second-key')).body).toEqual({ id, state: 'erased' })
    expect((await callHttp(manager, 'GET', `/profiles/${id}`)).status).toBe(404)
    expect((await erase('second-key')).status).toBe(404)
    await destroy()
  })

  it('ends their sessions, which would make the profile anew', async () => {
    const { manager, customer, erase } = await open(await freshDatabase())
    const epoch = await manager.sessions.epochOf(customer)
    const claim = { id: randomUUID(), customer, token_hash: '', epoch, renewal: 0 }
    expect(await manager.sessions.isOpen(claim)).toBe(true)
    await erase('acme-key')
    await erase('second-key')
    for (const before of [0, epoch]) expect(await manager.sessions.isOpen({ ...claim, epoch: before })).toBe(false)
  })

  it('can be taken back until then, needs a justification, and is not possible under legal hold', async () => {
    const { manager, id, erase } = await open(await freshDatabase())
    await erase('acme-key')
    expect((await erase('second-key', { withdraw: true })).body).toEqual({ id, state: 'withdrawn' })
    expect((await erase('second-key')).body).toEqual({ id, state: 'asked' })
    expect((await erase('acme-key', { justification: '' })).status).toBe(422)
    expect((await erase('dealer-key')).status).toBe(403)
    expect((await erase('other-key')).status).toBe(404)
    await callHttp(manager, 'POST', `/profiles/${id}/legal-hold`, { hold: true, ...WHY })
    expect(await erase('acme-key')).toMatchObject({ status: 409, body: { reason: 'legal_hold' } })
    expect((await callHttp(manager, 'GET', `/profiles/${id}`)).status).toBe(200)
  })

  it('leaves no row of them, every file of theirs is destroyed, and all of another one stays', async () => {
    const url = await freshDatabase()
    const { manager, db, folder, customer, erase, destroy } = await open(url)
    const { customer: other } = await submitStandard(manager)
    const before = await counts(db)
    for (const table of TABLES) if (table !== 'codes') expect(before[table], table).toBeGreaterThan(0)
    const gone = await db.selectFrom('files').select('id').where('customer_id', '=', customer.customer_id).execute()
    expect(gone).toHaveLength(3)
    await erase('acme-key')
    await erase('second-key')
    await destroy()
    for (const table of ['profiles', 'files', 'tokens', 'links', 'jobs'] as const) {
      const left = await db.selectFrom(table).select('brand').where('customer_id', '=', customer.customer_id).execute()
      expect(left, table).toEqual([])
    }
    const rows = await Promise.all(TABLES.map((table) => db.selectFrom(table).selectAll().execute()))
    expect(JSON.stringify(rows)).not.toContain(customer.customer_id)
    const paths = [...bytesIn(join(folder, 'storage')).keys()]
    for (const { id } of gone) expect(paths.filter((path) => path.includes(id))).toEqual([])
    expect((await manager.customers.read(other)).steps).toHaveLength(3)
    expect(paths.length).toBeGreaterThan(1)
  })

  it('leaves the audit its chain, which says that it happened, why, and who did it', async () => {
    const { manager, canary, customer, erase } = await open(await freshDatabase())
    await erase('acme-key')
    await erase('second-key')
    const { rows, destroyed, faults } = await manager.audit.verify('acme')
    expect(faults).toEqual([])
    expect(destroyed).toBeGreaterThan(10)
    const { body } = await callHttp(manager, 'GET', '/audit?limit=200')
    const done = body.items.find(({ event }: AuditRow) => event === 'erasure.done')
    expect(done).toMatchObject({ actor: 'Kim', customer_id: null, comment: WHY.justification })
    expect(done.after).toMatchObject({ asked_by: 'Jo', confirmed_by: 'Kim', files: 3 })
    expect(JSON.stringify(body.items)).not.toContain(canary)
    expect(body.items.length).toBe(rows)
    // Whoever comes again begins anew.
    expect((await manager.customers.open(customer, 'basic')).timeline.map(({ event }) => event)).toEqual(['started'])
  })
})

describe('what is left of an erased customer on the disk', () => {
  it('is no byte: neither of what was not sealed, nor of what was, in database, log or storage', async () => {
    const { db, folder, canary, customer, id, erase, destroy } = await open()
    const steps = await db
      .selectFrom('steps')
      .select(['answers', 'draft', 'message'])
      .where('profile_id', '=', id)
      .execute()
    const words = await db.selectFrom('profile_names').select('word').where('profile_id', '=', id).execute()
    const tokens = await db
      .selectFrom('tokens')
      .select('hash')
      .where('customer_id', '=', customer.customer_id)
      .execute()
    const salts = await db.selectFrom('audit').select('salt').where('customer_id', '=', customer.customer_id).execute()
    const keys = [
      ...(await db.selectFrom('profiles').select('data_key').where('id', '=', id).execute()),
      ...(await db.selectFrom('files').select('data_key').where('customer_id', '=', customer.customer_id).execute()),
    ]
    const canaries = [
      ...[canary, customer.trading_login, id, ...keys.map(({ data_key }) => data_key)],
      ...steps.flatMap(({ answers, draft, message }) => [answers, draft, message]),
      ...[...words.map(({ word }) => word), ...tokens.map(({ hash }) => hash), ...salts.map(({ salt }) => salt)],
    ].flatMap((text) => text ?? [])
    expect(canaries.length).toBeGreaterThan(20)
    const holding = (text: string) =>
      [...bytesIn(folder)].filter(([, bytes]) => bytes.includes(text)).map(([path]) => path)
    for (const text of canaries) expect(holding(text), text).not.toEqual([])
    await erase('acme-key')
    await erase('second-key')
    await destroy()
    for (const text of canaries) expect(holding(text), text).toEqual([])
    expect(existsSync(join(folder, 'kyc.db'))).toBe(true)
  })

  it('is destroyed also if the store fails at first', async () => {
    const { manager, parts, db, erase, bugs } = await open()
    const { remove } = parts.store
    let fails = true
    parts.store.remove = async (...file) => {
      if (fails) throw new Error('The store is away')
      return remove.call(parts.store, ...file)
    }
    await erase('acme-key')
    await erase('second-key')
    await manager.jobs.runDue(['upkeep'])
    const waiting = () => db.selectFrom('jobs').select('last_error').where('kind', '=', 'files.destroy').execute()
    expect(await waiting()).toMatchObject([{ last_error: expect.stringContaining('The store is away') }])
    fails = false
    await db.updateTable('jobs').set({ run_at: '' }).where('kind', '=', 'files.destroy').execute()
    await manager.jobs.runDue(['upkeep'])
    expect(await waiting()).toEqual([])
    expect(bugs).toEqual([])
  })
})
