import { randomBytes, randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import type { Database } from '@/lib/database/schema'
import { createKeyring } from '@/lib/files/keys'
import { callHttp, DATABASES, newCustomer, openTestManager, PERSONAL, submitStandard } from '@/lib/testing/manager'
import { findMissingKey } from '.'
import { rotateKeys } from './records/master-keys'

const key = () => new Uint8Array(randomBytes(32))
type Keys = readonly [Uint8Array, ...Uint8Array[]]

describe.each(Object.entries(DATABASES))('a change of master keys, on %s', (_, fresh) => {
  /** A deployment under its first key, with people in it, and the new key. */
  async function open(people = 2) {
    const [old, next] = [key(), key()]
    const database = await fresh()
    const first = await openTestManager({ database, masterKeys: [old] })
    const { folder } = first
    await first.manager.masterKeys.use()
    const submitted: Awaited<ReturnType<typeof submitStandard>>[] = []
    for (let i = 0; i < people; i += 1) submitted.push(await submitStandard(first.manager))
    await first.manager.close()
    const start = async (...masterKeys: Keys) => {
      const opened = await openTestManager({ database, directory: folder, masterKeys })
      return { ...opened, missing: await findMissingKey(opened.db, opened.keyring) }
    }
    return {
      old,
      next,
      start,
      submitted,
      ids: { old: createKeyring([old]).newest, next: createKeyring([next]).newest },
    }
  }
  type Opened = Awaited<ReturnType<Awaited<ReturnType<typeof open>>['start']>>

  /** That everything of these people opens. */
  async function expectWhole({ manager, damaged }: Opened, submitted: Awaited<ReturnType<typeof open>>['submitted']) {
    for (const { customer } of submitted) {
      const { steps } = await manager.customers.read(customer)
      expect(steps.find(({ code }) => code === 'personal')?.answers).toEqual(PERSONAL)
      for (const { file_id, file_size } of steps.flatMap(({ documents }) => documents)) {
        const { bytes } = await manager.files.read(file_id, customer)
        expect(await new Response(bytes).bytes()).toHaveLength(file_size)
      }
    }
    expect(damaged).toEqual([])
  }

  it('keeps all that is there, while both are set and after the old one is gone', async () => {
    const { old, next, start, submitted, ids } = await open()
    const between = await start(next, old)
    await between.manager.masterKeys.use()
    await expectWhole(between, submitted)
    const later = await submitStandard(between.manager)
    const before = (await between.manager.masterKeys.status()).uses
    expect(before.get(ids.old)).toMatchObject({ people: 2, files: 4, others: 2 })
    expect(before.get(ids.next)).toMatchObject({ people: 1, files: 2, others: 0 })
    expect(await between.manager.masterKeys.rotate()).toEqual({ rewrapped: 6, damaged: 0 })
    const after = await between.manager.masterKeys.status()
    expect([...after.uses]).toEqual([[ids.next, { people: 3, files: 6, others: 2 }]])
    await expectWhole(between, [...submitted, later])
    await between.manager.close()

    const alone = await start(next)
    expect(alone.missing).toBeUndefined()
    await expectWhole(alone, [...submitted, later])
    await alone.manager.close()
  })

  it('finds names, knows requests that come again, and proves the audit, all from before', async () => {
    const { old, next, start, submitted } = await open(1)
    const [ada] = submitted
    const customer = ada?.customer ?? newCustomer()
    const id = ada?.stepId('personal') ?? ''
    const answers = { ...PERSONAL, last_name: 'Lovelace' }
    const submit = ({ manager }: Opened) => manager.customers.submitStep(customer, id, answers, 'one-intention')
    const before = await start(old)
    const { version } = await submit(before)
    await before.manager.close()
    const between = await start(next, old)
    await between.manager.masterKeys.use()
    await between.manager.masterKeys.rotate()
    await between.manager.close()
    const alone = await start(next)
    expect((await submit(alone)).version).toBe(version)
    const { body } = await callHttp(alone.manager, 'GET', '/profiles?name=lovelace')
    expect(body.items).toMatchObject([{ customer_id: customer.customer_id }])
    expect((await alone.manager.audit.verify('acme')).faults).toEqual([])
    await alone.manager.close()
  })

  it('goes on where it was ended, at whatever statement, and everything opens in between', async () => {
    const { old, next, start, submitted } = await open()
    const keyring = createKeyring([next, old])
    let ended = false
    let statements = 0
    for (let allowed = 1; !ended; allowed += 2) {
      const opened = await start(next, old)
      statements = 0
      const dying = dyingAfter(opened.db, () => {
        statements += 1
        if (statements > allowed) throw new Error('killed')
      })
      ended = await rotateKeys(dying, keyring).then(
        () => true,
        (error: Error) => {
          expect(error.message).toBe('killed')
          return false
        },
      )
      await expectWhole(opened, submitted)
      await opened.manager.close()
    }
    const alone = await start(next)
    await expectWhole(alone, submitted)
    await alone.manager.close()
  })

  it('loses nothing of those who fill in meanwhile', async () => {
    const { old, next, start, submitted } = await open(4)
    const opened = await start(next, old)
    const { customers, masterKeys } = opened.manager
    await masterKeys.use()
    const write = async ({ customer, stepId }: (typeof submitted)[number]) => {
      for (const first_name of ['A', 'Ad', 'Ada'])
        await customers.saveDraft(customer, stepId('personal'), { ...PERSONAL, first_name })
      await customers.submitStep(customer, stepId('personal'), { ...PERSONAL, last_name: 'Later' }, randomUUID())
      await customers.submitStep(customer, stepId('personal'), PERSONAL, randomUUID())
    }
    const [{ damaged }] = await Promise.all([masterKeys.rotate(), ...submitted.map(write)])
    expect(damaged).toBe(0)
    await opened.manager.close()
    const alone = await start(next)
    await expectWhole(alone, submitted)
    await alone.manager.close()
  })

  it('is not cut short: a key that still wraps something is missed by name, one that wraps nothing is not', async () => {
    const { old, next, start, submitted, ids } = await open(1)
    const between = await start(next, old)
    await between.manager.masterKeys.use()
    const later = await submitStandard(between.manager)
    await between.manager.close()
    // Back to the key of before, without the one that a person's key is wrapped with.
    const back = await start(old)
    expect(back.missing).toBe(ids.next)
    await back.manager.close()
    await expect(start(next)).rejects.toThrow('another key')
    const again = await start(old, next)
    expect(again.missing).toBeUndefined()
    await again.manager.masterKeys.rotate()
    await again.manager.close()
    const undone = await start(old)
    expect(undone.missing).toBeUndefined()
    await expectWhole(undone, [...submitted, later])
    await undone.manager.close()
  })

  it('leaves a key that does not unwrap as it is, and says so', async () => {
    const { old, next, start, submitted } = await open()
    const opened = await start(next, old)
    await opened.manager.masterKeys.use()
    const [ada, grace] = await opened.db.selectFrom('profiles').select(['id', 'data_key']).orderBy('id').execute()
    await opened.db
      .updateTable('profiles')
      .set({ data_key: grace?.data_key ?? '' })
      .where('id', '=', ada?.id ?? '')
      .execute()
    expect(await opened.manager.masterKeys.rotate()).toMatchObject({ damaged: 1 })
    const { customer } = submitted[1] ?? { customer: newCustomer() }
    const { steps } = await opened.manager.customers.read(customer)
    expect(steps.find(({ code }) => code === 'personal')?.answers).toEqual(PERSONAL)
    await opened.manager.close()
  })
})

/** A database whose process ends: `each` is called before each statement. */
function dyingAfter(db: Database, each: () => void): Database {
  return db.withPlugin({
    transformQuery: ({ node }) => {
      each()
      return node
    },
    transformResult: async ({ result }) => result,
  })
}
