import { createCipheriv, hkdfSync, randomBytes, randomUUID } from 'node:crypto'
import { Readable } from 'node:stream'
import { describe, expect, it } from 'vitest'
import { openDatabase } from '@/lib/database'
import type { Database } from '@/lib/database/schema'
import { createKeyring } from '@/lib/files/keys'
import type { Place } from '@/lib/files/sealer'
import {
  backOfficeOf,
  callHttp,
  createTestMailbox,
  DATABASES,
  newCustomer,
  openTestManager,
  PERSONAL,
  submitStandard,
} from '@/lib/testing/manager'
import { type ManagerWith, openSealer } from '.'
import { placeOfCode } from './records/codes'
import { ownedDocuments } from './records/documents'
import { placeOfAnswer } from './records/once-per-key'
import { ownerOf, placeOfEmail } from './records/sealed'
import { loadStep, openAnswers, stepsOf } from './records/steps'

type Parts = Pick<ManagerWith, 'sealer' | 'store'>
type Person = { brand: string; customer_id: string }

const NOW = '2026-11-28T12:00:00.000Z'

/** Seals as it was done before texts were bound to their place. */
function sealUnbound(masterKey: Uint8Array, text: string): string {
  const key = Buffer.from(hkdfSync('sha256', masterKey, 'records', 'inapp-kyc record', 32))
  const nonce = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', key, nonce)
  const sealed = Buffer.concat([nonce, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()])
  return `v1.${sealed.toString('base64url')}`
}

describe.each(Object.entries(DATABASES))('a database from before texts were bound to their rows, on %s', (_, fresh) => {
  /** Two people, as a version of before has left them. */
  async function openBefore() {
    const database = await fresh()
    const masterKey = new Uint8Array(randomBytes(32))
    const { manager, db, parts, folder } = await openTestManager({ database, masterKeys: [masterKey] })
    const people = [await submitStandard(manager), await submitStandard(manager)]
    for (const [at, { customer, stepId }] of people.entries())
      await manager.customers.saveDraft(customer, stepId('personal'), { ...PERSONAL, first_name: `Draft ${at}` })
    await asBefore(db, parts, masterKey)
    await manager.close()
    return { database, directory: folder, masterKey, people }
  }

  async function asBefore(db: Database, { sealer, store }: Parts, masterKey: Uint8Array): Promise<void> {
    for (const { id } of await db.selectFrom('profiles').select('id').execute())
      for (const step of await stepsOf(db, id)) {
        const { answers, draft } = {
          answers: openAnswers(step, 'answers', sealer),
          draft: openAnswers(step, 'draft', sealer),
        }
        const unbound = (value: object | null) => value && sealUnbound(masterKey, JSON.stringify(value))
        const columns = { answers: unbound(answers), draft: unbound(draft) }
        await db.updateTable('steps').set(columns).where('id', '=', step.id).execute()
      }
    for (const file of await db.selectFrom('files').selectAll().execute()) {
      const bytes = await Array.fromAsync(store.read(file.id, file.extension, sealer.fileKey(file)))
      // Without a key of its own it is encrypted as files were then.
      await store.write(file.id, file.extension, Readable.from(bytes), null)
    }
    await db.updateTable('files').set({ data_key: null }).execute()
    const profiles = await db.selectFrom('profiles').selectAll().execute()
    const unbind = (sealed: string, { brand, customer_id }: Person, place: Place) => {
      const profile = profiles.find((one) => one.brand === brand && one.customer_id === customer_id)
      const text = profile && sealer.open(sealed, ownerOf(profile), place)
      return sealUnbound(masterKey, text ?? '')
    }
    for (const { customer, key, answer } of await db.selectFrom('idempotency').selectAll().execute()) {
      const [brand = '', customer_id = ''] = customer.split('/')
      const unbound = unbind(answer, { brand, customer_id }, placeOfAnswer(customer, key))
      const row = db.updateTable('idempotency').set({ answer: unbound }).where('customer', '=', customer)
      await row.where('key', '=', key).execute()
    }
    for (const job of await db.selectFrom('jobs').selectAll().where('kind', '=', 'mail').execute()) {
      const sealed = unbind(JSON.parse(job.input).sealed, job, placeOfEmail(job.id))
      await db
        .updateTable('jobs')
        .set({ input: JSON.stringify({ sealed }) })
        .where('id', '=', job.id)
        .execute()
    }
    for (const code of await db.selectFrom('codes').selectAll().execute()) {
      const { brand, customer_id } = await loadStep(db, 'acme', code.step_id)
      const unbound = unbind(code.code, { brand, customer_id }, placeOfCode(code))
      await db.updateTable('codes').set({ code: unbound }).where('step_id', '=', code.step_id).execute()
    }
    const rejected = await ownedDocuments(db).where('documents.message', 'is not', null).execute()
    for (const document of rejected) {
      const message = unbind(document.message ?? '', document, ['documents', 'message', document.id])
      await db.updateTable('documents').set({ message }).where('id', '=', document.id).execute()
    }
    await db.updateTable('profiles').set({ data_key: null }).execute()
    await db.deleteFrom('key_checks').execute()
    await db.deleteFrom('audit_keys').execute()
    const check = { name: 'master', sealed: sealUnbound(masterKey, 'inapp-kyc'), created_at: NOW }
    await db.insertInto('key_checks').values(check).execute()
  }

  const unboundIn = async (db: Database) => {
    const { count } = await db
      .selectFrom('steps')
      .select(({ fn }) => fn.countAll().as('count'))
      .where(({ eb, or }) => or([eb('answers', 'like', 'v1.%'), eb('draft', 'like', 'v1.%')]))
      .executeTakeFirstOrThrow()
    return Number(count)
  }

  it('is the same after the first start, and holds nothing unbound', async () => {
    const { database, directory, masterKey, people } = await openBefore()
    const { manager, db, damaged } = await openTestManager({ database, directory, masterKeys: [masterKey] })
    for (const [at, { customer }] of people.entries()) {
      const { steps } = await manager.customers.read(customer)
      const personal = steps.find(({ code }) => code === 'personal')
      expect(personal).toMatchObject({ answers: PERSONAL, draft: { ...PERSONAL, first_name: `Draft ${at}` } })
      for (const { file_id, file_size } of steps.flatMap(({ documents }) => documents)) {
        const { bytes } = await manager.files.read(file_id, customer)
        expect(await new Response(bytes).bytes()).toHaveLength(file_size)
      }
    }
    expect([await unboundIn(db), damaged]).toEqual([0, []])
    await manager.close()
  })

  it('answers a request that comes again, sends what waits to be sent, and takes a code, as if nothing had happened', async () => {
    const { database, directory, masterKey, people } = await openBefore()
    const [ada] = people
    const { customer, stepId } = ada ?? (await submitStandard((await openTestManager()).manager))
    const mailbox = createTestMailbox()
    const shared = { database, directory, masterKeys: [masterKey] as const, receivers: { email: mailbox.receive } }
    const before = await openTestManager(shared)
    await backOfficeOf(before.manager).requireEmail(customer.customer_id)
    const step_id = (await before.manager.customers.read(customer)).steps.find(({ code }) => code === 'email')?.id ?? ''
    await before.manager.customers.sendCode(customer, step_id, { field: 'email', address: 'ada@example.com' })
    const bill = ada?.kyc.steps.find(({ code }) => code === 'address')?.documents[0]?.id ?? ''
    const message = { text: 'Page 2, please.', language: 'en' }
    await callHttp(before.manager, 'POST', `/documents/${bill}/reject`, { reason_code: 'other', message })
    const answers = { ...PERSONAL, last_name: 'Lovelace' }
    const { version } = await before.manager.customers.submitStep(
      customer,
      stepId('personal'),
      answers,
      'one-intention',
    )
    await asBefore(before.db, before.parts, masterKey)
    await before.manager.close()

    const { manager, damaged } = await openTestManager(shared)
    const again = await manager.customers.submitStep(customer, stepId('personal'), answers, 'one-intention')
    expect(again.version).toBe(version)
    const code = await mailbox.codeSentTo(manager, 'ada@example.com')
    expect(mailbox.emails.map(({ letter, values }) => [letter, values.message ?? null]).toSorted()).toEqual([
      ...[['attention', message] as const, ['code', null] as const],
    ])
    await manager.customers.checkCode(customer, step_id, { field: 'email', code })
    expect((await callHttp(manager, 'GET', `/documents?step_id=${stepId('address')}`)).body.items).toMatchObject([
      { id: bill, message },
    ])
    expect(damaged).toEqual([])
    await manager.close()
  })

  it('goes on where a start was ended, at whatever statement', async () => {
    const { database, masterKey, people } = await openBefore()
    const keyring = createKeyring([masterKey])
    let [statements, most] = [0, 0]
    let ends = false
    // Each start gets a few statements further than the one before, until one comes to its end.
    for (let allowed = 3; !ends; allowed += 4) {
      statements = 0
      const { db } = await openDatabase(database)
      const dying = dyingAfter(db, () => {
        statements += 1
        if (statements > allowed) throw new Error('killed')
      })
      ends = await openSealer({ db: dying, keyring, now: NOW, report: () => {} }).then(
        (sealer) => sealer !== null,
        (error: Error) => {
          expect(error.message).toBe('killed')
          return false
        },
      )
      await db.destroy()
      most = Math.max(most, statements)
    }
    // The last one may find only the mark to be written.
    expect(most).toBeGreaterThan(5)
    const { manager, db, damaged } = await openTestManager({ database, masterKeys: [masterKey] })
    for (const { customer } of people)
      expect((await manager.customers.read(customer)).steps.find(({ code }) => code === 'personal')).toMatchObject({
        answers: PERSONAL,
      })
    expect([await unboundIn(db), damaged]).toEqual([0, []])
    await manager.close()
  })

  it('opens nothing unbound that comes later, also after another start', async () => {
    const { database, masterKey, people } = await openBefore()
    const unbound = sealUnbound(masterKey, JSON.stringify({ ...PERSONAL, first_name: 'Of another' }))
    const [ada] = people
    const id = ada?.stepId('personal') ?? ''
    const opened = await openTestManager({ database, masterKeys: [masterKey] })
    await opened.db.updateTable('steps').set({ answers: unbound }).where('id', '=', id).execute()
    await opened.manager.close()
    for (const _start of [1, 2]) {
      const { manager, damaged } = await openTestManager({ database, masterKeys: [masterKey] })
      const { steps } = await manager.customers.read(ada?.customer ?? newCustomer())
      expect(steps.find(({ code }) => code === 'personal')?.answers).toBeNull()
      expect(damaged).toContainEqual(['steps', 'answers', id])
      await manager.close()
    }
  })

  it('takes a text that never opened for damaged, and is opened all the same', async () => {
    const { database, masterKey, people } = await openBefore()
    const { db } = await openDatabase(database)
    const [ada] = people
    const id = ada?.stepId('personal') ?? ''
    const strange = sealUnbound(new Uint8Array(randomBytes(32)), '{}')
    await db.updateTable('steps').set({ answers: strange }).where('id', '=', id).execute()
    await db.destroy()
    const { manager } = await openTestManager({ database, masterKeys: [masterKey] })
    const { steps } = await manager.customers.read(ada?.customer ?? newCustomer())
    expect(steps.map(({ code, answers }) => [code, answers === null])).toEqual([
      ...[['identity', false] as const, ['personal', true] as const, ['address', false] as const],
    ])
    await manager.customers.submitStep(ada?.customer ?? newCustomer(), id, PERSONAL, randomUUID())
    await manager.close()
  })

  it('refuses another key before it changes anything', async () => {
    const { database, masterKey } = await openBefore()
    const { db } = await openDatabase(database)
    const open = (key: Uint8Array) => openSealer({ db, keyring: createKeyring([key]), now: NOW, report: () => {} })
    const before = await unboundIn(db)
    expect(await open(new Uint8Array(randomBytes(32)))).toBeNull()
    expect(await unboundIn(db)).toBe(before)
    expect(await open(masterKey)).not.toBeNull()
    await db.destroy()
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
