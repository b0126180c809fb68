import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { type AttachDocumentRequest, customerKycSchema, type Identity } from '@/lib/contract/customer'
import type { ErrorCode } from '@/lib/contract/error-codes'
import type { Answers } from '@/lib/contract/form'
import type { KycBackend, Result } from './port'

/** A backend, and what a back office does to it behind the screens' back; without one those tests are left out. */
export type BackendUnderTest = {
  backend: KycBackend
  /** Whose customers the suite invents; the customers of another brand must see nothing of theirs. */
  brand: string
  backOffice: BackOffice | null
  /** The code that was last mailed to an address; null where letters cannot be read. */
  codeSentTo: ((address: string) => Promise<string>) | null
  /** A file that passes every check. */
  photo: () => Promise<Uint8Array>
}

export type BackOffice = {
  /** Attaches the sandbox's email step to a customer. */
  requireEmail: (customerId: string) => Promise<void>
  /** Approves, or sends back, a submitted step. */
  decideStep: (stepId: string, decision: 'approve' | 'reject') => Promise<void>
  /** Sends a submitted document back as unreadable. */
  rejectDocument: (documentId: string) => Promise<void>
}

/** Answers that the sandbox's steps `personal` and `identity` take; the second needs a passport with them. */
const PERSONAL: Answers = {
  ...{ first_name: 'Ada', last_name: 'Example', date_of_birth: '1990-01-31', nationality: 'FRA' },
}
const IDENTITY: Answers = { document_number: 'X123', expiry_date: '2090-01-01' }

const NO_BACK_OFFICE = 'needs a key of the manager API'

/** What every KYC backend keeps to: `make` gives one with the sandbox's step templates. */
export function describeBackend(name: string, make: () => Promise<BackendUnderTest>): void {
  describe(name, () => {
    it('opens a profile once, and raises its level without losing a step', async () => {
      const { backend, brand } = await make()
      const ada = newCustomer(brand)
      expect(codeOf(await backend.read(ada))).toBe('NOT_FOUND')
      const basic = granted(await backend.open(ada, 'basic'))
      const standard = granted(await backend.open(ada, 'standard'))
      expect(customerKycSchema.safeParse(standard).error).toBeUndefined()
      expect(standard.steps.slice(0, basic.steps.length).map(({ id }) => id)).toEqual(basic.steps.map(({ id }) => id))
      expect(standard.steps.length).toBeGreaterThan(basic.steps.length)
      expect(granted(await backend.open(ada, 'basic')).required_level).toBe(2)
      expect(granted(await backend.read(ada)).steps).toEqual(standard.steps)
    })

    it('keeps a draft, whatever it is worth, and gives it up when the step is submitted', async () => {
      const { backend, ada, stepId } = await openStandard(make)
      const half = { first_name: 'A', date_of_birth: '31', unknown: 1 }
      granted(await backend.saveDraft(ada, stepId('personal'), half))
      const kept = granted(await backend.read(ada)).steps.find(({ code }) => code === 'personal')
      expect(kept).toMatchObject({ draft: { first_name: 'A', date_of_birth: '31' }, status: 'required' })
      granted(await backend.submitStep(ada, stepId('personal'), PERSONAL, randomUUID()))
      const step = granted(await backend.read(ada)).steps.find(({ code }) => code === 'personal')
      expect(step).toMatchObject({ draft: null, answers: PERSONAL, status: 'pending' })
      expect(codeOf(await backend.saveDraft(ada, stepId('personal'), half))).toBe('CONFLICT')
    })

    it.each([
      ['nothing', {}, 'answers.first_name'],
      ['a wrong type', { ...PERSONAL, first_name: 1 }, 'answers.first_name'],
      ['a day that does not exist', { ...PERSONAL, date_of_birth: '1990-02-30' }, 'answers.date_of_birth'],
      ['a country that is none', { ...PERSONAL, nationality: 'XXX' }, 'answers.nationality'],
      ['a field that is not asked for', { ...PERSONAL, admin: true }, 'answers.admin'],
    ])('refuses %s as answers, and stores nothing', async (_, answers, path) => {
      const { backend, ada, stepId } = await openStandard(make)
      const before = granted(await backend.read(ada))
      const refused = await backend.submitStep(ada, stepId('personal'), answers as Answers, randomUUID())
      expect(refused.ok ? [] : refused.error.details.faults?.map((fault) => fault.path)).toContain(path)
      expect(codeOf(refused)).toBe('VALIDATION_FAILED')
      expect(granted(await backend.read(ada))).toEqual(before)
    })

    it('does once what is sent twice with one key, and takes a key again after a refusal', async () => {
      const { backend, ada, stepId } = await openStandard(make)
      const submit = (answers: Answers) => backend.submitStep(ada, stepId('personal'), answers, 'one-intention')
      expect(codeOf(await submit({}))).toBe('VALIDATION_FAILED')
      const first = granted(await submit(PERSONAL))
      expect(granted(await submit(PERSONAL))).toEqual(first)
      expect(codeOf(await backend.submitStep(ada, stepId('personal'), PERSONAL, 'another'))).toBe('CONFLICT')
    })

    it('does once what is sent many times at the same moment', async () => {
      const { backend, ada, stepId } = await openStandard(make)
      const sent = await Promise.all(
        Array.from({ length: 5 }, (_, i) => backend.submitStep(ada, stepId('personal'), PERSONAL, `press-${i}`)),
      )
      expect(sent.filter(({ ok }) => ok)).toHaveLength(1)
      expect(sent.filter(({ ok }) => !ok).map(codeOf)).toEqual(Array(4).fill('CONFLICT'))
    })

    it('takes no address that is not proved', async ({ skip }) => {
      const { backend, ada, backOffice } = await openBasic(make)
      if (!backOffice) return skip(NO_BACK_OFFICE)
      const { id, address } = await requireEmail(backend, backOffice, ada)
      const submitted = await backend.submitStep(ada, id, { email: address }, randomUUID())
      expect(codeOf(submitted)).toBe('VALIDATION_FAILED')
      expect(codeOf(await backend.sendCode(ada, id, { field: 'nothing', address }))).toBe('VALIDATION_FAILED')
      expect(codeOf(await backend.checkCode(ada, id, { field: 'email', code: '000000' }))).toBe('CODE_ENDED')
      granted(await backend.sendCode(ada, id, { field: 'email', address }))
      expect(codeOf(await backend.sendCode(ada, id, { field: 'email', address }))).toBe('CODE_TOO_SOON')
      expect(codeOf(await backend.checkCode(ada, id, { field: 'email', code: '000000' }))).toBe('CODE_WRONG')
    })

    it('takes the address that is proved with the code sent to it, and no other', async ({ skip }) => {
      const { backend, ada, backOffice, codeSentTo } = await openBasic(make)
      if (!backOffice || !codeSentTo) return skip('needs a way to read letters')
      const { id, address } = await requireEmail(backend, backOffice, ada)
      granted(await backend.sendCode(ada, id, { field: 'email', address }))
      granted(await backend.checkCode(ada, id, { field: 'email', code: await codeSentTo(address) }))
      const { steps } = granted(await backend.read(ada))
      expect(steps.find((step) => step.id === id)?.verified).toEqual({ email: address })
      const submit = (email: string) => backend.submitStep(ada, id, { email }, randomUUID())
      expect(codeOf(await submit('eve@example.com'))).toBe('VALIDATION_FAILED')
      expect(granted(await submit(address)).steps.find((step) => step.id === id)?.status).toBe('pending')
    })

    it('keeps a file, gives it back to its owner, and refuses what is no document', async () => {
      const { backend, ada, photo } = await openStandard(make)
      const bytes = await photo()
      const stored = granted(await backend.storeFile(ada, fileOf('passport.jpg', bytes)))
      const read = granted(await backend.readFile(ada, stored.file_id))
      expect(read.content_type).toBe('image/jpeg')
      expect((await new Response(read.bytes).arrayBuffer()).byteLength).toBe(stored.file_size)
      expect(codeOf(await backend.storeFile(ada, fileOf('a.jpg', new Uint8Array())))).toBe('FILE_EMPTY')
      expect(codeOf(await backend.storeFile(ada, fileOf('a.pdf', bytes)))).toBe('FILE_TYPE_MISMATCH')
      expect(codeOf(await backend.storeFile(ada, fileOf('a.jpg', bytes.subarray(0, 9_000))))).toBe('FILE_CORRUPTED')
    })

    it('submits a step with its document, and without it does not', async () => {
      const { backend, ada, stepId, attach } = await openStandard(make)
      const submit = (answers: Answers) => backend.submitStep(ada, stepId('identity'), answers, randomUUID())
      expect(codeOf(await submit(IDENTITY))).toBe('VALIDATION_FAILED')
      expect(codeOf(await submit({ ...IDENTITY, identity_document: randomUUID() }))).toBe('VALIDATION_FAILED')
      const { file_id } = await attach()
      const kyc = granted(await submit({ ...IDENTITY, identity_document: file_id }))
      const step = kyc.steps.find(({ code }) => code === 'identity')
      expect(step).toMatchObject({ status: 'pending', documents: [{ status: 'pending', file_id }] })
    })

    it('takes a document in the place of the one before it, and takes it out again', async () => {
      const { backend, ada, attach } = await openStandard(make)
      await attach()
      const second = await attach()
      const documents = async () =>
        granted(await backend.read(ada)).steps.find(({ code }) => code === 'identity')?.documents
      expect((await documents())?.map(({ id }) => id)).toEqual([second.id])
      granted(await backend.removeDocument(ada, second.id))
      expect(await documents()).toEqual([])
    })

    it('submits a step again by itself once its rejected document is replaced', async ({ skip }) => {
      const { backend, ada, stepId, attach, backOffice } = await openStandard(make)
      if (!backOffice) return skip(NO_BACK_OFFICE)
      const { id, file_id } = await attach()
      const answers = { ...IDENTITY, identity_document: file_id }
      granted(await backend.submitStep(ada, stepId('identity'), answers, randomUUID()))
      await backOffice.rejectDocument(id)
      const step = async () => granted(await backend.read(ada)).steps.find(({ code }) => code === 'identity')
      expect(await step()).toMatchObject({
        ...{ status: 'rejected', rejection: { reason_code: 'unreadable', reject_type: 'retry' } },
        documents: [{ status: 'rejected', rejection: { reason_code: 'unreadable' } }],
      })
      const again = await attach()
      expect(await step()).toMatchObject({ status: 'pending', answers: { identity_document: again.file_id } })
    })

    it('approves the profile with its last step, and tells each change to whoever watches', async ({ skip }) => {
      const { backend, ada, backOffice } = await openBasic(make)
      if (!backOffice) return skip(NO_BACK_OFFICE)
      const versions: number[] = []
      const stop = backend.watch(ada, (version) => versions.push(version))
      for (const step of granted(await backend.read(ada)).steps) {
        granted(await backend.submitStep(ada, step.id, PERSONAL, randomUUID()))
        await backOffice.decideStep(step.id, 'approve')
      }
      const kyc = granted(await backend.read(ada))
      expect(kyc).toMatchObject({ status: 'approved', level: 1 })
      expect(kyc.timeline.map(({ event }) => event)).toEqual(
        expect.arrayContaining(['started', 'step_submitted', 'step_approved', 'profile_approved']),
      )
      await expect.poll(() => versions.at(-1)).toBe(kyc.version)
      expect(versions).toEqual([...versions].sort((a, b) => a - b))
      stop()
      granted(await backend.open(ada, 'standard'))
      expect(versions.at(-1)).toBe(kyc.version)
    })

    it('takes a rejected step’s answers again', async ({ skip }) => {
      const { backend, ada, stepId, backOffice } = await openStandard(make)
      if (!backOffice) return skip(NO_BACK_OFFICE)
      granted(await backend.submitStep(ada, stepId('personal'), PERSONAL, randomUUID()))
      await backOffice.decideStep(stepId('personal'), 'reject')
      expect(granted(await backend.read(ada)).status).toBe('rejected')
      const kyc = granted(await backend.submitStep(ada, stepId('personal'), PERSONAL, randomUUID()))
      expect(kyc.steps.find(({ code }) => code === 'personal')).toMatchObject({ status: 'pending', rejection: null })
    })

    it('shows nobody anything of anybody else', async () => {
      const { backend, ada, stepId, attach } = await openStandard(make)
      const document = await attach()
      const others = [newCustomer(ada.brand), { ...ada, brand: 'other' }]
      for (const other of others) {
        granted(await backend.open(other, 'basic'))
        const request = { ...passport(stepId('identity'), document.file_id) }
        expect(codeOf(await backend.saveDraft(other, stepId('personal'), {}))).toBe('NOT_FOUND')
        expect(codeOf(await backend.submitStep(other, stepId('personal'), PERSONAL, randomUUID()))).toBe('NOT_FOUND')
        expect(codeOf(await backend.attachDocument(other, request, randomUUID()))).toBe('NOT_FOUND')
        expect(codeOf(await backend.removeDocument(other, document.id))).toBe('NOT_FOUND')
        expect(codeOf(await backend.readFile(other, document.file_id))).toBe('NOT_FOUND')
      }
      const [other] = others
      if (!other) throw new Error('There is a first one')
      const own = granted(await backend.open(other, 'standard')).steps.find(({ code }) => code === 'identity')
      const stolen = passport(own?.id ?? '', document.file_id)
      expect(codeOf(await backend.attachDocument(other, stolen, randomUUID()))).toBe('VALIDATION_FAILED')
    })

    it.each([
      ['field', { field: 'nothing' }],
      ['document_type', { document_type: 'utility_bill' }],
      ['side', { side: 'back' }],
    ] as const)('refuses a document with a wrong %s', async (path, wrong) => {
      const { backend, ada, stepId, photo } = await openStandard(make)
      const { file_id } = granted(await backend.storeFile(ada, fileOf('a.jpg', await photo())))
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
  granted(await made.backend.open(ada, 'basic'))
  return { ...made, ada }
}

/** Attaches the email step; its id, and an address to prove. */
async function requireEmail(backend: KycBackend, backOffice: BackOffice, { customer_id, ...person }: Identity) {
  await backOffice.requireEmail(customer_id)
  const { steps } = granted(await backend.read({ customer_id, ...person }))
  return { id: steps.find(({ code }) => code === 'email')?.id ?? '', address: `${customer_id}@example.com` }
}

async function openStandard(make: () => Promise<BackendUnderTest>) {
  const made = await make()
  const ada = newCustomer(made.brand)
  const { steps } = granted(await made.backend.open(ada, 'standard'))
  const stepId = (code: string) => steps.find((step) => step.code === code)?.id ?? ''
  /** Stores a photo and puts it to the identity step as a passport. */
  async function attach() {
    const { file_id } = granted(await made.backend.storeFile(ada, fileOf('passport.jpg', await made.photo())))
    return granted(await made.backend.attachDocument(ada, passport(stepId('identity'), file_id), randomUUID()))
  }
  return { ...made, ada, stepId, attach }
}

function passport(step_id: string, file_id: string): AttachDocumentRequest {
  return { step_id, field: 'identity_document', file_id, document_type: 'passport', side: 'front', country: 'FRA' }
}

function fileOf(name: string, content: Uint8Array) {
  return { name, bytes: new Blob([new Uint8Array(content)]).stream(), acceptQuality: false }
}

/** The answer, which must not be a refusal. */
function granted<Value>(result: Result<Value>): Value {
  if (!result.ok) throw result.error
  return result.value
}

function codeOf(result: Result<unknown>): ErrorCode | null {
  return result.ok ? null : result.error.code
}
