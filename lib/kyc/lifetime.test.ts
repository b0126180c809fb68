import { describe, expect, it } from 'vitest'
import type { AuditRow } from '@/lib/contract/audit'
import { callHttp, DATABASES, openTestManager, submitStandard } from '@/lib/testing/manager'
import { unzip } from '@/lib/testing/unzip'

describe.each(Object.entries(DATABASES))('the life of a customer’s data, on %s', (_, freshDatabase) => {
  async function open() {
    const opened = await openTestManager({ database: await freshDatabase() })
    const { manager, db } = opened
    const submitted = await submitStandard(manager)
    const { customer_id } = submitted.customer
    const { id } = await db
      .selectFrom('profiles')
      .select('id')
      .where('customer_id', '=', customer_id)
      .executeTakeFirstOrThrow()
    const call = (method: string, path: string, body?: unknown, key?: string) =>
      callHttp(manager, method, `/profiles/${id}${path}`, body, key)
    const events = async (event: string): Promise<AuditRow[]> =>
      (await callHttp(manager, 'GET', `/audit?customer_id=${customer_id}&event=${event}&limit=200`)).body.items
    return { ...opened, ...submitted, customer_id, id, call, events }
  }

  it('is exported as a ZIP that a person can read: answers, files, decisions, audit', async () => {
    const { manager, customer, customer_id, stepId, call, events } = await open()
    await callHttp(manager, 'POST', `/steps/${stepId('personal')}/approve`, { comment: 'Compared with the register' })
    const { status, body } = await call('GET', '/export')
    expect(status).toBe(200)
    const files = unzip(body)
    expect([...files.keys()]).toEqual([
      ...['summary.txt', 'profile.json', 'audit.json', 'transactions.json', 'findings.json'],
      ...['files/01-passport-front.jpg', 'files/02-utility_bill-front.jpg'],
    ])
    const summary = files.get('summary.txt')?.toString() ?? ''
    for (const known of [customer_id, customer.email, '67890', 'Ada', '1990-01-31', '75001'])
      expect(summary).toContain(known)
    // What staff write to one another is for an authority: they may write of a match anywhere.
    expect([...files.values()].join('\n')).not.toContain('Compared with the register')
    const forAuthority = unzip((await call('GET', '/export?screening=on')).body)
    // Nor how an answer of a form counts, which the form of `personal` says.
    const hasRisk = [files, forAuthority].map((all) => String(all.get('profile.json')).includes('"risk"'))
    expect(hasRisk).toEqual([false, true])
    for (const path of ['summary.txt', 'audit.json'])
      expect(forAuthority.get(path)?.toString()).toContain('Compared with the register')
    expect(summary).toMatch(/passport, front: pending, sent .* \(files\/01-passport-front\.jpg; document /)
    expect(JSON.parse(String(files.get('profile.json'))).customer_id).toBe(customer_id)
    const audit = JSON.parse(String(files.get('audit.json')))
    expect(audit.map(({ event }: AuditRow) => event)).toContain('step.approved')
    expect(files.get('files/01-passport-front.jpg')?.subarray(0, 3)).toEqual(Buffer.from([0xff, 0xd8, 0xff]))
    // Who took it with them is in the audit, and in the export itself.
    expect(await events('profile.exported')).toMatchObject([
      { actor: 'Jo', after: { files: 2 } },
      { actor: 'Jo', after: { files: 2 } },
    ])
    expect(audit.at(-1).event).toBe('profile.exported')
  })

  it('is exported with the very bytes of each file, and without what the customer has removed', async () => {
    const { manager, db, customer, kyc, call } = await open()
    const removed = kyc.steps.flatMap(({ documents }) => documents).find((it) => it.document_type === 'utility_bill')
    await manager.customers.removeDocument(customer, removed?.id ?? '')
    const files = unzip((await call('GET', '/export')).body)
    expect([...files.keys()].filter((path) => path.startsWith('files/'))).toEqual(['files/01-passport-front.jpg'])
    const [file] = await db
      .selectFrom('documents')
      .select(['file_id'])
      .where('document_type', '=', 'passport')
      .execute()
    const { body } = await callHttp(manager, 'GET', `/files/${file?.file_id}`)
    expect(Buffer.compare(Buffer.from(body), files.get('files/01-passport-front.jpg') ?? Buffer.of())).toBe(0)
  })

  it('is exported with a document whose country was chosen after it was sent', async () => {
    const { manager, customer, kyc, call } = await open()
    const sent = kyc.steps.flatMap(({ documents }) => documents).find((it) => it.document_type === 'passport')
    const { step_id = '', field = '', file_id = '' } = sent ?? {}
    const again = {
      step_id: step_id ?? '',
      field: field ?? '',
      file_id,
      document_type: 'passport',
      side: 'front',
    } as const
    await manager.customers.attachDocument(customer, { ...again, country: 'DEU', accepted: true }, 'again')
    const files = unzip((await call('GET', '/export')).body)
    expect([...files.keys()]).toContain('files/01-passport-front.jpg')
    expect(files.get('summary.txt')?.toString()).not.toMatch(/passport, front: pending.*no longer stored/)
  })

  it('is exported to nobody of another brand, no dealer, and not recorded as such for HEAD', async () => {
    const { manager, id, call, events } = await open()
    expect((await call('GET', '/export', undefined, 'other-key')).status).toBe(404)
    expect((await call('GET', '/export', undefined, 'dealer-key')).status).toBe(403)
    const head = await manager.handle(
      new Request(`http://manager.test/manager/kyc/profiles/${id}/export`, {
        ...{ method: 'HEAD', headers: { authorization: 'Bearer acme-key' } },
      }),
    )
    expect([head.status, head.headers.get('content-type')]).toEqual([200, 'application/zip'])
    expect(await events('profile.exported')).toEqual([])
  })

  it('is dated by the end of the relationship, which is no day to come and can be taken back', async () => {
    const { call, events } = await open()
    const end = (ended_on?: string | null) => call('POST', '/end-relationship', { ended_on, comment: 'Closed' })
    expect((await end('2026-01-31')).body).toMatchObject({ relationship_ended_on: '2026-01-31' })
    expect((await end('2026-01-31')).status).toBe(200)
    expect(await end('2999-01-01')).toMatchObject({ status: 422, body: { field: 'ended_on' } })
    expect((await end(null)).body.relationship_ended_on).toBeNull()
    expect((await end()).body.relationship_ended_on).toBe(new Date().toISOString().slice(0, 10))
    const rows = await events('profile.relationship_ended')
    expect(rows.map(({ before, after }) => [before?.ended_on, after?.ended_on]).slice(0, 2)).toEqual([
      [null, '2026-01-31'],
      ['2026-01-31', null],
    ])
    expect(rows).toHaveLength(3)
    expect(rows[0]).toMatchObject({ actor: 'Jo', comment: 'Closed' })
  })

  it('is held with a justification, and let go', async () => {
    const { call, events } = await open()
    const hold = (on: boolean, justification?: string) => call('POST', '/legal-hold', { hold: on, justification })
    expect(await hold(true)).toMatchObject({ status: 422, body: { field: 'justification' } })
    expect((await hold(true, 'Asked for by the prosecutor')).body.legal_hold).toBe(true)
    await hold(true, 'Asked for by the prosecutor')
    expect((await hold(false, 'The case is closed')).body.legal_hold).toBe(false)
    const rows = await events('profile.hold_changed')
    expect(rows.map(({ after, comment }) => [after?.hold, comment])).toEqual([
      [true, 'Asked for by the prosecutor'],
      [false, 'The case is closed'],
    ])
  })
})
