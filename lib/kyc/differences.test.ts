import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import type { ResolveDifferenceRequest } from '@/lib/contract/pictures/differences'
import { type DocumentRecord, MRZ_PARTS, type Mrz } from '@/lib/contract/records'
import { callHttp, DATABASES, openTestManager, PERSONAL, submitStandard } from '@/lib/testing/manager'
import { makeChange } from './change'
import { loadDocument, sealMrz } from './records/documents'
import { compareDocuments } from './verification/compare-documents'

/** The zone of somebody else's passport, but for its number and its end, which are as answered. */
const READ: Mrz = {
  format: 'TD3',
  lines: ['P<FRALINDQVIST<<ADA<<<<<<<<<<<<<<<<<<<<<<<<<', 'X123<<<<<4FRA9001319F9001011<<<<<<<<<<<<<<00'],
  ...{ document_number: 'X123', issuer: 'FRA', nationality: 'FRA', surname: 'LINDQVIST', given_names: 'ADA' },
  ...{ birth_date: '1990-01-31', expiry_date: '2090-01-01', sex: 'F', valid: true },
  parts: Object.fromEntries(MRZ_PARTS.map((part) => [part, { certainty: 'agreed', read: '' }])) as Mrz['parts'],
}

describe.each(Object.entries(DATABASES))(
  'a passport that says another name than the customer, on %s',
  (_, database) => {
    async function openWith(mrz: Mrz = READ) {
      const { manager, parts, db } = await openTestManager({ database: await database() })
      const { customer, kyc, stepId } = await submitStandard(manager)
      const id =
        kyc.steps.flatMap(({ documents }) => documents).find((one) => one.document_type === 'passport')?.id ?? ''
      const sealed = sealMrz(await loadDocument(db, 'acme', id), mrz, parts.sealer)
      await db.updateTable('documents').set({ mrz: sealed, mrz_state: 'done' }).where('id', '=', id).execute()
      const { profile_id } = await db
        .selectFrom('documents')
        .select('profile_id')
        .where('id', '=', id)
        .executeTakeFirstOrThrow()
      const context = { ...parts, cache: new Map() as never }
      const system = { name: 'system', role: 'system', brand: 'acme' } as const
      await makeChange(context, system, 'ReadDocument', async (change) => {
        await compareDocuments(change, { profile_id, customer_id: customer.customer_id })
        return () => undefined
      })
      const step = async (code = 'personal') =>
        (await manager.customers.read(customer)).steps.find((one) => one.code === code)
      const notes = async () => (await step('identity'))?.documents.flatMap((document) => document.notes)
      const document = async (): Promise<DocumentRecord> =>
        (await callHttp(manager, 'GET', `/documents?customer_id=${customer.customer_id}`)).body.items.find(
          (one: DocumentRecord) => one.id === id,
        )
      const say = (request: Partial<ResolveDifferenceRequest>, key: string = randomUUID()) =>
        manager.customers.resolveDifference(
          customer,
          id,
          { field: 'last_name', resolution: 'corrected', ...request },
          key,
        )
      return { manager, customer, id, step, stepId, notes, document, say }
    }

    it('is told to the customer with what it says, as they would answer it', async () => {
      const { notes } = await openWith()
      expect(await notes()).toEqual([{ code: 'MRZ_DISAGREES', field: 'last_name', read: 'Lindqvist' }])
    })

    it('is taken over by a press: the step is submitted again, and the reviewer sees what was corrected', async () => {
      const { manager, say, step, notes, document, id } = await openWith()
      await say({})
      expect(await step()).toMatchObject({
        status: 'pending',
        submission: 2,
        answers: { ...PERSONAL, last_name: 'Lindqvist' },
      })
      expect(await notes()).toEqual([])
      const said = { field: 'last_name', resolution: 'corrected', answer: 'Example', reason: null }
      expect(await document()).toMatchObject({ signals: [], resolutions: [said] })
      const { body } = await callHttp(manager, 'GET', `/audit?entity_id=${id}`)
      expect(body.items).toContainEqual(
        expect.objectContaining({
          ...{ actor: 'customer', action: 'ResolveDifference', event: 'document.difference_resolved' },
          after: { field: 'last_name', resolution: 'corrected' },
        }),
      )
    })

    it('is kept with a reason, which the reviewer reads, and asked again once the answer is another', async () => {
      const { manager, customer, say, step, stepId, notes, document } = await openWith()
      await say({ resolution: 'kept', reason: 'I married' })
      expect(await notes()).toEqual([])
      expect(await step()).toMatchObject({ submission: 1, answers: PERSONAL })
      const kept = { code: 'MRZ_DISAGREES', field: 'last_name', kept: true }
      const said = { field: 'last_name', resolution: 'kept', answer: 'Example', reason: 'I married' }
      expect(await document()).toMatchObject({ signals: [kept], resolutions: [said] })
      await manager.customers.submitStep(
        customer,
        stepId('personal'),
        { ...PERSONAL, last_name: 'Other' },
        randomUUID(),
      )
      expect(await notes()).toMatchObject([{ field: 'last_name' }])
    })

    it('is corrected also in what is being typed', async () => {
      const { manager, customer, say, step, stepId } = await openWith()
      await manager.customers.saveDraft(customer, stepId('personal'), { ...PERSONAL, phone: '+33 1' })
      await say({})
      expect(await step()).toMatchObject({
        ...{ answers: { last_name: 'Lindqvist' }, draft: { last_name: 'Lindqvist', phone: '+33 1' } },
      })
    })

    it('is resolved once per press', async () => {
      const { say, step } = await openWith()
      expect(await say({}, 'one-press')).toEqual(await say({}, 'one-press'))
      expect(await step()).toMatchObject({ submission: 2 })
    })

    it('is no question where nothing differs, where it was kept, and once the step is decided', async () => {
      const { manager, say, stepId } = await openWith()
      await expect(say({ field: 'first_name' })).rejects.toMatchObject({ details: { reason: 'no_difference' } })
      await callHttp(manager, 'POST', `/steps/${stepId('personal')}/approve`, {})
      await expect(say({})).rejects.toMatchObject({ code: 'CONFLICT', details: { reason: 'approved' } })
    })

    it('is not taken over where its end may be cut off', async () => {
      const [, second = ''] = READ.lines
      const { say, notes } = await openWith({
        ...READ,
        lines: ['P<FRALINDQVIST<<ADA<ADA<ADA<ADA<ADA<ADA<ADA', `${second}`].map((line) => line.padEnd(44, 'A')),
      })
      expect(await notes()).toMatchObject([{ field: 'last_name', read: null }])
      await expect(say({})).rejects.toMatchObject({ code: 'VALIDATION_FAILED' })
      await say({ resolution: 'kept' })
      expect(await notes()).toEqual([])
    })
  },
)
