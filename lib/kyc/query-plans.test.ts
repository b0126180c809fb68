import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { type BrandRisk, riskFileSchema } from '@/lib/contract/risk/risk-rules'
import type { Database } from '@/lib/database/schema'
import type { Sealer } from '@/lib/files/sealer'
import { listed, takeEntries } from '@/lib/testing/listed-people'
import { backOfficeOf, callHttp, DATABASES, openTestManager, submitStandard } from '@/lib/testing/manager'
import type { Manager } from '.'
import { NAMES_VERSION } from './records/names'
import { stampOf } from './rules/risk/file-stamp'

/** The tables that grow with customers, with enough rows here for the databases to plan as they would for many. */
const PEOPLE = 1_500
const GROWING = [
  'profiles',
  'logins',
  'steps',
  'files',
  'documents',
  'tokens',
  'audit',
  'jobs',
  'idempotency',
  'links',
  'codes',
  'profile_names',
  'screening_subjects',
  'screenings',
  'screening_hits',
  'transactions',
  'transaction_histories',
  'alerts',
  'findings',
]
const BATCH = 500

/** Substring search needs a scan: ordinary indexes do not support it. */
const READS_ALL = [/ like /]

const RISK_FILE = {
  acme: {
    version: '1',
    levels: { medium: 20, high: 50 },
    rules: [
      { id: 'young', name: 'Young', when: [{ fact: 'age', below: 21 }], points: 20 },
      {
        ...{ id: 'volume', name: 'Volume', points: 20 },
        when: [{ fact: 'transactions', days: 30, above: '5', currency: 'EUR' }],
      },
    ],
    transactions: {
      rules: [
        {
          id: 'single',
          kind: 'single',
          name: 'Single',
          amount: '10',
          currency: 'EUR',
          effect: { require_step: 'email' },
        },
        { id: 'sum', kind: 'sum', name: 'Sum', amount: '10', currency: 'EUR', days: 7 },
      ],
    },
    refresh: { months: { low: 24, medium: 12, high: 6 }, steps: ['personal'] },
  },
}
/** Those of the crowd were judged by them. */
const JUDGED = { risk_file: stampOf(riskFileSchema.parse(RISK_FILE).acme as BrandRisk) }

/** Fills the tables with past customers of many brands. */
async function crowd(db: Database, sealer: Sealer): Promise<void> {
  const at = (i: number) => new Date(Date.UTC(2020, 0, 1) + i * 60_000).toISOString()
  const id = (table: number, i: number) => `0190${table}000-0000-7000-8000-${String(i).padStart(12, '0')}`
  const brand = (i: number) => (i % 10 ? `brand-${i % 37}` : 'acme')
  for (let from = 0; from < PEOPLE; from += BATCH) {
    const numbers = Array.from({ length: BATCH }, (_, i) => from + i)
    await db
      .insertInto('profiles')
      .values(
        numbers.map((i) => ({
          data_key: sealer.newPersonKey({ profile_id: id(1, i), brand: brand(i), customer_id: `person-${i}` }),
          ...{
            decision_emails: 1,
            id: id(1, i),
            brand: brand(i),
            customer_id: `person-${i}`,
            status: i % 7,
            level: i % 4,
            required_level: 3,
          },
          ...{
            risk_level: i % 5,
            risk_by_hand: 0,
            email: null,
            trading_login: null,
            language: null,
            version: 3,
            drafts: 0,
          },
          ...{ kyc_status: 'pending' as const, verification_date: at(i) },
          ...{ created_at: at(i), updated_at: at(i), approved_at: null, first_approved_at: null },
          ...{ relationship_ended_on: null, legal_hold: 0, erasure_asked: null, ...JUDGED },
          ...{ review_status: i % 7, screening_risk: 0, proposed_risk: 0, open_hits: 0 },
          screening_state: i % 100 ? ('done' as const) : ('failed' as const),
          checked_by: 11,
        })),
      )
      .execute()
    await db
      .insertInto('logins')
      .values(numbers.map((i) => ({ profile_id: id(1, i), trading_login: String(i), first_seen_at: at(i) })))
      .execute()
    await db
      .insertInto('steps')
      .values(
        numbers.map((i) => ({
          ...{ id: id(2, i), profile_id: id(1, i), template_id: id(9, 1), template_version: 1, code: 'x', title: 'X' },
          ...{
            level: 1,
            position: 0,
            required: 1,
            names_indexed: NAMES_VERSION,
            form_schema: '{}',
            status: i % 6,
            answers: null,
            draft: null,
            reason_code: null,
            message: null,
          },
          ...{
            reject_type: null,
            rejected_for: null,
            required_by_hand: 0,
            skipped_for: null,
            expires_on: i % 50 ? null : at(i).slice(0, 10),
            approved_by: null,
          },
          ...{ confirmed_by: null, submission: 0, submitted_by: null, submitted_at: null, decided_at: null },
          ...{ created_at: at(i), updated_at: at(i) },
        })),
      )
      .execute()
    await db
      .insertInto('files')
      .values(
        numbers.map((i) => ({
          ...{
            id: id(3, i),
            brand: brand(i),
            customer_id: `person-${i}`,
            name: 'x',
            content_type: 'image/jpeg',
            size: 1,
          },
          ...{ checksum: `c${i}`, extension: 'jpg', width: 1, height: 1, pages: null, quality: 'null' },
          ...{ uploaded_by: 'customer', created_at: at(i) },
        })),
      )
      .execute()
    await db
      .insertInto('documents')
      .values(
        numbers.map((i) => ({
          ...{ id: id(4, i), brand: brand(i), profile_id: id(1, i), step_id: id(2, i), field: 'f', file_id: id(3, i) },
          ...{
            document_type: 'passport' as const,
            side: 'front' as const,
            country: null,
            status: i % 6,
            file_name: 'x',
          },
          ...{
            content_type: 'image/jpeg',
            file_size: 1,
            checksum: `c${i}`,
            quality: null,
            signals: '[]',
            mrz_state: 'done',
            mrz: null,
            address_state: 'none' as const,
            ...{ address_blocks: null, printed_dates: null },
            ...{ barcode_state: 'done' as const, barcodes: null },
          },
          ...{
            reason_code: null,
            reject_type: null,
            message: null,
            replaced_by: null,
            created_at: at(i),
            decided_at: null,
          },
        })),
      )
      .execute()
    const event = 'step.submitted'
    for (const part of [0, 1, 2])
      await db
        .insertInto('audit')
        .values(
          numbers.map((i) => ({
            ...{ id: id(5, i * 3 + part), at: at(i), brand: brand(i), customer_id: `person-${i}`, actor: 'customer' },
            ...{ role: 'customer', action: 'SubmitStep' as const, event, entity: 'step' as const, entity_id: id(2, i) },
            ...{ before: null, after: '{}', comment: null },
            ...{ sequence: null, salt: null, commitment: null, link: null, signature: null },
          })),
        )
        .execute()
    await db
      .insertInto('jobs')
      .values(
        numbers.map((i) => ({
          ...{
            id: id(6, i),
            kind: i % 2 ? 'webhook' : 'mail',
            brand: brand(i),
            customer_id: `person-${i}`,
            input: '{}',
          },
          ...{
            key: null,
            ordered_by: `webhook ${brand(i)}/person-${i}`,
            position: 1,
            attempts: 1,
            run_at: '2099-01-01T00:00:00.000Z',
          },
          ...{ claimed_until: '', gives_up_at: '9999', last_error: null, created_at: at(i) },
          ...{ done_at: i % 20 ? at(i) : null, dead_at: i % 20 === 0 && i % 40 ? at(i) : null },
        })),
      )
      .execute()
    await db
      .insertInto('links')
      .values(
        numbers.map((i) => ({
          ...{ id: id(7, i), brand: brand(i), customer_id: `person-${i}`, created_by: 'Jo', created_at: at(i) },
          ...{ expires_at: at(i), revoked_at: null },
        })),
      )
      .execute()
    await db
      .insertInto('tokens')
      .values(
        numbers.map((i) => ({
          ...{ hash: `h${i}`, brand: brand(i), customer_id: `person-${i}`, email: null, trading_login: null },
          ...{ kyc_type: 'basic' as const, link_id: id(7, i), scope: null, created_at: at(i), expires_at: at(i) },
          used_at: null,
        })),
      )
      .execute()
    await db
      .insertInto('codes')
      .values(
        numbers.map((i) => ({
          ...{ step_id: id(2, i), field: 'email', address: 'a@example.com', code: '', expires_at: at(i), tries: 0 },
          ...{ sends: 1, first_sent_at: at(i), sent_at: at(i), verified_at: null },
        })),
      )
      .execute()
    await db
      .insertInto('profile_names')
      .values(numbers.map((i) => ({ profile_id: id(1, i), step_id: id(2, i), word: `w${i % 400}` })))
      .execute()
    await db
      .insertInto('screening_subjects')
      .values(
        numbers.map((i) => ({
          ...{ profile_id: id(1, i), brand: brand(i), subjects: '', parts: '{}', index_id: null, screened_at: at(i) },
        })),
      )
      .execute()
    await db
      .insertInto('transactions')
      .values(
        numbers.map((i) => ({
          ...{ id: id(8, i), brand: brand(i), profile_id: id(1, i), transaction_id: `t${i}`, position: 1, at: at(i) },
          ...{ content: '', received_at: at(i) },
        })),
      )
      .execute()
    await db
      .insertInto('screenings')
      .values(
        numbers.map((i) => ({
          ...{ id: id(7, i), brand: brand(i), profile_id: id(1, i), subject_digest: '', index_id: null, why: 'person' },
          ...{ asked_by: null, outcome: 'clear' as const, hits: 0, omitted: 0, at: at(i) },
        })),
      )
      .execute()
    await db
      .insertInto('screening_hits')
      .values(
        numbers.map((i) => ({
          ...{ id: id(8, i), brand: brand(i), profile_id: id(1, i), screening_id: id(7, i), list: `list-${i % 5}` },
          ...{ entry_id: `E-${i}`, entry_digest: '', topic: 'pep' as const, parts: '{}', hit: '', changed: '[]' },
          ...{ state: i % 3 ? ('false_positive' as const) : ('open' as const), proposed: null, resolutions: null },
          ...{ gone_at: null, found_at: at(i), updated_at: at(i), resolved_at: null },
        })),
      )
      .execute()
    await db
      .insertInto('transaction_histories')
      .values(numbers.map((i) => ({ profile_id: id(1, i), count: 1, summary: '' })))
      .execute()
    await db
      .insertInto('alerts')
      .values(
        numbers.map((i) => ({
          ...{ id: id(8, i), brand: brand(i), profile_id: id(1, i), kind: 'transactions' as const, rule: 'single' },
          ...{ state: i % 3 ? ('dismissed' as const) : ('open' as const), count: 1, last_position: 1, evidence: '' },
          ...{ opened_at: at(i), last_at: at(i), resolved_by: null, resolved_at: null },
        })),
      )
      .execute()
    await db
      .insertInto('findings')
      .values(
        numbers.map((i) => ({
          ...{ id: id(9, i), brand: brand(i), profile_id: id(1, i), document_id: id(4, i), check_version: 1 },
          ...{
            check_id: 'file-scan' as const,
            outcome: i % 3 ? ('passed' as const) : ('failed' as const),
            field: null,
          },
          ...{ severity: 'none' as const, code: 'PASSED' as const, detail: '', inputs: '' },
          ...{ found_at: at(i), checked_at: at(i), superseded_at: null },
        })),
      )
      .execute()
    await db
      .insertInto('idempotency')
      .values(
        numbers.map((i) => ({ customer: `acme/person-${i}`, key: 'k', asked: null, answer: '', created_at: at(i) })),
      )
      .execute()
  }
}

/** Everything that requests, polls and jobs may query. */
async function useEverything(manager: Manager): Promise<void> {
  const call = async (method: string, path: string, body?: unknown, key?: string) =>
    (await callHttp(manager, method, path, body, key)).body
  const { customer, kyc, stepId } = await submitStandard(manager)
  const { customer_id } = customer
  await manager.customers.read(customer)
  const profile = (await call('GET', `/profiles?customer_id=${customer_id}`)).items[0]
  const documents = (await call('GET', `/documents?customer_id=${customer_id}`)).items
  await call('GET', `/profiles/${profile.id}`)
  await call('GET', `/steps/${stepId('identity')}`)
  await call('GET', `/files/${documents[0].file_id}`)

  await call('POST', `/documents/${documents[0].id}/reject`, { reason_code: 'unreadable' })
  await call('POST', `/documents/${documents[1].id}/approve`, {})
  await call('POST', `/profiles/${profile.id}/risk-level`, { risk_level: 'low', comment: 'Checked' })
  for (const { id } of kyc.steps) await call('POST', `/steps/${id}/approve`, {})
  await call('POST', `/steps/${stepId('personal')}/reopen`, { justification: 'A name has changed' })
  await manager.customers.saveDraft(customer, stepId('personal'), { first_name: 'Ada' })
  await backOfficeOf(manager).requireEmail(customer_id)
  const email = (await manager.customers.read(customer)).steps.find(({ code }) => code === 'email')?.id ?? ''
  await manager.customers.sendCode(customer, email, { field: 'email', address: 'ada@example.com' })
  await manager.customers
    .checkCode(customer, email, { field: 'email', code: '000000' })
    .catch(() => 'a wrong code is counted')

  await useScreening(manager, profile.id)
  await manager.jobs.runDue(['verification'])

  const link = await call('POST', '/links', { customer_id })
  await call('GET', `/links?customer_id=${customer_id}`)
  await call('DELETE', `/links/${link.id}`)
  const { token } = await manager.tokens.issue({ identity: customer, kyc_type: 'basic' })
  await manager.tokens.redeem(token)
  await manager.tokens.redeem(token)
  await manager.deliverDue()
  const [template] = (await call('GET', '/templates?code=email')).items
  await call('PATCH', `/templates/${template.id}`, { title: 'Email', reissue: true })
  await manager.jobs.runDue(['upkeep'])
  await manager.expireDue()
  await manager.risk.reassess()
  await manager.risk.askRefresh()
  const deal = { customer_id, amount: '10', currency: 'EUR', direction: 'in', time: '2026-01-31T12:00:00Z' }
  for (const id of ['p-1', 'p-1', 'p-2']) await call('POST', '/transactions', { transactions: [{ id, ...deal }] })
  await call('GET', `/transactions?customer_id=${customer_id}`)
  const [alert] = (await call('GET', `/alerts?customer_id=${customer_id}`)).items
  await call('POST', `/alerts/${alert.id}/resolve`, { resolution: 'dismissed', comment: 'His salary' })

  for (const path of [
    ...['created_at', '-created_at', 'updated_at', '-updated_at'].map((sort) => `/profiles?sort=${sort}`),
    ...['/profiles?name=Ada', '/profiles?name=Ada%20Example&sort=-updated_at'],
    ...[
      ...['/profiles?refresh_due_by=2027-01-01', '/alerts', '/alerts?state=open', '/alerts?kind=unconverted'],
      '/profiles?proposed_risk_level=4',
      '/findings',
      '/findings?outcome=failed',
      '/findings?superseded=on',
      `/findings?customer_id=${customer_id}`,
      `/findings?profile_id=${profile.id}&outcome=passed`,
      '/profiles?status=3',
      '/profiles?status=3&sort=-created_at',
      '/profiles?text=person',
      '/documents',
    ],
    ...['/documents?status=1', `/documents?step_id=${stepId('identity')}`, `/documents?profile_id=${profile.id}`],
    ...['/audit', `/audit?customer_id=${customer_id}`, `/audit?entity_id=${profile.id}`, '/links', '/deliveries'],
    ...[
      ...['actor=Jo', 'actor=customer', 'action=SubmitStep', 'event=step.submitted', 'entity=step', 'entity=file'],
      ...['from=2020-01-01', 'to=2020-01-01', 'from=2026-01-01&to=2027-01-01', 'sort=-at', 'text=checked'],
      ...['actor=Jo&event=step.approved&from=2026-01-01&sort=-at', `customer_id=${customer_id}&sort=-at`],
      ...[`entity_id=${profile.id}&sort=-at`, 'action=MngApproveKycStep&sort=-at', 'event=step.approved&sort=-at'],
    ].map((filter) => `/audit?limit=2&${filter}`),
    ...['waiting', 'dead', 'delivered'].map((state) => `/deliveries?state=${state}`),
    ...[`/deliveries?customer_id=${customer_id}`, '/templates'],
  ]) {
    const first = await call('GET', path)
    if (first.next_cursor) await call('GET', `${path}${path.includes('?') ? '&' : '?'}cursor=${first.next_cursor}`)
  }
  const dead = (await call('GET', '/deliveries?state=dead')).items[0]
  await call('POST', `/deliveries/${dead.id}/replay`, {})
}

/** A list is taken, and another version of it that finds the customer; then it goes, as the steps after need no screening. */
async function useScreening(manager: Manager, id: string): Promise<void> {
  const call = async (method: string, path: string, body?: unknown, key?: string) =>
    (await callHttp(manager, method, path, body, key)).body
  const others = Array.from({ length: 20 }, (_, i) => listed('a-list', `E-${i}`, `Nobody ${'abcdefghijklmnopqrst'[i]}`))
  await takeEntries(manager, 'a-list', others)
  await manager.screenDue()
  await takeEntries(manager, 'a-list', [...others, listed('a-list', 'E-20', 'Ada Example')])
  await manager.screenDue()
  await call('POST', `/profiles/${id}/screen`, {})
  await manager.screenDue()
  const { items } = await call('GET', `/hits?profile_id=${id}`)
  for (const key of ['acme-key', 'second-key'])
    await call('POST', `/hits/${items[0].id}/resolve`, { ...FALSE, justification: 'Another person' }, key)
  for (const path of ['/hits', '/hits?state=open', '/hits?list=a-list', '/hits?topic=pep', '/screenings'])
    for (const more of ['', `${path.includes('?') ? '&' : '?'}limit=1`]) await call('GET', `${path}${more}`)
  await call('GET', `/screenings?profile_id=${id}`)
  await takeEntries(manager, 'a-list', others)
  await manager.screenDue()
}

const FALSE = { state: 'false_positive', reason: 'other_birth_date' }

type Plan = { 'Node Type': string; 'Relation Name'?: string; 'Index Cond'?: string; Plans?: Plan[] }

/** The tables that a statement would scan, according to the query plan. */
const PLANS: Record<string, (db: Database, statement: string) => Promise<string[]>> = {
  async SQLite(db, statement) {
    const { rows } = await sql<{ detail: string }>`${sql.raw(`explain query plan ${statement}`)}`.execute(db)
    return rows.flatMap(({ detail }) => {
      const [, table = ''] = /^SCAN (\w+)/.exec(detail) ?? []
      if (table === 'first') return ['jobs']
      return GROWING.includes(table) ? [table] : []
    })
  },
  async Postgres(db, statement) {
    const { rows } = await sql<{ 'QUERY PLAN': [{ Plan: Plan }] }>`${sql.raw(
      `explain (generic_plan, format json) ${statement}`,
    )}`.execute(db)
    const read = ({ Plans = [], ...node }: Plan): string[] => {
      const reads = node['Node Type'].includes('Scan') && node['Node Type'] !== 'Bitmap Heap Scan'
      const all = reads && node['Index Cond'] === undefined && GROWING.includes(node['Relation Name'] ?? '')
      return [...(all ? [node['Relation Name'] ?? ''] : []), ...Plans.flatMap(read)]
    }
    return rows.flatMap((row) => read(row['QUERY PLAN'][0].Plan))
  },
}

describe.each(Object.entries(DATABASES))('every statement, on %s', (name, freshDatabase) => {
  it('uses an index on every table that grows with customers', async () => {
    const statements = new Set<string>()
    let listening = false
    const { manager, db, bugs, parts } = await openTestManager({
      database: await freshDatabase(),
      risk: RISK_FILE,
      receivers: { webhook: async () => {}, email: async () => {} },
      onStatement: (statement) => void (listening && statements.add(statement)),
    })
    await crowd(db, parts.sealer)
    await sql.raw('analyze').execute(db)
    listening = true
    await useEverything(manager)
    listening = false
    const queries = [...statements].filter((statement) => /^(select|update|delete)\b/i.test(statement))
    expect(queries.length).toBeGreaterThan(60)
    const scans: string[] = []
    for (const statement of queries) {
      if (READS_ALL.some((pattern) => pattern.test(statement))) continue
      const tables = (await PLANS[name]?.(db, statement)) ?? []
      if (tables.length > 0) scans.push(`reads all of ${tables}: ${statement}`)
    }
    expect(scans).toEqual([])
    expect(bugs).toEqual([])
  })
})
