import { beforeEach, describe, expect, it } from 'vitest'
import type { Identity } from '@/lib/contract/customer'
import type { Database } from '@/lib/database/schema'
import { callHttp, DATABASES, newCustomer, openTestManager, PERSONAL, submitStandard } from '@/lib/testing/manager'
import type { Manager } from '.'

const DAY = 24 * 60 * 60_000
const POLICY = {
  ...{ unfinished_days: 90, rejected_days: 365, ended_days: 1826 },
  ...{ removed_file_days: 30, rejected_file_days: 60, replaced_file_days: 120 },
}

describe.each(Object.entries(DATABASES))('how long data lives, on %s', (_, freshDatabase) => {
  let manager: Manager
  let db: Database
  let now: Date
  let reopen: () => Promise<void>
  beforeEach(async () => {
    now = new Date('2026-01-01T12:00:00Z')
    const opened = await openTestManager({
      ...{ database: await freshDatabase(), clock: () => now, retention: { acme: POLICY } },
    })
    ;({ manager, db } = opened)
    reopen = async () => {
      const { database, masterKeys, folder: directory } = opened
      ;({ manager } = await openTestManager({ database, masterKeys, directory, clock: () => now }))
    }
  })

  const later = (days: number) => {
    now = new Date(now.getTime() + days * DAY)
  }
  const profileOf = ({ customer_id }: Identity) =>
    db.selectFrom('profiles').selectAll().where('customer_id', '=', customer_id).executeTakeFirst()
  const post = async (customer: Identity, path: string, body: object) =>
    callHttp(manager, 'POST', `/profiles/${(await profileOf(customer))?.id}${path}`, body)
  /** Whoever is due, with the reason. */
  async function due(): Promise<string[]> {
    const [plan] = await manager.retention.plan()
    return (
      plan?.customers.map(({ customer_id, why, legal_hold }) => `${customer_id} ${why}${legal_hold ? ' held' : ''}`) ??
      []
    )
  }
  async function dueFiles(): Promise<string[]> {
    const [plan] = await manager.retention.plan()
    return plan?.files.map(({ document_type, why }) => `${document_type} ${why}`).toSorted() ?? []
  }
  async function decideAll(customer: Identity, decision: 'approve' | 'reject') {
    const { steps } = await manager.customers.read(customer)
    const body = decision === 'reject' ? { reason_code: 'other', reject_type: 'final' } : {}
    for (const { id } of steps) await callHttp(manager, 'POST', `/steps/${id}/${decision}`, body)
  }

  it('erases who began and never sent it in, 90 days after they were last there', async () => {
    const [ada, ben, cleo] = [newCustomer(), newCustomer(), newCustomer()]
    const [step] = (await manager.customers.open(ada, 'basic')).steps
    await manager.customers.open(ben, 'basic')
    await manager.customers.open(cleo, 'basic')
    await manager.customers.submitStep(
      cleo,
      step ? ((await manager.customers.read(cleo)).steps[0]?.id ?? '') : '',
      PERSONAL,
      'a',
    )
    later(80)
    // Ada comes back, types, and sends nothing.
    await manager.customers.open(ada, 'basic')
    await manager.customers.saveDraft(ada, step?.id ?? '', { first_name: 'Ada' })
    expect(await due()).toEqual([])
    later(11)
    expect(await due()).toEqual([`${ben.customer_id} unfinished_days`])
    // A plan changes nothing.
    expect(await profileOf(ben)).toBeDefined()
    await manager.retention.keep()
    expect([await profileOf(ben), await profileOf(ada), await profileOf(cleo)]).toEqual([
      ...[undefined, expect.anything(), expect.anything()],
    ])
    later(80)
    expect(await due()).toEqual([`${ada.customer_id} unfinished_days`])
    expect((await manager.audit.verify('acme')).faults).toEqual([])
  })

  it('keeps who holds a level, or has something in review, whatever else was never sent', async () => {
    const [ada, ben] = [newCustomer(), newCustomer()]
    for (const customer of [ada, ben]) {
      const { steps } = await manager.customers.open(customer, 'standard')
      const personal = steps.find(({ code }) => code === 'personal')?.id ?? ''
      await manager.customers.submitStep(customer, personal, PERSONAL, `${customer.customer_id} personal`)
      if (customer === ada) await callHttp(manager, 'POST', `/steps/${personal}/approve`, {})
    }
    expect(await profileOf(ada)).toMatchObject({ status: 1, level: 1, first_approved_at: null })
    expect(await profileOf(ben)).toMatchObject({ status: 1, level: 0 })
    later(200)
    expect(await due()).toEqual([])
  })

  it('takes nobody for idle before it is known for so long who comes in', async () => {
    await manager.customers.open(newCustomer(), 'basic')
    await db.deleteFrom('audit').where('event', '=', 'profile.entered').execute()
    later(80)
    await manager.customers.open(newCustomer(), 'basic')
    later(20)
    expect(await due()).toEqual([])
    later(80)
    expect(await due()).toHaveLength(2)
  })

  it('keeps who was invited again by a link', async () => {
    const ada = newCustomer()
    await manager.customers.open(ada, 'basic')
    later(80)
    await callHttp(manager, 'POST', '/links', { customer_id: ada.customer_id })
    later(11)
    expect(await due()).toEqual([])
  })

  it('erases who was refused after their own time', async () => {
    const { customer } = await submitStandard(manager)
    await decideAll(customer, 'reject')
    later(364)
    expect(await due()).toEqual([])
    later(2)
    expect(await due()).toEqual([`${customer.customer_id} rejected_days`])
  })

  it('keeps a customer for as long as they are one, and five years from then on', async () => {
    const { customer } = await submitStandard(manager)
    await decideAll(customer, 'approve')
    // Asked for more, which never came.
    await callHttp(manager, 'POST', '/required-level', { customer_id: customer.customer_id, required_level: 3 })
    later(20 * 365)
    expect(await due()).toEqual([])
    await post(customer, '/end-relationship', {})
    later(1826)
    expect(await due()).toEqual([])
    later(1)
    expect(await due()).toEqual([`${customer.customer_id} ended_days`])
    await manager.retention.keep()
    expect(await profileOf(customer)).toBeUndefined()
    const { body } = await callHttp(manager, 'GET', '/audit?event=erasure.done')
    expect(body.items).toMatchObject([
      { actor: 'system', comment: expect.stringMatching(/^ended_days: 1826, since 20/), after: { asked_by: 'policy' } },
    ])
  })

  it('erases nobody who is held, and says so', async () => {
    const { customer } = await submitStandard(manager)
    await decideAll(customer, 'approve')
    await post(customer, '/end-relationship', {})
    await post(customer, '/legal-hold', { hold: true, justification: 'A court asked for it' })
    await db.updateTable('documents').set({ status: 3, decided_at: now.toISOString() }).execute()
    later(2_000)
    expect(await dueFiles()).toHaveLength(2)
    expect(await due()).toEqual([`${customer.customer_id} ended_days held`])
    await manager.retention.keep()
    expect(await profileOf(customer)).toBeDefined()
    expect(await dueFiles()).toHaveLength(2)
    await post(customer, '/legal-hold', { hold: false, justification: 'The case is closed' })
    await manager.retention.keep()
    expect(await profileOf(customer)).toBeUndefined()
  })

  it('destroys files on their own clocks, and keeps that there was a document', async () => {
    const { customer, stepId } = await submitStandard(manager)
    const documents = await db.selectFrom('documents').selectAll().execute()
    await manager.jobs.runDue(['verification'])
    const findings = async () =>
      new Set((await db.selectFrom('findings').select('document_id').execute()).map(({ document_id }) => document_id))
    expect(await findings()).toEqual(new Set([...documents.map(({ id }) => id), null]))
    const of = (type: string) => documents.find(({ document_type }) => document_type === type)
    const [passport, bill] = [of('passport'), of('utility_bill')]
    await manager.customers.removeDocument(customer, bill?.id ?? '')
    await callHttp(manager, 'POST', `/documents/${passport?.id}/reject`, { reason_code: 'unreadable' })
    const get = (id: string | undefined) => callHttp(manager, 'GET', `/files/${id}`)
    later(31)
    expect(await dueFiles()).toEqual(['utility_bill removed_file_days'])
    later(30)
    expect(await dueFiles()).toEqual(['passport rejected_file_days', 'utility_bill removed_file_days'])
    expect((await get(passport?.file_id)).status).toBe(200)
    await manager.retention.keep()
    await manager.jobs.runDue(['upkeep'])
    expect(await dueFiles()).toEqual([])
    expect((await get(passport?.file_id)).status).toBe(404)
    const files = await db.selectFrom('files').select(['name', 'data_key']).execute()
    expect(files).toEqual([
      { name: '', data_key: null },
      { name: '', data_key: null },
    ])
    expect(await findings()).toEqual(new Set([null]))
    const { body } = await callHttp(manager, 'GET', `/steps/${stepId('identity')}`)
    expect(body.documents).toMatchObject([{ id: passport?.id, file_name: '', mrz: null, status: 3 }])
    const events = (await callHttp(manager, 'GET', '/audit?event=document.file_destroyed')).body.items
    expect(events.map(({ after }: { after: { why: string } }) => after.why).toSorted()).toEqual([
      ...['rejected_file_days', 'removed_file_days'],
    ])
  })

  it('lets nothing go by itself where the brand says nothing of it', async () => {
    await manager.customers.open(newCustomer(), 'basic')
    await manager.customers.open(newCustomer('other'), 'basic')
    await reopen()
    later(5_000)
    expect(await manager.retention.plan()).toEqual([])
    await manager.retention.keep()
    expect(await db.selectFrom('profiles').select('id').execute()).toHaveLength(2)
  })
})
