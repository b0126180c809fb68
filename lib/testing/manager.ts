import { randomBytes, randomUUID } from 'node:crypto'
import { existsSync, mkdtempSync } from 'node:fs'
import { copyFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import sharp from 'sharp'
import { inject } from 'vitest'
import { drawDocument } from '@/lib/capture/checks/drawn-document'
import type { Identity } from '@/lib/contract/customer'
import type { DocumentRules } from '@/lib/contract/document-schemas'
import type { Email } from '@/lib/contract/email'
import { fieldsOf } from '@/lib/contract/fields'
import type { FormSchema } from '@/lib/contract/form'
import type { BrandRetention } from '@/lib/contract/levels/retention'
import type { BrandTerms } from '@/lib/contract/levels/terms'
import { riskFileSchema } from '@/lib/contract/risk/risk-rules'
import { type BrandScreening, USUAL_SCREENING } from '@/lib/contract/screening/screening-settings'
import { type DatabaseName, openDatabase } from '@/lib/database'
import { openImpatientPool } from '@/lib/database/postgres'
import type { AnchorPlace } from '@/lib/files/anchors/anchor-place'
import { createDiskFileStore } from '@/lib/files/disk'
import { createKeyring } from '@/lib/files/keys'
import type { Place } from '@/lib/files/sealer'
import type { Scan } from '@/lib/inspection/scanning/scanner'
import {
  createManager,
  createSearch,
  type Manager,
  type ManagerWith,
  openAudit,
  openSealer,
  type Receivers,
  type Screening,
  sandboxTemplates,
} from '@/lib/kyc'
import { EXACT_SCREENING } from './exact-screening'
import { askOnDemand, MIGRATED } from './postgres-on-demand'

/** Lets tests work with a real manager on a real database, without mocks. */

type TestManagerWith = {
  directory?: string
  database?: string
  /** The newest first. */
  masterKeys?: readonly [Uint8Array, ...Uint8Array[]]
  clock?: () => Date
  /** The receivers. Default: only cTrader, which accepts everything. */
  receivers?: Partial<Receivers>
  /** The document types that every brand accepts. Default: all. */
  documentRules?: DocumentRules
  /** Called with each SQL statement. */
  onStatement?: (sql: string) => void
  /** Where the audit is anchored. Default: nowhere. */
  auditAnchors?: readonly AnchorPlace[]
  /** The scanner for malware. Default: none. */
  scan?: Scan
  /** How long each brand keeps data. Default: nothing goes by itself. */
  retention?: Record<string, BrandRetention>
  /** The rules of risk of each brand, as in the file. Default: none. */
  risk?: unknown
  /** How every brand screens people, where that differs from the usual. */
  screeningSettings?: Partial<BrandScreening>
  /** How lists are searched and read, where that matters. Default: exactly. */
  screening?: Omit<Screening, 'settingsOf'>
  /** The source of lists. Default: none answers. */
  fetchList?: Screening['fetchList']
}

/** Opens a manager in a new folder, with the sandbox's templates for the brand `acme` and keys for two brands. */
export async function openTestManager({
  directory,
  database,
  masterKeys = [randomBytes(32)],
  clock = () => new Date(),
  receivers = {},
  documentRules = {},
  onStatement,
  auditAnchors = [],
  retention = {},
  risk = {},
  screeningSettings = {},
  fetchList,
  screening: given,
  scan,
}: TestManagerWith = {}) {
  const folder = directory ?? mkdtempSync(join(tmpdir(), 'inapp-kyc-'))
  const path = join(folder, 'kyc.db')
  const url = database ?? (existsSync(path) ? path : await copyMigrated(path))
  const { db, feed } = await openDatabase(url, onStatement)
  const [bugs, damaged, overdue, anchored]: [unknown[], Place[], unknown[], string[]] = [[], [], [], []]
  const keyring = createKeyring(masterKeys)
  const now = clock().toISOString()
  const sealer = await openSealer({ db, keyring, now, report: (place) => damaged.push(place) })
  if (!sealer) throw new Error('The database was sealed with another key')
  const store = createDiskFileStore({ directory: join(folder, 'storage'), keyring })
  const screening: Screening = {
    ...EXACT_SCREENING,
    ...(fetchList && { fetchList }),
    ...given,
    settingsOf: () => ({ ...USUAL_SCREENING, ...screeningSettings }),
  }
  const parts: ManagerWith = {
    ...{ db, feed, clock, sealer, keyring },
    auditAnchors,
    anchored: (place) => anchored.push(place),
    auditKey: await openAudit(db, keyring, now),
    store,
    scan: scan ?? null,
    receivers: { callback: async () => {}, webhook: null, email: null, ...receivers },
    terms: () => TEST_TERMS,
    risk: new Map(Object.entries(riskFileSchema.parse(risk))),
    retention: new Map(Object.entries(retention)),
    publicUrl: 'https://kyc.example.com',
    documentRules: () => documentRules,
    sweepUploads: async () => {},
    screening,
    search: createSearch({ db, store, sealer, openHost: screening.openHost }),
    observe: () => {},
    warnOverdue: (found) => overdue.push(found),
    checksOutputs: true,
    keys: [
      { key: 'acme-key', role: 'SESSION_MANAGER', brand: 'acme', name: 'Jo' },
      { key: 'second-key', role: 'SESSION_MANAGER', brand: 'acme', name: 'Kim' },
      { key: 'dealer-key', role: 'SESSION_DEALER', brand: 'acme', name: 'Lee' },
      { key: 'other-key', role: 'SESSION_ADMIN', brand: 'other', name: 'Sam' },
      { key: 'other-second-key', role: 'SESSION_ADMIN', brand: 'other', name: 'Max' },
    ],
    report: (error) => bugs.push(error),
    attemptFailed: ({ dead, kind }, cause) => dead && bugs.push(new Error(`Gave up ${kind}`, { cause })),
  }
  const manager = createManager(parts)
  await manager.seed('acme', sandboxTemplates(String))
  return { manager, parts, db, folder, database: url, masterKeys, keyring, bugs, damaged, overdue, anchored }
}

const limits = (daily: number) => ({ dailyDeposit: daily, monthlyDeposit: daily * 5, maxPosition: daily * 10 })
/** The terms of the brands in tests. */
export const TEST_TERMS: BrandTerms = {
  currency: 'EUR',
  levels: {
    basic: { limits: limits(1_000) },
    standard: { limits: limits(10_000) },
    enhanced: { limits: limits(50_000) },
  },
}

/** Creates an identity of the brand. */
export function newCustomer(brand = 'acme'): Identity {
  return { customer_id: randomUUID(), brand, email: 'ada@example.com', trading_login: '67890' }
}

/** Calls the manager over HTTP. */
export async function callHttp(manager: Manager, method: string, path: string, body?: unknown, key = 'acme-key') {
  const response = await manager.handle(
    new Request(`http://manager.test/manager/kyc${path}`, {
      method,
      headers: key === '' ? {} : { authorization: `Bearer ${key}` },
      body: body === undefined ? undefined : typeof body === 'string' ? body : JSON.stringify(body),
    }),
  )
  const isJson = response.headers.get('content-type')?.startsWith('application/json')
  return { status: response.status, body: isJson ? await response.json() : await response.bytes() }
}

/** A reviewer's decisions, over HTTP. */
export function backOfficeOf(manager: Manager) {
  const decide = async (path: string, body: object) => {
    const { status } = await callHttp(manager, 'POST', path, body)
    if (status !== 200) throw new Error(`${path} was answered with ${status}`)
  }
  return {
    async requireEmail(customer_id: string) {
      const { body } = await callHttp(manager, 'GET', '/templates')
      const found = body.items.find(({ form_schema }: { form_schema: FormSchema | null }) =>
        fieldsOf(form_schema ?? {}).some(({ verify }) => verify === 'email'),
      )
      if (found) await decide('/steps/require', { customer_id, template_id: found.id })
      return found !== undefined
    },
    decideStep: (id: string, decision: 'approve' | 'reject') =>
      decide(`/steps/${id}/${decision}`, decision === 'reject' ? { reason_code: 'answers_incomplete' } : {}),
    rejectDocument: (id: string) => decide(`/documents/${id}/reject`, { reason_code: 'unreadable' }),
    async ask(customer_id: string) {
      await decide('/questions', { customer_id, question: { text: 'Who paid?', language: 'en' }, answer: 'words' })
      return true
    },
  }
}

/**
 * A mailbox instead of a mail server. Pass `receive` to the manager. `codeSentTo` returns the last code for an address.
 */
export function createTestMailbox() {
  const emails: Email[] = []
  return {
    emails,
    receive: async (email: Email) => void emails.push(email),
    async codeSentTo(manager: Manager, address: string): Promise<string> {
      await manager.deliverDue()
      return emails.findLast(({ to, letter }) => to === address && letter === 'code')?.values.code ?? ''
    },
  }
}

/** A good photo of a document, different each time. */
export function goodPhoto(): Promise<Buffer> {
  const { data, width, height } = drawDocument()
  // Random last pixels, because no two photos are identical.
  data.set(randomBytes(64), data.length - 64)
  return sharp(data, { raw: { width, height, channels: 1 } })
    .jpeg({ quality: 85 })
    .toBuffer()
}

/** A file to store. */
export function incoming(name: string, content: Uint8Array, acceptQuality = false) {
  return { name, bytes: new Blob([new Uint8Array(content)]).stream() as ReadableStream<Uint8Array>, acceptQuality }
}

/** Stores a good photo for a customer. Returns its file_id. */
export async function storePhoto(manager: Manager, customer: Identity): Promise<string> {
  const { brand, customer_id } = customer
  const stored = await manager.files.store(incoming('photo.jpg', await goodPhoto()), {
    brand,
    customer_id,
    uploaded_by: 'customer',
  })
  return stored.file_id
}

/** Valid answers to the sandbox's personal step. */
export const PERSONAL = { first_name: 'Ada', last_name: 'Example', date_of_birth: '1990-01-31', nationality: 'FRA' }

/**
 * Opens standard KYC for a new customer and submits all steps: personal, identity with a passport, address with a bill.
 */
export async function submitStandard(manager: Manager, customer = newCustomer()) {
  const opened = await manager.customers.open(customer, 'standard')
  const stepId = (code: string) => opened.steps.find((step) => step.code === code)?.id ?? ''
  const attach = async (code: string, field: string, document_type: 'passport' | 'utility_bill') => {
    const file_id = await storePhoto(manager, customer)
    const request = { step_id: stepId(code), field, file_id, document_type, side: 'front', country: 'FRA' } as const
    await manager.customers.attachDocument(customer, request, randomUUID())
    return file_id
  }
  const passport = await attach('identity', 'identity_document', 'passport')
  const bill = await attach('address', 'proof_of_address', 'utility_bill')
  const { submitStep } = manager.customers
  await submitStep(customer, stepId('personal'), PERSONAL, randomUUID())
  await submitStep(
    customer,
    stepId('identity'),
    { identity_document: passport, document_number: 'X123', expiry_date: '2090-01-01' },
    randomUUID(),
  )
  const home = { street: '1 Rue', postal_code: '75001', city: 'Paris', country: 'FRA', proof_of_address: bill }
  const kyc = await submitStep(customer, stepId('address'), home, randomUUID())
  return { customer, kyc, stepId }
}

type NewDatabases = Record<DatabaseName, () => Promise<string>>

/** New databases without any table. Each function returns the URL of one. The compiler requires all of them. */
export const EMPTY_DATABASES: NewDatabases = {
  SQLite: async () => join(mkdtempSync(join(tmpdir(), 'inapp-kyc-')), 'kyc.db'),
  Postgres: () => createPostgres('template1'),
}

/** New databases with the present schema. Each function returns the URL of one. */
export const DATABASES: NewDatabases = {
  SQLite: async () => copyMigrated(await EMPTY_DATABASES.SQLite()),
  Postgres: () => createPostgres(MIGRATED),
}

async function createPostgres(template: string): Promise<string> {
  const server = await askOnDemand(inject('postgresOnDemand'))
  const name = `kyc_${randomBytes(8).toString('hex')}`
  const client = new pg.Client({ connectionString: `${server}/postgres` })
  await client.connect()
  await client.query(`create database ${name} template ${template}`)
  await client.end()
  return `${server}/${name}`
}

/** Of this process, which migrates one of them. */
let migrated: Promise<string> | undefined

async function copyMigrated(path: string): Promise<string> {
  migrated ??= EMPTY_DATABASES.SQLite().then(async (first) => {
    const { db } = await openDatabase(first)
    await db.destroy()
    return first
  })
  await copyFile(await migrated, path)
  return path
}

/** What an instance counts shares over. */
export const openTestPool = openImpatientPool
