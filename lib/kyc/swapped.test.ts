import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import type { CustomerKey } from '@/lib/contract/customer'
import type { Email } from '@/lib/contract/email'
import type { Mrz } from '@/lib/contract/records'
import { RISK_LEVEL } from '@/lib/contract/statuses'
import { callHttp, DATABASES, newCustomer, openTestManager, PERSONAL, submitStandard } from '@/lib/testing/manager'
import { loadDocument, sealMrz } from './records/documents'

const ZONE: Mrz = {
  ...{ format: 'TD3', lines: [], document_number: 'GRACE1', issuer: 'FRA', nationality: 'FRA', surname: 'HOPPER' },
  ...{ given_names: 'GRACE', birth_date: '1990-01-31', expiry_date: '2090-01-01', sex: 'F', parts: {}, valid: true },
}
const QUESTION = { text: 'Who paid for the boat in Reykjavik?', language: 'en' }
const MESSAGE = { text: 'The letter of your bank in Zurich is cut off.', language: 'en' }
/** What is Grace's, and must never be shown as Ada's. */
const OF_GRACE = /Hopper|HOPPER|GRACE|boat|Zurich/

type Table = 'steps' | 'documents'

describe.each(Object.entries(DATABASES))(
  'what is sealed of one customer, put into another’s row, on %s',
  (_, fresh) => {
    /** Ada and Grace, who have both submitted everything. */
    async function open() {
      const emails: Email[] = []
      const opened = await openTestManager({
        database: await fresh(),
        receivers: { email: async (email) => void emails.push(email) },
      })
      const { manager, db, parts, damaged } = opened
      const [ada, grace] = [await submitStandard(manager, named('ada')), await submitStandard(manager, named('grace'))]
      const { submitStep } = manager.customers
      await submitStep(grace.customer, grace.stepId('personal'), { ...PERSONAL, last_name: 'Hopper' }, randomUUID())
      const call = (method: string, path: string, body?: unknown) => callHttp(manager, method, path, body)
      const documentOf = ({ kyc }: typeof ada, type: string) =>
        kyc.steps.flatMap(({ documents }) => documents).find(({ document_type }) => document_type === type)?.id ?? ''
      /** Puts what one row has into another one. */
      async function put(
        table: Table,
        column: string,
        { from, to, as = column }: { from: string; to: string; as?: string },
      ) {
        const rows = db.selectFrom(table).selectAll().where('id', '=', from)
        const row: Record<string, unknown> = { ...(await rows.executeTakeFirstOrThrow()) }
        expect(row[column]).toEqual(expect.stringMatching(/^v2\./))
        await db
          .updateTable(table)
          .set({ [as]: row[column] })
          .where('id', '=', to)
          .execute()
        await forget()
        damaged.length = 0
      }
      /** What was read before is asked for again. */
      const forget = () =>
        db
          .updateTable('profiles')
          .set(({ eb }) => ({ drafts: eb('drafts', '+', 1) }))
          .execute()
      /** Everything that Ada, and a reviewer of hers, can see. */
      async function seenOfAda() {
        const { profile_id } = (await call('GET', `/steps/${ada.stepId('personal')}`)).body
        const { customer_id } = ada.customer
        const lists = [
          `/profiles/${profile_id}`,
          `/documents?customer_id=${customer_id}`,
          `/links?customer_id=${customer_id}`,
        ]
        const answers = [await manager.customers.read(ada.customer)]
        for (const path of lists) {
          const { status, body } = await call('GET', path)
          expect(status, path).toBe(200)
          answers.push(body)
        }
        const text = JSON.stringify(answers)
        expect(text).not.toMatch(OF_GRACE)
        return text
      }
      const stepOf = async (customer: CustomerKey, code: string) =>
        (await manager.customers.read({ ...named(''), ...customer })).steps.find((step) => step.code === code)
      return { ...opened, parts, emails, ada, grace, call, documentOf, put, forget, seenOfAda, stepOf }
    }

    it('answers: nobody reads them, the reviewer is told, and everything else is there', async () => {
      const { ada, grace, call, put, seenOfAda, stepOf, damaged } = await open()
      const [from, to] = [grace.stepId('personal'), ada.stepId('personal')]
      await put('steps', 'answers', { from, to })
      expect(await seenOfAda()).toContain('1 Rue')
      expect((await call('GET', `/steps/${to}`)).body).toMatchObject({ answers: null, damaged: ['answers'] })
      expect((await stepOf(ada.customer, 'personal'))?.answers).toBeNull()
      expect(damaged).toContainEqual(['steps', 'answers', to])
      expect((await call('GET', `/steps/${from}`)).body).not.toHaveProperty('damaged')
      expect((await stepOf(grace.customer, 'personal'))?.answers).toMatchObject({ last_name: 'Hopper' })
    })

    it('answers: they cannot be approved; sent back, they are answered again and approved', async () => {
      const { ada, grace, call, put, manager } = await open()
      const [from, to] = [grace.stepId('personal'), ada.stepId('personal')]
      await put('steps', 'answers', { from, to })
      const approved = await call('POST', `/steps/${to}/approve`, {})
      expect(approved).toMatchObject({ status: 409, body: { code: 'CONFLICT', reason: 'damaged' } })
      expect((await call('POST', `/steps/${to}/reject`, { reason_code: 'answers_incomplete' })).status).toBe(200)
      await manager.customers.submitStep(ada.customer, to, PERSONAL, randomUUID())
      expect((await call('POST', `/steps/${to}/approve`, {})).body).toMatchObject({ answers: PERSONAL })
    })

    it('answers: the risk that they brought stays until they are there again', async () => {
      const { ada, grace, call, put, db } = await open()
      const [from, to] = [grace.stepId('personal'), ada.stepId('personal')]
      const { profile_id } = (await call('GET', `/steps/${to}`)).body
      await db.updateTable('profiles').set({ risk_level: RISK_LEVEL.high }).where('id', '=', profile_id).execute()
      await put('steps', 'answers', { from, to })
      await call('POST', `/steps/${ada.stepId('address')}/reject`, { reason_code: 'other' })
      expect((await call('GET', `/profiles/${profile_id}`)).body.risk_level).toBe(RISK_LEVEL.high)
    })

    it('a draft: it is gone, and the customer types another', async () => {
      const { ada, grace, put, manager, seenOfAda, stepOf } = await open()
      const [from, to] = [grace.stepId('personal'), ada.stepId('personal')]
      const { saveDraft } = manager.customers
      await saveDraft(grace.customer, from, { ...PERSONAL, last_name: 'Hopper-Murray' })
      await put('steps', 'draft', { from, to })
      await seenOfAda()
      expect((await stepOf(ada.customer, 'personal'))?.draft).toBeNull()
      await saveDraft(ada.customer, to, PERSONAL)
      expect((await stepOf(ada.customer, 'personal'))?.draft).toEqual(PERSONAL)
    })

    it('nor does a customer’s own draft open as their answers', async () => {
      const { ada, put, manager, call } = await open()
      const id = ada.stepId('personal')
      await manager.customers.saveDraft(ada.customer, id, { ...PERSONAL, last_name: 'Another' })
      await put('steps', 'draft', { from: id, to: id, as: 'answers' })
      expect((await call('GET', `/steps/${id}`)).body).toMatchObject({ answers: null, damaged: ['answers'] })
    })

    it('a zone: no list fails, and the other documents have theirs', async () => {
      const { ada, grace, call, put, db, parts, documentOf, seenOfAda } = await open()
      const [from, to] = [documentOf(grace, 'passport'), documentOf(ada, 'passport')]
      const mrz = sealMrz(await loadDocument(db, 'acme', from), ZONE, parts.sealer)
      await db.updateTable('documents').set({ mrz, mrz_state: 'done' }).where('id', '=', from).execute()
      await put('documents', 'mrz', { from, to })
      await seenOfAda()
      const { items } = (await call('GET', '/documents?limit=200')).body
      const found = (id: string) => items.find((document: { id: string }) => document.id === id)
      expect(items).toHaveLength(4)
      expect(found(to)).toMatchObject({ mrz: null, damaged: ['mrz'] })
      expect(found(from)).toMatchObject({ mrz: { surname: 'HOPPER' } })
      expect(found(documentOf(ada, 'utility_bill'))).not.toHaveProperty('damaged')
    })

    it('a message and a question', async () => {
      const { ada, grace, call, put, seenOfAda } = await open()
      const reject = { reason_code: 'other', message: MESSAGE }
      for (const { stepId } of [ada, grace])
        await call('POST', `/steps/${stepId('address')}/reject`, {
          ...reject,
          message: { ...MESSAGE, text: 'Page 2?' },
        })
      await call('POST', `/steps/${grace.stepId('identity')}/reject`, reject)
      await put('steps', 'message', { from: grace.stepId('identity'), to: ada.stepId('address') })
      await seenOfAda()
      const asked = async (customer_id: string, question: object) =>
        (await call('POST', '/questions', { customer_id, question, answer: 'words' })).body.id as string
      const from = await asked(grace.customer.customer_id, QUESTION)
      const to = await asked(ada.customer.customer_id, { ...QUESTION, text: 'Is this you?' })
      await put('steps', 'question', { from, to })
      await seenOfAda()
      expect((await call('GET', `/steps/${to}`)).body).toMatchObject({ question: null, damaged: ['question'] })
      expect((await call('GET', `/steps/${ada.stepId('address')}`)).body).toMatchObject({ damaged: ['message'] })
    })

    it('a step that is given to another profile, and a profile that is given another customer', async () => {
      const { ada, grace, call, db, forget, seenOfAda, stepOf } = await open()
      const profileOf = async ({ stepId }: typeof ada) =>
        (await call('GET', `/steps/${stepId('personal')}`)).body.profile_id as string
      const [hers, of] = [await profileOf(grace), await profileOf(ada)]
      const moved = db.updateTable('steps').where('id', '=', grace.stepId('personal'))
      await moved.set({ profile_id: of }).execute()
      await forget()
      await seenOfAda()
      await moved.set({ profile_id: hers }).execute()
      const name = (id: string, customer_id: string) =>
        db.updateTable('profiles').set({ customer_id, email: null }).where('id', '=', id).execute()
      await name(of, 'nobody')
      await name(hers, ada.customer.customer_id)
      await forget()
      expect((await stepOf(ada.customer, 'personal'))?.answers).toBeNull()
      await seenOfAda()
    })

    it('a code: it opens no address, and another one can be sent', async () => {
      const { db, manager, ada, call } = await open()
      const templates = (await call('GET', '/templates')).body.items
      const template_id = templates.find(({ code }: { code: string }) => code === 'email').id
      const ids: string[] = []
      for (const { customer } of [ada, await submitStandard(manager, named('mallory'))]) {
        const { body } = await call('POST', '/steps/require', { customer_id: customer.customer_id, template_id })
        await manager.customers.sendCode(customer, body.id, { field: 'email', address: 'a@example.com' })
        ids.push(body.id)
      }
      const [to = '', from = ''] = ids
      const { code } = await db.selectFrom('codes').select('code').where('step_id', '=', from).executeTakeFirstOrThrow()
      await db.updateTable('codes').set({ code }).where('step_id', '=', to).execute()
      const tried = manager.customers.checkCode(ada.customer, to, { field: 'email', code: '000000' })
      await expect(tried).rejects.toMatchObject({ code: 'CODE_ENDED' })
    })

    it('the answer to a request with a key', async () => {
      const { db, manager, ada, grace } = await open()
      const submit = ({ customer, stepId }: typeof ada) =>
        manager.customers.submitStep(customer, stepId('personal'), { ...PERSONAL, first_name: 'Eve' }, 'same-key')
      for (const one of [ada, grace]) await submit(one)
      const rowOf = ({ customer }: typeof ada) => {
        const owner = `${customer.brand}/${customer.customer_id}`
        return { owner, key: 'SubmitStep same-key' }
      }
      const first = db.selectFrom('idempotency').select('answer').where('customer', '=', rowOf(grace).owner)
      const { answer } = await first.where('key', '=', rowOf(grace).key).executeTakeFirstOrThrow()
      const update = db.updateTable('idempotency').set({ answer }).where('customer', '=', rowOf(ada).owner)
      await update.where('key', '=', rowOf(ada).key).execute()
      await expect(submit(ada)).rejects.toMatchObject({ code: 'CONFLICT', details: { reason: 'damaged' } })
      expect((await submit(grace)).customer_id).toBe(grace.customer.customer_id)
    })

    it('an email: it is not sent, and is a dead letter', async () => {
      const { db, manager, ada, grace, call, emails } = await open()
      for (const { stepId } of [ada, grace])
        await call('POST', `/steps/${stepId('address')}/reject`, { reason_code: 'other', message: MESSAGE })
      const jobOf = ({ customer }: typeof ada) =>
        db
          .selectFrom('jobs')
          .select(['id', 'input'])
          .where('kind', '=', 'mail')
          .where('customer_id', '=', customer.customer_id)
          .executeTakeFirstOrThrow()
      const [to, { input }] = [await jobOf(ada), await jobOf(grace)]
      await db.updateTable('jobs').set({ input }).where('id', '=', to.id).execute()
      await manager.deliverDue()
      expect(emails).toHaveLength(1)
      const dead = db.selectFrom('jobs').select('id').where('dead_at', 'is not', null)
      expect(await dead.execute()).toEqual([{ id: to.id }])
    })

    it('a file that is given to another customer, or has the key or the bytes of another', async () => {
      const { db, manager, ada, grace, documentOf } = await open()
      const fileOf = async (one: typeof ada) => {
        const files = db.selectFrom('files').innerJoin('documents', 'documents.file_id', 'files.id').selectAll('files')
        return files.where('documents.id', '=', documentOf(one, 'passport')).executeTakeFirstOrThrow()
      }
      const [hers, of] = [await fileOf(grace), await fileOf(ada)]
      const read = async () => new Response((await manager.files.read(of.id, ada.customer)).bytes).bytes()
      expect((await read()).length).toBe(of.size)
      const file = db.updateTable('files').where('id', '=', of.id)
      await file.set({ data_key: hers.data_key }).execute()
      await expect(read()).rejects.toThrow()
      await file.set({ data_key: of.data_key, customer_id: grace.customer.customer_id }).execute()
      await expect(read()).rejects.toThrow()
      await file.set({ customer_id: of.customer_id }).execute()
      // A document of Ada's that says it shows Grace's file.
      const document = db.updateTable('documents').where('id', '=', documentOf(ada, 'passport'))
      await document.set({ file_id: hers.id }).execute()
      await expect(manager.files.read(hers.id, ada.customer)).rejects.toMatchObject({ code: 'NOT_FOUND' })
      expect((await manager.files.read(hers.id, grace.customer)).file_size).toBe(hers.size)
    })
  },
)

function named(customer_id: string) {
  return { ...newCustomer(), customer_id }
}
