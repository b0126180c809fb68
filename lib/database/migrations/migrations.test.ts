import { Kysely, sql } from 'kysely'
import { Migrator } from 'kysely/migration'
import { describe, expect, it } from 'vitest'
import { customerKycSchema } from '@/lib/contract/customer'
import { DOCUMENT_STATUS } from '@/lib/contract/statuses'
import { createPostgresDialect } from '@/lib/database/postgres'
import { createSqliteDialect } from '@/lib/database/sqlite'
import { callHttp, EMPTY_DATABASES, newCustomer, openTestManager, storePhoto } from '@/lib/testing/manager'
import RELEASE from '@/lib/testing/release-0.1.json' with { type: 'json' }
import { MIGRATIONS } from '.'

/** The master key of the release's database, and the date of its last use. */
const MASTER_KEY = new Uint8Array(32).fill(7)
const LEFT_AT = new Date('2026-11-26T12:00:00Z')

/** The document that one of them removed that day. */
const REMOVED = { field: 'identity_document', document_type: 'passport' }

/** Creates a database as version 0.1 left it after a day of work: its schema by its own migrations, with its rows. */
async function openRelease(url: string): Promise<void> {
  const dialect = url.startsWith('postgres') ? createPostgresDialect(url) : createSqliteDialect(url)
  const db = new Kysely<Record<string, Record<string, unknown>>>({ dialect })
  const provider = { getMigrations: async () => MIGRATIONS }
  const { error } = await new Migrator({ db, provider }).migrateTo('006_capture')
  expect(error).toBeUndefined()
  for (const [table, rows] of Object.entries(RELEASE.tables))
    for (const row of rows) await db.insertInto(table).values(row).execute()
  await db.destroy()
}

/** What waits to be read: passports that waited then, and those that nobody has decided on. */
function extractionOf(id: string) {
  const { document_type, reading, status } = RELEASE.tables.documents.find((row) => row.id === id) ?? {}
  const waits = reading !== null || Number(status) < DOCUMENT_STATUS.approved
  return document_type === 'passport' && waits ? 'pending' : 'none'
}

describe.each(Object.entries(EMPTY_DATABASES))('a database of version 0.1, on %s', (_, freshDatabase) => {
  async function open() {
    const database = await freshDatabase()
    await openRelease(database)
    const opened = await openTestManager({ database, masterKeys: [MASTER_KEY], clock: () => LEFT_AT })
    const call = (method: string, path: string, body?: unknown) => callHttp(opened.manager, method, path, body)
    const person = (customer_id: string) => ({ ...newCustomer(), customer_id })
    return { ...opened, call, person }
  }

  it('shows every customer the same as before, including the timeline', async () => {
    const { manager, person } = await open()
    for (const [name, seen] of Object.entries(RELEASE.seen)) {
      const kyc = customerKycSchema.parse(seen)
      // What a higher level would add depends on the templates, not on the person's history.
      const offered_levels = expect.any(Array)
      const steps = kyc.steps.map((step) => ({
        ...{ ...step, submission: step.submitted_at ? 1 : 0, correctable: step.status === 'pending', mergeable: true },
        refresh_by: null,
        removed: name === 'hal' && step.code === 'identity' ? [REMOVED] : [],
        documents: step.documents.map((document) => ({ ...document, extraction: extractionOf(document.id) })),
      }))
      // It was not said then when a document was removed.
      const { timeline, ...shown } = await manager.customers.read(person(name))
      const { timeline: then, ...before } = kyc
      expect(shown, name).toEqual({ ...before, closed: false, steps, offered_levels })
      expect(
        timeline.filter(({ event }) => event !== 'document_removed'),
        name,
      ).toEqual(then)
      expect(
        timeline.some(({ event }) => event === 'document_removed'),
        name,
      ).toBe(name === 'hal')
    }
  })

  it('knows the trading logins, and what cTrader has to hear', async () => {
    const { manager, db, person } = await open()
    const { profiles } = RELEASE.tables
    const logins = await db.selectFrom('logins').select('trading_login').execute()
    expect(logins.map((row) => row.trading_login).sort()).toEqual(profiles.map((row) => row.trading_login).sort())
    const words = new Map<string, string>()
    for (const { customer_id } of profiles)
      words.set(customer_id, await manager.customers.kycStatus(person(customer_id)))
    expect(Object.fromEntries(words)).toEqual({
      ...{ ada: 'additional_info_required', ben: 'additional_info_required', cleo: 'additional_info_required' },
      ...{ dan: 'rejected', eve: 'pending', fay: 'pending', gus: 'expired', hal: 'pending' },
    })
    const callbacks = db.selectFrom('jobs').select(['ordered_by', 'input']).where('kind', '=', 'ctrader.kyc-status')
    for (const { ordered_by, input } of await callbacks.where('done_at', 'is', null).execute())
      expect(ordered_by).toMatch(new RegExp(`/${JSON.parse(input).tradingLogin}$`))
  })

  it('names the event of each audit row', async () => {
    const { call, db } = await open()
    const { body } = await call('GET', '/audit?limit=200')
    expect(body.items).toHaveLength(RELEASE.tables.audit.length)
    const events = new Set(body.items.map(({ event }: { event: string }) => event))
    for (const event of [
      'profile.level_raised',
      'step.first_approved',
      'document.removed',
      'link.revoked',
      'step.code_sent',
    ])
      expect(events).toContain(event)
    const unnamed = db.selectFrom('audit').select('id').where(sql<boolean>`event is null`)
    expect(await unnamed.execute()).toEqual([])
  })

  it('continues pending deliveries, and lists delivered and dead ones', async () => {
    const { manager, call } = await open()
    const count = async (state: string) => (await call('GET', `/deliveries?state=${state}&limit=200`)).body.items.length
    const rows = RELEASE.tables.outbox
    expect(await count('delivered')).toBe(rows.filter(({ delivered_at }) => delivered_at !== null).length)
    expect(await count('dead')).toBe(rows.filter(({ dead_at }) => dead_at !== null).length)
    expect(await count('waiting')).toBe(
      rows.filter(({ delivered_at, dead_at }) => delivered_at === null && dead_at === null).length,
    )
    await manager.deliverDue()
  })

  it('keeps pending MRZ extractions, and reads again what nobody has decided on', async () => {
    const { db, call } = await open()
    const idsOf = (rows: { id: string }[]) => rows.map(({ id }) => id).sort()
    const enqueued = async (kind: string) => {
      const jobs = await db.selectFrom('jobs').select('input').where('kind', '=', kind).execute()
      return jobs.map(({ input }) => JSON.parse(input).document_id).sort()
    }
    const read = RELEASE.tables.documents.filter(({ document_type }) => document_type === 'passport')
    const waiting = read.filter(({ reading }) => reading !== null)
    const undecided = read.filter(({ reading, status }) => reading === null && status < DOCUMENT_STATUS.approved)
    expect(await enqueued('document.extract-mrz')).toEqual(idsOf(waiting))
    expect(await enqueued('document.extract-mrz-later')).toEqual(idsOf(undecided))
    const { body } = await call('GET', '/documents?limit=200')
    const inState = (state: string) =>
      idsOf(body.items.filter(({ mrz_state }: { mrz_state: string }) => mrz_state === state))
    expect(inState('pending')).toEqual(idsOf([...waiting, ...undecided]))
    // It may have been a busy machine: nothing is known of these.
    const decided = read.filter((one) => !waiting.includes(one) && !undecided.includes(one))
    expect(inState('failed')).toEqual(idsOf(decided.filter(({ status }) => status !== DOCUMENT_STATUS.deleted)))
    expect(inState('done')).toEqual([])
  })

  it('knows which steps were rejected only for a document: a new one resubmits the step', async () => {
    const { manager, person } = await open()
    for (const [name, code, status] of [
      ['ben', 'identity', 'pending'],
      ['cleo', 'personal', 'rejected'],
    ] as const) {
      const customer = person(name)
      const before = await manager.customers.read(customer)
      const step = before.steps.find((it) => it.code === code)
      const field = step?.documents[0]?.field
      if (step && field) {
        const file_id = await storePhoto(manager, customer)
        const request = { step_id: step.id, field, file_id, document_type: 'passport', side: 'front' } as const
        await manager.customers.attachDocument(customer, { ...request, country: 'FRA' }, 'one-intention')
      }
      expect((await manager.customers.read(customer)).steps.find((it) => it.code === code)?.status).toBe(status)
    }
  })
})
