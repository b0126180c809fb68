import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto'
import { sql } from 'kysely'
import { LRUCache } from 'lru-cache'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Database, StoredAuditRow } from '@/lib/database/schema'
import { createKeyring, type Keyring } from '@/lib/files/keys'
import { DATABASES, newCustomer, openTestManager, PERSONAL, submitStandard } from '@/lib/testing/manager'
import type { Manager } from '.'
import { makeChange } from './change'
import type { Context } from './context'
import { destroyAudit } from './records/audit'
import { commitmentOf, linkOf, signedText } from './records/audit-chain'
import { openAudit } from './records/open-audit'

const ERASURE = { files: 0, asked_by: 'Jo', confirmed_by: 'Kim' }
const SYSTEM = { name: 'system', role: 'system', brand: 'acme' }

/** Destroys what the audit says of a customer, as an erasure does. */
function erase(context: Context, customerId: string): Promise<undefined> {
  return makeChange(context, SYSTEM, 'Erase', async (change) => {
    const audit_rows = await destroyAudit(change.tx, 'acme', customerId)
    change.record({
      event: 'erasure.done',
      entity_id: 'an-erasure',
      customer_id: null,
      after: { audit_rows, ...ERASURE },
    })
    return () => undefined
  })
}

const rowsOf = (db: Database) =>
  db.selectFrom('audit').selectAll().where('brand', '=', 'acme').orderBy('sequence').execute()

/** What is found, in words: each row by its place. */
async function found(manager: Manager, anchors?: Parameters<Manager['audit']['verify']>[1]): Promise<string[]> {
  const { faults } = await manager.audit.verify('acme', anchors)
  return faults.map(({ sequence, last, fault }) => `${fault} ${sequence}${last === sequence ? '' : `-${last}`}`)
}

describe.each(Object.entries(DATABASES))('the chain of the audit, on %s', (engine, freshDatabase) => {
  let manager: Manager
  let db: Database
  let context: Context
  let keyring: Keyring
  let written: StoredAuditRow[]
  let beforeErasure: StoredAuditRow[]
  let head: number

  beforeAll(async () => {
    const opened = await openTestManager({ database: await freshDatabase() })
    ;({ manager, db, keyring } = opened)
    context = { ...opened.parts, cache: new LRUCache({ max: 10 }) }
    const { customer } = await submitStandard(manager)
    const gone = await submitStandard(manager)
    beforeErasure = await rowsOf(db)
    await erase(context, gone.customer.customer_id)
    const { id } = await db
      .selectFrom('profiles')
      .select('id')
      .where('customer_id', '=', customer.customer_id)
      .executeTakeFirstOrThrow()
    const jo = { name: 'Jo', role: 'SESSION_ADMIN', brand: 'acme' }
    for (const risk_level of [3, 4, 3, 2] as const)
      await manager.call('MngSetKycRiskLevel', { id, risk_level, comment: 'Press' }, jo)
    written = await rowsOf(db)
    head = written.length
  })

  /** Whoever tampers here may do anything to the database: indexes do not stop them. */
  beforeEach(async () => {
    await sql`drop index if exists audit_in_chain`.execute(db)
    await db.deleteFrom('audit').where('brand', '=', 'acme').execute()
    for (const row of written) await db.insertInto('audit').values(row).execute()
    const last = written.at(-1)
    await db
      .updateTable('audit_heads')
      .set({ sequence: head, link: last?.link ?? '' })
      .where('brand', '=', 'acme')
      .execute()
  })

  const at = (sequence: number) => written[sequence - 1] as StoredAuditRow
  const edit = (sequence: number, change: Partial<StoredAuditRow>) =>
    db.updateTable('audit').set(change).where('id', '=', at(sequence).id).execute()
  /** A row that was neither erased nor the last. */
  const some = () => written.find(({ event }) => event === 'step.submitted')?.sequence ?? 0

  it('is whole, without gaps, and holds after an erasure', async () => {
    expect(written.map(({ sequence }) => sequence)).toEqual(written.map((_, i) => i + 1))
    const destroyed = written.filter(({ salt }) => salt === null)
    expect(destroyed.length).toBeGreaterThan(10)
    for (const row of destroyed)
      expect(row).toMatchObject({ customer_id: null, entity_id: '', before: null, after: null, comment: null })
    expect(await manager.audit.verify('acme')).toEqual({
      ...{ brand: 'acme', rows: head, destroyed: destroyed.length, faults: [] },
    })
  })

  it.each([
    ['id', { id: '01900000-0000-7000-8000-000000000000' }],
    ['at', { at: '2020-01-01T00:00:00.000Z' }],
    ['customer_id', { customer_id: 'another' }],
    ['actor', { actor: 'Kim' }],
    ['role', { role: 'SESSION_DEALER' }],
    ['action', { action: 'MngApproveKycStep' }],
    ['event', { event: 'step.approved' }],
    ['entity', { entity: 'document' }],
    ['entity_id', { entity_id: 'another' }],
    ['before', { before: '{"status":4}' }],
    ['after', { after: '{"status":4}' }],
    ['comment', { comment: 'Compared with the register' }],
    ['salt', { salt: randomBytes(32).toString('base64url') }],
    ['commitment', { commitment: randomBytes(32).toString('base64url') }],
  ] as const)('names the row whose %s was changed', async (_, change) => {
    await edit(some(), change)
    expect(await found(manager)).toEqual([`changed ${some()}`])
  })

  it.each(['link', 'signature'] as const)('names the row whose %s was changed', async (column) => {
    await edit(some(), { [column]: randomBytes(64).toString('base64url') })
    expect((await found(manager))[0]).toMatch(new RegExp(`^(changed|unsigned) ${some()}$`))
    await edit(some(), { [column]: null })
    expect(await found(manager)).toContain(`inserted ${some()}`)
  })

  it('names the rows on both sides of a row that was put to another place', async () => {
    await edit(some(), { sequence: head + 1_000_000_000 })
    expect(await found(manager)).toEqual([
      ...[`missing ${some()}`, `missing ${head + 1}-${head + 999_999_999}`],
      ...[`unsigned ${head + 1_000_000_000}`, `behind_head ${head + 1_000_000_000}`],
    ])
  })

  it('names a row that was moved to another brand, in both', async () => {
    await edit(some(), { brand: 'other' })
    expect(await found(manager)).toEqual([`missing ${some()}`])
    const { faults } = await manager.audit.verify('other')
    await edit(some(), { brand: 'acme' })
    expect(faults.map(({ id }) => id)).toContain(at(some()).id)
  })

  it('names what was deleted in the middle, one row or several', async () => {
    for (const sequence of [3, 4, 5, 9]) await db.deleteFrom('audit').where('id', '=', at(sequence).id).execute()
    expect(await found(manager)).toEqual(['missing 3-5', 'missing 9'])
  })

  it('names a row that was put beside the chain, or into it', async () => {
    const { brand: _, ...like } = at(some())
    const forged = { ...like, brand: 'acme', id: 'ffffffff-0000-7000-8000-000000000000' }
    await db
      .insertInto('audit')
      .values({ ...forged, sequence: null, salt: null, commitment: null, link: null, signature: null })
      .execute()
    expect(await found(manager)).toEqual(['inserted null'])
    // No start takes it into the chain.
    await openAudit(db, keyring, new Date().toISOString())
    expect(await found(manager)).toEqual(['inserted null'])
    await db.updateTable('audit').set(forged).where('id', '=', forged.id).execute()
    expect(await found(manager)).toEqual([`inserted ${some()}`])
    await edit(some(), { sequence: null })
    expect(await found(manager)).toEqual([`changed ${some()}`, 'inserted null'])
  })

  it('names both of two rows that changed places', async () => {
    const [one, other] = [at(some()), at(some() + 1)]
    await edit(some(), { sequence: other.sequence })
    await edit(some() + 1, { sequence: one.sequence })
    expect(await found(manager)).toEqual([`changed ${some()}`, `unsigned ${some() + 1}`])
    for (const [from, to] of [
      [one, other],
      [other, one],
    ] as const) {
      const { id: _id, sequence, link, signature, ...content } = from
      await edit(to.sequence ?? 0, { ...content, sequence: to.sequence, link: to.link, signature: to.signature })
    }
    expect(await found(manager)).toEqual([`changed ${some()}`, `changed ${some() + 1}`])
  })

  it('names the rows of a tail that was cut off: by the head, and where that was moved, by the anchor', async () => {
    const last = at(head)
    const anchor = {
      ...{ brand: 'acme', sequence: head, link: last.link ?? '', signature: last.signature ?? '' },
      ...{ public_key: context.auditKey.publicKey, at: last.at },
    }
    expect(await found(manager, [anchor])).toEqual([])
    await db
      .deleteFrom('audit')
      .where('brand', '=', 'acme')
      .where('sequence', '>', head - 3)
      .execute()
    for (const anchors of [[], [anchor]]) expect(await found(manager, anchors)).toEqual([`cut_off ${head - 2}-${head}`])
    await db
      .updateTable('audit_heads')
      .set({ sequence: head - 3, link: at(head - 3).link ?? '' })
      .where('brand', '=', 'acme')
      .execute()
    // Nothing in the database tells of it any more.
    expect(await found(manager)).toEqual([])
    expect(await found(manager, [anchor])).toEqual([`cut_off ${head - 2}-${head}`])
    // And what is written next by the server itself is not what was anchored.
    await makeChange(context, SYSTEM, 'Erase', async ({ record }) => {
      for (const entity_id of ['a', 'b', 'c', 'd'])
        record({ event: 'erasure.done', entity_id, customer_id: null, after: { audit_rows: '', ...ERASURE } })
      return () => undefined
    })
    expect(await found(manager, [anchor])).toEqual([`anchored_otherwise ${head}`])
    expect(await found(manager, [{ ...anchor, link: 'of somebody else' }])).toEqual([`false_anchor ${head}`])
  })

  it('names each row that somebody without the key wrote, although they computed the whole chain anew', async () => {
    const { privateKey } = generateKeyPairSync('ed25519')
    let previous = at(some() - 1).link ?? ''
    for (const row of written.slice(some() - 1)) {
      const changed = row.sequence === some() ? { ...row, after: '{"status":4}' } : row
      const commitment = changed.salt === null ? row.commitment : commitmentOf(changed, changed.salt)
      previous = linkOf(previous, { ...changed, commitment })
      const text = signedText({ brand: 'acme', sequence: row.sequence ?? 0, link: previous })
      const signature = sign(null, Buffer.from(text), privateKey).toString('base64url')
      await edit(row.sequence ?? 0, { ...changed, commitment, link: previous, signature })
    }
    await db.updateTable('audit_heads').set({ link: previous }).where('brand', '=', 'acme').execute()
    const unsigned = Array.from({ length: head - some() + 1 }, (_, i) => `unsigned ${some() + i}`)
    expect(await found(manager)).toEqual(unsigned)
    // What the server writes after it makes nothing of it its own.
    await erase(context, 'nobody')
    expect(await found(manager)).toEqual(unsigned)
  })

  it('names a row whose content was destroyed without an erasure, and one that has content again after its own', async () => {
    const nothing = { customer_id: null, entity_id: '', before: null, after: null, comment: null, salt: null }
    await edit(some(), nothing)
    expect(await found(manager)).toEqual([`destroyed ${some()}`])
    await edit(some(), at(some()))
    await edit(some(), { salt: null })
    expect(await found(manager)).toEqual([`changed ${some()}`])
    await edit(some(), at(some()))
    const erased = written.find(({ salt }) => salt === null)?.sequence ?? 0
    await edit(erased, { customer_id: 'somebody' })
    expect(await found(manager)).toEqual([`changed ${erased}`])
    // As it was, from a copy of before.
    await edit(erased, beforeErasure[erased - 1] ?? {})
    expect(await found(manager)).toEqual([`not_destroyed ${erased}`])
  })

  it('tells nothing of what an erased row said, to whoever tries what it may have been', async () => {
    const erased = written.filter(({ salt }) => salt === null)
    for (const { commitment } of erased) expect(commitment).toMatch(/^[\w-]{43}$/)
    const guess = createHash('sha256')
      .update(JSON.stringify([null, '', null, null, null]))
      .digest('base64url')
    expect(erased.map(({ commitment }) => commitment)).not.toContain(guess)
    expect(new Set(erased.map(({ commitment }) => commitment)).size).toBe(erased.length)
  })

  it('does not open with the key of another deployment', async () => {
    await expect(openAudit(db, createKeyring([randomBytes(32)]), new Date().toISOString())).rejects.toThrow()
  })

  it(`is one unbroken chain after a hundred writers at a time, ${engine === 'Postgres' ? 'in two instances' : 'in one'}`, async () => {
    const shared = { database: await freshDatabase(), masterKeys: [randomBytes(32)] as const }
    const one = await openTestManager(shared)
    const two = engine === 'Postgres' ? await openTestManager(shared) : one
    await Promise.all(
      Array.from({ length: 100 }, async (_, i) => {
        const { customers } = (i % 2 ? one : two).manager
        const ada = newCustomer()
        const [step] = (await customers.open(ada, 'basic')).steps
        await customers.submitStep(ada, step?.id ?? '', PERSONAL, 'one-intention')
      }),
    )
    const rows = await rowsOf(one.db)
    expect(rows.map(({ sequence }) => sequence)).toEqual(rows.map((_, i) => i + 1))
    expect(await found(one.manager)).toEqual([])
    expect(rows.filter(({ event }) => event === 'step.submitted')).toHaveLength(100)
  })
})

describe('a database from before there was a chain', () => {
  it('keeps its history, which is chained brand by brand at the next start', async () => {
    const opened = await openTestManager()
    const { db, manager } = opened
    await submitStandard(manager)
    const before = await rowsOf(db)
    await db
      .updateTable('audit')
      .set({ sequence: null, salt: null, commitment: null, link: null, signature: null })
      .execute()
    await db.deleteFrom('audit_heads').execute()
    await db.deleteFrom('audit_keys').execute()
    const { database, masterKeys } = opened
    const next = await openTestManager({ database, masterKeys })
    const after = await rowsOf(next.db)
    expect(after.map(({ id, sequence }) => [id, sequence])).toEqual(before.map(({ id }, i) => [id, i + 1]))
    await next.manager.customers.open(newCustomer(), 'basic')
    expect(await found(next.manager)).toEqual([])
  })
})
