import { randomBytes } from 'node:crypto'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { callHttp, DATABASES, newCustomer, openTestManager, PERSONAL, submitStandard } from '@/lib/testing/manager'

/** Two instances of the manager with the same Postgres and file store. */
async function openCopies(delivered: string[] = []) {
  const shared = {
    database: (await DATABASES.Postgres?.()) ?? '',
    directory: mkdtempSync(join(tmpdir(), 'inapp-kyc-')),
    masterKeys: [randomBytes(32)] as const,
    receivers: { callback: async ({ id }: { id: string }) => void delivered.push(id) },
  }
  const [one, two] = [await openTestManager(shared), await openTestManager(shared)]
  return { one: one.manager, two: two.manager, db: one.db }
}

describe('two instances on one Postgres', () => {
  it('start together on an empty database', async () => {
    const database = (await DATABASES.Postgres?.()) ?? ''
    const masterKeys = [randomBytes(32)] as const
    const opened = await Promise.all([1, 2, 3].map(() => openTestManager({ database, masterKeys })))
    const { body } = await callHttp(opened[0]?.manager as never, 'GET', '/templates?limit=200')
    const codes = body.items.map(({ code }: { code: string }) => code)
    expect(new Set(codes).size).toBe(codes.length)
  })

  it('let one of 200 callers redeem a token', async () => {
    const { one, two } = await openCopies()
    const { token } = await one.tokens.issue({ identity: newCustomer(), kyc_type: 'basic' })
    const answers = await Promise.all(Array.from({ length: 200 }, (_, i) => (i % 2 ? one : two).tokens.redeem(token)))
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1)
  })

  it('show each other’s changes, although both use a cache', async () => {
    const { one, two } = await openCopies()
    const ada = newCustomer()
    const [step] = (await one.customers.open(ada, 'basic')).steps
    expect((await two.customers.read(ada)).steps[0]?.draft).toBeNull()
    for (const first_name of ['A', 'Ad', 'Ada']) {
      await one.customers.saveDraft(ada, step?.id ?? '', { first_name })
      expect((await two.customers.read(ada)).steps[0]?.draft).toEqual({ first_name })
    }
    await one.customers.submitStep(ada, step?.id ?? '', PERSONAL, 'one-intention')
    expect(await two.customers.read(ada)).toMatchObject({ status: 'pending', steps: [{ status: 'pending' }] })
    await callHttp(two, 'POST', `/steps/${step?.id}/approve`, {})
    expect((await one.customers.read(ada)).status).toBe('approved')
  })

  it('notify screens connected to the other one', async () => {
    const { one, two } = await openCopies()
    const ada = newCustomer()
    const heard: number[] = []
    two.watch(ada.brand, ada.customer_id, (version) => heard.push(version))
    const { version } = await one.customers.open(ada, 'basic')
    await expect.poll(() => heard.at(-1)).toBe(version)
  })

  it('send each delivery once', async () => {
    const delivered: string[] = []
    const { one, two, db } = await openCopies(delivered)
    for (let i = 0; i < 10; i += 1) await submitStandard(one)
    await Promise.all([one.deliverDue(), two.deliverDue(), one.deliverDue()])
    const rows = await db.selectFrom('jobs').select('id').where('kind', '=', 'ctrader.kyc-status').execute()
    expect(rows.length).toBeGreaterThanOrEqual(10)
    expect([...delivered].sort()).toEqual(rows.map(({ id }) => id).sort())
  })
})
