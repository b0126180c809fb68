import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { type AttachDocumentRequest, customerKycSchema, type Identity } from '@/lib/contract/customer'
import type { ErrorCode } from '@/lib/contract/error-codes'
import type { Answers } from '@/lib/contract/form'
import type { KycBackend, Result } from './port'

/** A backend with its back office. Without a back office, the tests that need one are skipped. */
export type BackendUnderTest = {
  backend: KycBackend
  /** The brand of the customers that the suite creates. Customers of other brands must not see their data. */
  brand: string
  backOffice: BackOffice | null
  /** Returns the last code emailed to an address. Null when the suite cannot read emails. */
  codeSentTo: ((address: string) => Promise<string>) | null
  /** A file that passes every check. */
  photo: () => Promise<Uint8Array>
}

export type BackOffice = {
  /** Attaches the sandbox's email step to a customer. */
  requireEmail: (customerId: string) => Promise<void>
  /** Approves or rejects a submitted step. */
  decideStep: (stepId: string, decision: 'approve' | 'reject') => Promise<void>
  /** Rejects a submitted document as unreadable. */
  rejectDocument: (documentId: string) => Promise<void>
}

/** Valid answers to the sandbox's steps `personal` and `identity`. The latter also needs a passport. */
const PERSONAL: Answers = {
  ...{ first_name: 'Ada', last_name: 'Example', date_of_birth: '1990-01-31', nationality: 'FRA' },
}
const IDENTITY: Answers = { document_number: 'X123', expiry_date: '2090-01-01' }

const NO_BACK_OFFICE = 'needs a key of the manager API'

/** The tests that every KYC backend must pass. `make` creates one with the sandbox's step templates. */
export function describeBackend(name: string, make: () => Promise<BackendUnderTest>): void {
  describe(name, () => {
    it('opens a profile once, and raises its level without losing steps', async () => {
      const { backend, brand } = await make()
      const ada = newCustomer(brand)
      expect(codeOf(await backend.read(ada))).toBe('NOT_FOUND')
      const basic = unwrap(await backend.open(ada, 'basic'))
      const standard = unwrap(await backend.open(ada, 'standard'))
      expect(customerKycSchema.safeParse(standard).error).toBeUndefined()
      expect(standard.steps.slice(0, basic.steps.length).map(({ id }) => id)).toEqual(basic.steps.map(({ id }) => id))
      expect(standard.steps.length).toBeGreaterThan(basic.steps.length)
      expect(unwrap(await backend.open(ada, 'basic')).required_level).toBe(2)
      expect(unwrap(await backend.read(ada)).steps).toEqual(standard.steps)
    })

    it('gives a person the higher level that they ask for, if it is offered', async ({ skip }) => {
      const { backend, ada } = await openBasic(make)
      const before = unwrap(await backend.read(ada))
      if (before.offered_levels.length === 0) return skip('offers no levels')
      expect(before.offered_levels.map(({ level }) => level)).toContain(2)
      const kyc = unwrap(await backend.requestLevel(ada, 'standard', 'one-press'))
      expect(kyc.required_level).toBe(2)
      expect(kyc.offered_levels.every(({ level }) => level > 2)).toBe(true)
      expect(kyc.steps.map(({ code }) => code)).toEqual(expect.arrayContaining(['personal', 'identity', 'address']))
      expect(unwrap(await backend.requestLevel(ada, 'standard', 'one-press'))).toEqual(kyc)
      expect(unwrap(await backend.requestLevel(ada, 'basic', 'another-press')).required_level).toBe(2)
    })

    it('saves a draft without validating it, and drops it when the step is submitted', async () => {
      const { backend, ada, stepId } = await openStandard(make)
      const half = { first_name: 'A', date_of_birth: '31', unknown: 1 }
      unwrap(await backend.saveDraft(ada, stepId('personal'), half))
      const kept = unwrap(await backend.read(ada)).steps.find(({ code }) => code === 'personal')
      expect(kept).toMatchObject({ draft: { first_name: 'A', date_of_birth: '31' }, status: 'required' })
      unwrap(await backend.submitStep(ada, stepId('personal'), PERSONAL, randomUUID()))
      const step = unwrap(await backend.read(ada)).steps.find(({ code }) => code === 'personal')
      expect(step).toMatchObject({ draft: null, answers: PERSONAL, status: 'pending' })
    })

    it.each([
      ['no answers', {}, 'answers.first_name'],
      ['a wrong type', { ...PERSONAL, first_name: 1 }, 'answers.first_name'],
      ['a day that does not exist', { ...PERSONAL, date_of_birth: '1990-02-30' }, 'answers.date_of_birth'],
      ['an unknown country', { ...PERSONAL, nationality: 'QQQ' }, 'answers.nationality'],
      ['an unknown field', { ...PERSONAL, admin: true }, 'answers.admin'],
    ])('refuses %s, and stores nothing', async (_, answers, path) => {
      const { backend, ada, stepId } = await openStandard(make)
      const before = unwrap(await backend.read(ada))
      const refused = await backend.submitStep(ada, stepId('personal'), answers as Answers, randomUUID())
      expect(refused.ok ? [] : refused.error.details.faults?.map((error) => error.path)).toContain(path)
      expect(codeOf(refused)).toBe('VALIDATION_FAILED')
      expect(unwrap(await backend.read(ada))).toEqual(before)
    })

    it('runs a request once per idempotency key, and accepts the key again after a refusal', async () => {
      const { backend, ada, stepId } = await openStandard(make)
      const submit = (answers: Answers) => backend.submitStep(ada, stepId('personal'), answers, 'one-intention')
      expect(codeOf(await submit({}))).toBe('VALIDATION_FAILED')
      const first = unwrap(await submit(PERSONAL))
      expect(unwrap(await submit(PERSONAL))).toEqual(first)
    })

    it('takes several concurrent submissions of the same answers for one', async () => {
      const { backend, ada, stepId } = await openStandard(make)
      const sent = await Promise.all(
        Array.from({ length: 5 }, (_, i) => backend.submitStep(ada, stepId('personal'), PERSONAL, `press-${i}`)),
      )
      expect(sent.some(({ ok }) => ok)).toBe(true)
      for (const refused of sent.filter(({ ok }) => !ok)) expect(codeOf(refused)).toBe('CONFLICT')
      const { timeline } = unwrap(await backend.read(ada))
      expect(timeline.filter(({ event }) => event === 'step_submitted')).toHaveLength(1)
    })

    it('accepts corrections of a step in review, or says that it is locked', async ({ skip }) => {
      const { backend, ada, stepId, backOffice } = await openStandard(make)
      const id = stepId('personal')
      const correction = { ...PERSONAL, last_name: 'Lovelace' }
      unwrap(await backend.submitStep(ada, id, PERSONAL, randomUUID()))
      const step = async () => unwrap(await backend.read(ada)).steps.find(({ code }) => code === 'personal')
      if (!(await step())?.correctable) {
        expect(codeOf(await backend.saveDraft(ada, id, correction))).toBe('CONFLICT')
        expect(codeOf(await backend.submitStep(ada, id, correction, randomUUID()))).toBe('CONFLICT')
        return
      }
      unwrap(await backend.saveDraft(ada, id, correction))
      expect(await step()).toMatchObject({ status: 'pending', draft: correction, answers: PERSONAL })
      unwrap(await backend.submitStep(ada, id, correction, randomUUID()))
      expect(await step()).toMatchObject({ status: 'pending', draft: null, answers: correction })
      if (!backOffice) return skip(NO_BACK_OFFICE)
      await backOffice.decideStep(id, 'approve')
      expect(await step()).toMatchObject({ status: 'approved', correctable: false })
      expect(codeOf(await backend.saveDraft(ada, id, PERSONAL))).toBe('CONFLICT')
      expect(codeOf(await backend.submitStep(ada, id, PERSONAL, randomUUID()))).toBe('CONFLICT')
    })

    it('refuses an unverified address', async ({ skip }) => {
      const { backend, ada, backOffice } = await openBasic(make)
      if (!backOffice) return skip(NO_BACK_OFFICE)
      const { id, address } = await requireEmail(backend, backOffice, ada)
      const submitted = await backend.submitStep(ada, id, { email: address }, randomUUID())
      expect(codeOf(submitted)).toBe('VALIDATION_FAILED')
      expect(codeOf(await backend.sendCode(ada, id, { field: 'nothing', address }))).toBe('VALIDATION_FAILED')
      expect(codeOf(await backend.checkCode(ada, id, { field: 'email', code: '000000' }))).toBe('CODE_ENDED')
      unwrap(await backend.sendCode(ada, id, { field: 'email', address }))
      expect(codeOf(await backend.sendCode(ada, id, { field: 'email', address }))).toBe('CODE_TOO_SOON')
      expect(codeOf(await backend.checkCode(ada, id, { field: 'email', code: '000000' }))).toBe('CODE_WRONG')
    })

    it('accepts only the address that was verified with its code', async ({ skip }) => {
      const { backend, ada, backOffice, codeSentTo } = await openBasic(make)
      if (!backOffice || !codeSentTo) return skip('needs a way to read emails')
      const { id, address } = await requireEmail(backend, backOffice, ada)
      unwrap(await backend.sendCode(ada, id, { field: 'email', address }))
      unwrap(await backend.checkCode(ada, id, { field: 'email', code: await codeSentTo(address) }))
      const { steps } = unwrap(await backend.read(ada))
      expect(steps.find((step) => step.id === id)?.verified).toEqual({ email: address })
      const submit = (email: string) => backend.submitStep(ada, id, { email }, randomUUID())
      expect(codeOf(await submit('eve@example.com'))).toBe('VALIDATION_FAILED')
      expect(unwrap(await submit(address)).steps.find((step) => step.id === id)?.status).toBe('pending')
    })

    it('stores a file, returns it to its owner, and refuses anything but documents', async () => {
      const { backend, ada, photo } = await openStandard(make)
      const bytes = await photo()
      const stored = unwrap(await backend.storeFile(ada, fileOf('passport.jpg', bytes)))
      const read = unwrap(await backend.readFile(ada, stored.file_id))
      expect(read.content_type).toBe('image/jpeg')
      expect((await new Response(read.bytes).arrayBuffer()).byteLength).toBe(stored.file_size)
      expect(codeOf(await backend.storeFile(ada, fileOf('a.jpg', new Uint8Array())))).toBe('FILE_EMPTY')
      expect(codeOf(await backend.storeFile(ada, fileOf('a.pdf', bytes)))).toBe('FILE_TYPE_MISMATCH')
      expect(codeOf(await backend.storeFile(ada, fileOf('a.jpg', bytes.subarray(0, 9_000))))).toBe('FILE_CORRUPTED')
    })

    it('submits a step only with its document', async () => {
      const { backend, ada, stepId, attach } = await openStandard(make)
      const submit = (answers: Answers) => backend.submitStep(ada, stepId('identity'), answers, randomUUID())
      expect(codeOf(await submit(IDENTITY))).toBe('VALIDATION_FAILED')
      expect(codeOf(await submit({ ...IDENTITY, identity_document: randomUUID() }))).toBe('VALIDATION_FAILED')
      const { file_id } = await attach()
      const kyc = unwrap(await submit({ ...IDENTITY, identity_document: file_id }))
      const step = kyc.steps.find(({ code }) => code === 'identity')
      expect(step).toMatchObject({ status: 'pending', documents: [{ status: 'pending', file_id }] })
    })

    it('replaces a document, and removes it', async () => {
      const { backend, ada, attach } = await openStandard(make)
      await attach()
      const second = await attach()
      const documents = async () =>
        unwrap(await backend.read(ada)).steps.find(({ code }) => code === 'identity')?.documents
      expect((await documents())?.map(({ id }) => id)).toEqual([second.id])
      unwrap(await backend.removeDocument(ada, second.id))
      expect(await documents()).toEqual([])
    })

    it('resubmits a step automatically once its rejected document is replaced', async ({ skip }) => {
      const { backend, ada, stepId, attach, backOffice } = await openStandard(make)
      if (!backOffice) return skip(NO_BACK_OFFICE)
      const { id, file_id } = await attach()
      const answers = { ...IDENTITY, identity_document: file_id }
      unwrap(await backend.submitStep(ada, stepId('identity'), answers, randomUUID()))
      await backOffice.rejectDocument(id)
      const step = async () => unwrap(await backend.read(ada)).steps.find(({ code }) => code === 'identity')
      expect(await step()).toMatchObject({
        ...{ status: 'rejected', rejection: { reason_code: 'unreadable', reject_type: 'retry' } },
        documents: [{ status: 'rejected', rejection: { reason_code: 'unreadable' } }],
      })
      const again = await attach()
      expect(await step()).toMatchObject({ status: 'pending', answers: { identity_document: again.file_id } })
    })

    it('approves the profile with its last step, and notifies watchers of each change', async ({ skip }) => {
      const { backend, ada, backOffice } = await openBasic(make)
      if (!backOffice) return skip(NO_BACK_OFFICE)
      const versions: number[] = []
      const stop = backend.watch(ada, (version) => versions.push(version))
      for (const step of unwrap(await backend.read(ada)).steps) {
        unwrap(await backend.submitStep(ada, step.id, PERSONAL, randomUUID()))
        await backOffice.decideStep(step.id, 'approve')
      }
      const kyc = unwrap(await backend.read(ada))
      expect(kyc).toMatchObject({ status: 'approved', level: 1 })
      expect(kyc.timeline.map(({ event }) => event)).toEqual(
        expect.arrayContaining(['started', 'step_submitted', 'step_approved', 'profile_approved']),
      )
      await expect.poll(() => versions.at(-1)).toBe(kyc.version)
      expect(versions).toEqual([...versions].sort((a, b) => a - b))
      stop()
      unwrap(await backend.open(ada, 'standard'))
      expect(versions.at(-1)).toBe(kyc.version)
    })

    it('accepts new answers to a rejected step', async ({ skip }) => {
      const { backend, ada, stepId, backOffice } = await openStandard(make)
      if (!backOffice) return skip(NO_BACK_OFFICE)
      unwrap(await backend.submitStep(ada, stepId('personal'), PERSONAL, randomUUID()))
      await backOffice.decideStep(stepId('personal'), 'reject')
      expect(unwrap(await backend.read(ada)).status).toBe('rejected')
      const kyc = unwrap(await backend.submitStep(ada, stepId('personal'), PERSONAL, randomUUID()))
      expect(kyc.steps.find(({ code }) => code === 'personal')).toMatchObject({ status: 'pending', rejection: null })
    })

    it('hides the data of each customer from all others', async () => {
      const { backend, ada, stepId, attach } = await openStandard(make)
      const document = await attach()
      const others = [newCustomer(ada.brand), { ...ada, brand: 'other' }]
      for (const other of others) {
        // A backend may have no other brand.
        const opened = await backend.open(other, 'basic')
        expect(other.brand === ada.brand ? [null] : [null, 'NOT_FOUND']).toContain(codeOf(opened))
        const request = { ...passport(stepId('identity'), document.file_id) }
        expect(codeOf(await backend.saveDraft(other, stepId('personal'), {}))).toBe('NOT_FOUND')
        expect(codeOf(await backend.submitStep(other, stepId('personal'), PERSONAL, randomUUID()))).toBe('NOT_FOUND')
        expect(codeOf(await backend.attachDocument(other, request, randomUUID()))).toBe('NOT_FOUND')
        expect(codeOf(await backend.removeDocument(other, document.id))).toBe('NOT_FOUND')
        expect(codeOf(await backend.readFile(other, document.file_id))).toBe('NOT_FOUND')
      }
      const [other] = others
      if (!other) throw new Error('There are other customers')
      const own = unwrap(await backend.open(other, 'standard')).steps.find(({ code }) => code === 'identity')
      const stolen = passport(own?.id ?? '', document.file_id)
      expect(codeOf(await backend.attachDocument(other, stolen, randomUUID()))).toBe('VALIDATION_FAILED')
    })

    it.each([
      ['field', { field: 'nothing' }],
      ['document_type', { document_type: 'utility_bill' }],
      ['side', { side: 'back' }],
    ] as const)('refuses a document with a wrong %s', async (path, wrong) => {
      const { backend, ada, stepId, photo } = await openStandard(make)
      const { file_id } = unwrap(await backend.storeFile(ada, fileOf('a.jpg', await photo())))
      const request = { ...passport(stepId('identity'), file_id), ...wrong } as AttachDocumentRequest
      const refused = await backend.attachDocument(ada, request, randomUUID())
      expect(refused.ok ? null : refused.error.details.faults?.[0]?.path).toBe(path)
    })
  })
}

function newCustomer(brand: string): Identity {
  return { customer_id: randomUUID(), brand, email: 'ada@example.com', trading_login: '67890' }
}

async function openBasic(make: () => Promise<BackendUnderTest>) {
  const made = await make()
  const ada = newCustomer(made.brand)
  unwrap(await made.backend.open(ada, 'basic'))
  return { ...made, ada }
}

/** Attaches the email step. Returns its id, and an address to verify. */
async function requireEmail(backend: KycBackend, backOffice: BackOffice, { customer_id, ...person }: Identity) {
  await backOffice.requireEmail(customer_id)
  const { steps } = unwrap(await backend.read({ customer_id, ...person }))
  return { id: steps.find(({ code }) => code === 'email')?.id ?? '', address: `${customer_id}@example.com` }
}

async function openStandard(make: () => Promise<BackendUnderTest>) {
  const made = await make()
  const ada = newCustomer(made.brand)
  const { steps } = unwrap(await made.backend.open(ada, 'standard'))
  const stepId = (code: string) => steps.find((step) => step.code === code)?.id ?? ''
  /** Stores a photo and attaches it to the identity step as a passport. */
  async function attach() {
    const { file_id } = unwrap(await made.backend.storeFile(ada, fileOf('passport.jpg', await made.photo())))
    return unwrap(await made.backend.attachDocument(ada, passport(stepId('identity'), file_id), randomUUID()))
  }
  return { ...made, ada, stepId, attach }
}

function passport(step_id: string, file_id: string): AttachDocumentRequest {
  return { step_id, field: 'identity_document', file_id, document_type: 'passport', side: 'front', country: 'FRA' }
}

function fileOf(name: string, content: Uint8Array) {
  return { name, bytes: new Blob([new Uint8Array(content)]).stream(), acceptQuality: false }
}

/** The value of a result that must not be a refusal. */
function unwrap<Value>(result: Result<Value>): Value {
  if (!result.ok) throw result.error
  return result.value
}

function codeOf(result: Result<unknown>): ErrorCode | null {
  return result.ok ? null : result.error.code
}
