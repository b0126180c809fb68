import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { customerKycSchema } from '@/lib/contract/customer'
import { acceptedTypes } from '@/lib/contract/document-fields'
import { DOCUMENT_TYPE_NAMES, sidesOf } from '@/lib/contract/documents'
import { asksNothing, fieldsOf } from '@/lib/contract/fields'
import type { Answers } from '@/lib/contract/form'
import { levelName, REQUESTABLE_LEVELS, type RequestableLevel } from '@/lib/contract/levels/levels'
import { extractedSchema } from '@/lib/contract/pictures/extracted'
import {
  type BackendUnderTest,
  corrected,
  fileOf,
  frontOf,
  halfTyped,
  newCustomer,
  obstacleTo,
  openCustomer,
  stepWithEmail,
} from './customer-under-test'
import { accepted, refused, refusedAt } from './expectations'
import { WRONG_ANSWERS } from './wrong-answers'

const NO_BACK_OFFICE = 'needs a key of the manager API'
const NO_TYPED_STEP = 'no step of the templates is filled in by typing alone'
const NO_DOCUMENT_STEP = 'no step of the templates needs a document'

/**
 * The tests that every KYC backend must pass, with whatever templates it has: what they do not ask for is skipped.
 * `make` creates a backend with templates.
 */
export function describeBackend(name: string, make: () => Promise<BackendUnderTest>): void {
  describe(name, () => {
    it('opens a profile once, and raises its level without losing steps', async ({ skip }) => {
      const { backend, brand } = await make()
      const ada = newCustomer(brand)
      refused(await backend.read(ada), 'NOT_FOUND')
      let ids: string[] = []
      for (const [i, level] of REQUESTABLE_LEVELS.entries()) {
        const kyc = accepted(await backend.open(ada, level))
        expect(customerKycSchema.safeParse(kyc).error, 'the body').toBeUndefined()
        expect(kyc, 'whose profile it is').toMatchObject({ customer_id: ada.customer_id, brand })
        expect(kyc.required_level, 'required_level').toBe(i + 1)
        expect(
          kyc.steps.map(({ id }) => id).filter((id) => ids.includes(id)),
          'the steps of before, by id',
        ).toEqual(ids)
        ids = kyc.steps.map(({ id }) => id)
      }
      expect(accepted(await backend.open(ada, 'basic')).required_level, 'required_level, asked for less').toBe(3)
      expect(
        accepted(await backend.read(ada)).steps.map(({ id }) => id),
        'the steps, by id',
      ).toEqual(ids)
      if (ids.length === 0) skip('the brand has no templates')
    })

    it('gives a person the higher level that they ask for, if it is offered', async ({ skip }) => {
      const { backend, ada } = await openCustomer(make, 'basic')
      const [offer, ...more] = accepted(await backend.read(ada)).offered_levels
      if (!offer) return skip('offers no levels')
      const level = levelName(offer.level) as RequestableLevel
      const kyc = accepted(await backend.requestLevel(ada, level, 'one-press'))
      expect(kyc.required_level, 'required_level').toBe(offer.level)
      expect(
        kyc.offered_levels.map((one) => one.level),
        'offered_levels',
      ).toEqual(more.map((one) => one.level))
      const codes = offer.steps.map(({ code }) => code)
      expect(
        kyc.steps.map(({ code }) => code),
        'the steps, by code',
      ).toEqual(expect.arrayContaining(codes))
      expect(accepted(await backend.requestLevel(ada, level, 'one-press')), 'the same request again').toEqual(kyc)
      const lower = accepted(await backend.requestLevel(ada, 'basic', 'another-press'))
      expect(lower.required_level, 'required_level, asked for less').toBe(offer.level)
    })

    it('keeps what a customer says of emails about decisions, where they have the choice', async ({ skip }) => {
      const { backend, ada } = await openCustomer(make)
      const choose = (decisions: boolean) => backend.chooseEmails(ada, decisions)
      if (accepted(await backend.read(ada)).decision_emails === undefined) {
        refused(await choose(false), 'NOT_FOUND')
        return skip('gives no choice of emails')
      }
      for (const decisions of [false, false, true]) {
        expect(accepted(await choose(decisions)).decision_emails, 'decision_emails').toBe(decisions)
        expect(accepted(await backend.read(ada)).decision_emails, 'decision_emails, read again').toBe(decisions)
      }
      refused(await backend.chooseEmails(newCustomer(ada.brand), false), 'NOT_FOUND')
    })

    it('saves a draft without validating it, and drops it when the step is submitted', async ({ skip }) => {
      const { backend, ada, typed, read } = await openCustomer(make)
      if (!typed) return skip(NO_TYPED_STEP)
      const { step, answers } = typed
      const half = halfTyped(typed)
      accepted(await backend.saveDraft(ada, step.id, { ...half, unknown_field: 1 }))
      expect(await read(step.id), 'the step with its draft').toMatchObject({ draft: half, status: 'required' })
      accepted(await backend.submitStep(ada, step.id, answers, randomUUID()))
      expect(await read(step.id), 'the submitted step').toMatchObject({ draft: null, answers, status: 'pending' })
    })

    it('keeps what two tabs typed into one step, where the step is mergeable', async ({ skip }) => {
      const { backend, ada, typed } = await openCustomer(make)
      if (!typed) return skip(NO_TYPED_STEP)
      const { step, answers } = typed
      if (!step.mergeable) return skip('the backend merges nothing')
      const correction = corrected(typed)
      if (!correction) return skip('no answer of the templates can be changed on its own')
      const isOther = ([name, answer]: [string, unknown]) => correction[name] === answer
      const rest = Object.fromEntries(Object.entries(answers).filter(isOther))
      const changed = Object.fromEntries(Object.entries(answers).filter((entry) => !isOther(entry)))
      const save = async (typedNow: Answers, base?: Answers) =>
        accepted(await backend.saveDraft(ada, step.id, typedNow, base))
      expect((await save(changed, {})).draft, 'the draft of one tab').toEqual(changed)
      expect((await save(rest, {})).draft, 'the draft of both tabs').toEqual(answers)
      const differing = { draft: correction, overwritten: changed }
      expect(await save(correction, rest), 'where both changed a field').toMatchObject(differing)
      expect((await save(rest)).draft, 'the draft without a base').toEqual(rest)
      const submit = (base: Answers) => backend.submitStep(ada, step.id, answers, randomUUID(), base)
      refused(await submit(answers), 'CONFLICT')
      accepted(await submit(rest))
    })

    it.for(WRONG_ANSWERS)('refuses %s, and stores nothing', async ([_, wrong], { skip }) => {
      const customer = await openCustomer(make)
      const found = wrong(customer)
      if (!found) return skip('no step of the templates has such a field')
      const { backend, ada } = customer
      const before = accepted(await backend.read(ada))
      refusedAt(await backend.submitStep(ada, found.stepId, found.answers, randomUUID()), found.path)
      expect(accepted(await backend.read(ada)), 'the profile as it was').toEqual(before)
    })

    it('runs a request once per idempotency key, and accepts the key again after a refusal', async ({ skip }) => {
      const { backend, ada, typed } = await openCustomer(make)
      if (!typed) return skip(NO_TYPED_STEP)
      const submit = (answers: Answers) => backend.submitStep(ada, typed.step.id, answers, 'one-intention')
      refused(await submit({ ...typed.answers, unknown_field: 1 }), 'VALIDATION_FAILED')
      const first = accepted(await submit(typed.answers))
      expect(accepted(await submit(typed.answers)), 'the same answer to the same request').toEqual(first)
      const other = corrected(typed)
      if (other) refused(await submit(other), 'IDEMPOTENCY_KEY_REUSED')
    })

    it('takes several concurrent submissions of the same answers for one', async ({ skip }) => {
      const { backend, ada, typed } = await openCustomer(make)
      if (!typed) return skip(NO_TYPED_STEP)
      const { step, answers } = typed
      const sent = await Promise.all(
        Array.from({ length: 5 }, (_, i) => backend.submitStep(ada, step.id, answers, `press-${i}`)),
      )
      expect(
        sent.some(({ ok }) => ok),
        'one of five is accepted',
      ).toBe(true)
      for (const other of sent.filter(({ ok }) => !ok)) refused(other, 'CONFLICT')
      const { timeline } = accepted(await backend.read(ada))
      const submissions = timeline.filter(
        ({ event, step_code }) => event === 'step_submitted' && step_code === step.code,
      )
      expect(submissions.length, 'entries `step_submitted` in the timeline').toBe(1)
    })

    it('accepts corrections of a step in review, or says that it is locked', async ({ skip }) => {
      const { backend, ada, typed, read, backOffice } = await openCustomer(make)
      if (!typed) return skip(NO_TYPED_STEP)
      const { answers, step } = typed
      const correction = corrected(typed)
      if (!correction) return skip('no answer of the templates can be changed on its own')
      accepted(await backend.submitStep(ada, step.id, answers, randomUUID()))
      const draft = () => backend.saveDraft(ada, step.id, correction)
      const submit = () => backend.submitStep(ada, step.id, correction, randomUUID())
      if (!(await read(step.id)).correctable) {
        refused(await draft(), 'CONFLICT')
        refused(await submit(), 'CONFLICT')
        return
      }
      accepted(await draft())
      const typing = { status: 'pending', draft: correction, answers }
      expect(await read(step.id), 'the step with a draft of its correction').toMatchObject(typing)
      accepted(await submit())
      const sent = { status: 'pending', draft: null, answers: correction }
      expect(await read(step.id), 'the corrected step').toMatchObject(sent)
      if (!backOffice) return skip(NO_BACK_OFFICE)
      await backOffice.decideStep(step.id, 'approve')
      expect(await read(step.id), 'the approved step').toMatchObject({ status: 'approved', correctable: false })
      refused(await draft(), 'CONFLICT')
      refused(await submit(), 'CONFLICT')
    })

    it('notifies watchers of each change, and of no other customer', async ({ skip }) => {
      const { backend, ada, typed } = await openCustomer(make)
      if (!typed) return skip(NO_TYPED_STEP)
      const versions: number[] = []
      const stop = backend.watch(ada, (version) => versions.push(version))
      accepted(await backend.saveDraft(ada, typed.step.id, halfTyped(typed)))
      const { version } = accepted(await backend.submitStep(ada, typed.step.id, typed.answers, randomUUID()))
      await expect.poll(() => versions.at(-1), { message: 'the last version in the events' }).toBe(version)
      expect(versions, 'versions that only rise').toEqual([...versions].sort((a, b) => a - b))
      accepted(await backend.open(newCustomer(ada.brand), 'standard'))
      stop()
      accepted(await backend.open(ada, 'enhanced'))
      expect(versions.at(-1), 'the last version in the events, after the end').toBe(version)
    })

    it('refuses an unverified address', async ({ skip }) => {
      const customer = await openCustomer(make, 'basic')
      const { backend, ada } = customer
      const found = await emailStep(customer)
      if (typeof found === 'string') return skip(found)
      const { id, field, address, answers } = found
      refusedAt(await backend.submitStep(ada, id, { ...answers, [field]: address }, randomUUID()), `answers.${field}`)
      refused(await backend.sendCode(ada, id, { field: 'no_such_field', address }), 'VALIDATION_FAILED')
      refused(await backend.checkCode(ada, id, { field, code: '000000' }), 'CODE_ENDED')
      const sent = await backend.sendCode(ada, id, { field, address })
      if (!sent.ok && sent.error.details.reason === 'no_mail') return skip('the backend has no mail server')
      accepted(sent)
      refused(await backend.sendCode(ada, id, { field, address }), 'CODE_TOO_SOON')
      refused(await backend.checkCode(ada, id, { field, code: '000000' }), 'CODE_WRONG')
    })

    it('accepts only the address that was verified with its code', async ({ skip }) => {
      const customer = await openCustomer(make, 'basic')
      const { backend, ada, codeSentTo, answersWithDocuments, read } = customer
      if (!codeSentTo) return skip('the emails of this backend cannot be read here')
      const found = await emailStep(customer)
      if (typeof found === 'string') return skip(found)
      const { step, id, field, address, documents } = found
      accepted(await backend.sendCode(ada, id, { field, address }))
      accepted(await backend.checkCode(ada, id, { field, code: await codeSentTo(address) }))
      expect((await read(id)).verified, 'the verified addresses').toEqual({ [field]: address })
      const answers = await answersWithDocuments({ step, answers: found.answers, documents })
      const submit = (email: string) => backend.submitStep(ada, id, { ...answers, [field]: email }, randomUUID())
      refusedAt(await submit('eve@example.com'), `answers.${field}`)
      accepted(await submit(address))
      expect((await read(id)).status, 'the status of the step').toBe('pending')
    })

    it('stores a file, returns it to its owner, and refuses anything but documents', async () => {
      const { backend, ada, photo } = await openCustomer(make)
      const bytes = await photo()
      const stored = accepted(await backend.storeFile(ada, fileOf('passport.jpg', bytes)))
      const read = accepted(await backend.readFile(ada, stored.file_id))
      expect(read.content_type, 'the type of the stored file').toBe('image/jpeg')
      const { byteLength } = await new Response(read.bytes).arrayBuffer()
      expect(byteLength, 'the size of the stored file').toBe(stored.file_size)
      refused(await backend.storeFile(ada, fileOf('a.jpg', new Uint8Array())), 'FILE_EMPTY')
      refused(await backend.storeFile(ada, fileOf('a.pdf', bytes)), 'FILE_TYPE_MISMATCH')
      refused(await backend.storeFile(ada, fileOf('a.jpg', bytes.subarray(0, 9_000))), 'FILE_CORRUPTED')
    })

    it('submits a step only with its document', async ({ skip }) => {
      const { backend, ada, withDocument, answersWithDocuments, read } = await openCustomer(make)
      if (!withDocument) return skip(NO_DOCUMENT_STEP)
      const { step, answers, documents } = withDocument
      const submit = (sent: Answers) => backend.submitStep(ada, step.id, sent, randomUUID())
      const [first] = documents.map(({ field }) => field)
      refusedAt(await submit(answers), `answers.${first}`)
      refusedAt(await submit({ ...answers, [`${first}`]: randomUUID() }), `answers.${first}`)
      const complete = await answersWithDocuments(withDocument)
      accepted(await submit(complete))
      const files = documents.map(({ field }) =>
        expect.objectContaining({ status: 'pending', file_id: complete[field] }),
      )
      const sent = { status: 'pending', documents: expect.arrayContaining(files) }
      expect(await read(step.id), 'the submitted step').toMatchObject(sent)
    })

    it('offers of a document what was read, once it has been read', async ({ skip }) => {
      const { withDocument, attach, read } = await openCustomer(make)
      const [document] = withDocument?.documents ?? []
      if (!withDocument || !document) return skip(NO_DOCUMENT_STEP)
      const { extraction } = await attach(withDocument.step.id, document.field, document.document_type)
      if (extraction === 'none') return skip('reads no document')
      for (const given of (await read(withDocument.step.id)).documents) {
        expect(extractedSchema.strict().safeParse(given.extracted).error, 'extracted').toBeUndefined()
        if (given.extraction !== 'done') expect(given.extracted, 'extracted, before it was read').toEqual({})
      }
    })

    it('replaces a document, and removes it', async ({ skip }) => {
      const { backend, ada, withDocument, attach, read } = await openCustomer(make)
      const [document] = withDocument?.documents ?? []
      if (!withDocument || !document) return skip(NO_DOCUMENT_STEP)
      const attached = () => attach(withDocument.step.id, document.field, document.document_type)
      const fronts = async () =>
        (await read(withDocument.step.id)).documents.flatMap(({ id, side }) => (side === 'front' ? [id] : []))
      await attached()
      const second = await attached()
      expect(await fronts(), 'the documents, by id').toEqual([second.id])
      accepted(await backend.removeDocument(ada, second.id))
      expect(await fronts(), 'the documents, by id').toEqual([])
    })

    it('takes what a customer says of a difference only where there is one', async ({ skip }) => {
      const { backend, ada, withDocument, attach } = await openCustomer(make)
      const [document] = withDocument?.documents ?? []
      if (!withDocument || !document) return skip(NO_DOCUMENT_STEP)
      const { id } = await attach(withDocument.step.id, document.field, document.document_type)
      const keep = { field: 'last_name', resolution: 'kept', reason: 'I married' } as const
      const refusal = refused(await backend.resolveDifference(ada, id, keep, randomUUID()), 'CONFLICT', 'NOT_FOUND')
      if (refusal.code === 'NOT_FOUND') return skip('the backend only tells of differences')
      refused(await backend.resolveDifference(newCustomer(ada.brand), id, keep, randomUUID()), 'NOT_FOUND')
    })

    it('resubmits a step automatically once its rejected document is replaced', async ({ skip }) => {
      const { backend, ada, withDocument, attach, answersWithDocuments, read, backOffice } = await openCustomer(make)
      const [document] = withDocument?.documents ?? []
      if (!backOffice) return skip(NO_BACK_OFFICE)
      if (!withDocument || !document) return skip(NO_DOCUMENT_STEP)
      const { id } = withDocument.step
      const answers = await answersWithDocuments(withDocument)
      accepted(await backend.submitStep(ada, id, answers, randomUUID()))
      const front = (await read(id)).documents.find(({ file_id }) => file_id === answers[document.field])
      await backOffice.rejectDocument(front?.id ?? '')
      const sentBack = await read(id)
      expect(sentBack, 'the step that was sent back').toMatchObject({
        ...{ status: 'rejected', rejection: { reason_code: 'unreadable', reject_type: 'retry' } },
      })
      const rejected = sentBack.documents.find((one) => one.id === front?.id)
      const reason = { status: 'rejected', rejection: { reason_code: 'unreadable' } }
      expect(rejected, 'the rejected document').toMatchObject(reason)
      const again = await attach(id, document.field, document.document_type)
      const resubmitted = { status: 'pending', answers: { [document.field]: again.file_id } }
      expect(await read(id), 'the step with another document').toMatchObject(resubmitted)
    })

    it('approves the profile with its last step', async ({ skip }) => {
      const customer = await openCustomer(make, 'basic')
      const { backend, ada, backOffice, steps, fillable, answersWithDocuments } = customer
      if (!backOffice) return skip(NO_BACK_OFFICE)
      const obstacle = steps.map(obstacleTo).find((why) => why !== null)
      if (obstacle) return skip(obstacle)
      if (fillable.length === 0) return skip('no template of the basic level asks the customer for anything')
      for (const filled of fillable)
        accepted(await backend.submitStep(ada, filled.step.id, await answersWithDocuments(filled), randomUUID()))
      for (const { id, form_schema } of steps)
        if (asksNothing(form_schema) || fillable.some(({ step }) => step.id === id))
          await backOffice.decideStep(id, 'approve')
      const kyc = accepted(await backend.read(ada))
      expect(kyc, 'the profile').toMatchObject({ status: 'approved', level: 1 })
      expect(
        kyc.timeline.map(({ event }) => event),
        'the events of the timeline',
      ).toEqual(expect.arrayContaining(['started', 'step_submitted', 'step_approved', 'profile_approved']))
    })

    it('accepts new answers to a rejected step', async ({ skip }) => {
      const { backend, ada, typed, read, backOffice } = await openCustomer(make)
      if (!backOffice) return skip(NO_BACK_OFFICE)
      if (!typed) return skip(NO_TYPED_STEP)
      const { step, answers } = typed
      accepted(await backend.submitStep(ada, step.id, answers, randomUUID()))
      await backOffice.decideStep(step.id, 'reject')
      expect(accepted(await backend.read(ada)).status, 'the status of the profile').toBe('rejected')
      accepted(await backend.submitStep(ada, step.id, answers, randomUUID()))
      expect(await read(step.id), 'the step').toMatchObject({ status: 'pending', rejection: null })
    })

    it('shows a question of a reviewer as a step, and takes the answer', async ({ skip }) => {
      const { backend, ada, backOffice, read } = await openCustomer(make, 'basic')
      if (!backOffice) return skip(NO_BACK_OFFICE)
      if (!(await backOffice.ask(ada.customer_id))) return skip('the manager API has no questions')
      const asked = accepted(await backend.read(ada)).steps.find(({ question }) => question !== null)
      if (!asked) throw new Error('The question is not among the steps of its customer')
      const [field] = fieldsOf(asked.form_schema)
      const answers = { [field?.name ?? '']: 'My sister.' }
      accepted(await backend.submitStep(ada, asked.id, answers, randomUUID()))
      const answered = { status: 'pending', question: asked.question, answers }
      expect(await read(asked.id), 'the question that was answered').toMatchObject(answered)
    })

    it('hides the data of each customer from all others', async ({ skip }) => {
      const { backend, ada, typed, withDocument, attach } = await openCustomer(make)
      const [needed] = withDocument?.documents ?? []
      if (!typed && !needed) return skip('no step of the templates asks for anything')
      const document =
        withDocument && needed && (await attach(withDocument.step.id, needed.field, needed.document_type))
      for (const other of [newCustomer(ada.brand), { ...ada, brand: ada.brand === 'other' ? 'another' : 'other' }]) {
        const opened = await backend.open(other, 'enhanced')
        // A backend may have no other brand.
        if (!opened.ok && other.brand !== ada.brand) refused(opened, 'NOT_FOUND')
        else expect(accepted(opened), 'whose profile it is').toMatchObject({ ...keyOf(other) })
        if (typed) {
          refused(await backend.saveDraft(other, typed.step.id, {}), 'NOT_FOUND')
          refused(await backend.submitStep(other, typed.step.id, typed.answers, randomUUID()), 'NOT_FOUND')
        }
        if (!document) continue
        const request = frontOf(withDocument, document.file_id)
        refused(await backend.attachDocument(other, request, randomUUID()), 'NOT_FOUND')
        refused(await backend.removeDocument(other, document.id), 'NOT_FOUND')
        refused(await backend.readFile(other, document.file_id), 'NOT_FOUND')
        const own = opened.ok && opened.value.steps.find(({ code }) => code === withDocument.step.code)
        if (!own || other.brand !== ada.brand) continue
        const stolen = { ...request, step_id: own.id }
        refused(await backend.attachDocument(other, stolen, randomUUID()), 'VALIDATION_FAILED')
      }
    })

    it.for(['field', 'document_type', 'side'] as const)(
      'refuses a document with a wrong %s',
      async (path, { skip }) => {
        const { backend, ada, withDocument, photo } = await openCustomer(make)
        if (!withDocument) return skip(NO_DOCUMENT_STEP)
        const { file_id } = accepted(await backend.storeFile(ada, fileOf('a.jpg', await photo())))
        const request = frontOf(withDocument, file_id)
        const field = fieldsOf(withDocument.step.form_schema).find(({ name }) => name === request.field)
        const document_type = DOCUMENT_TYPE_NAMES.find((type) => field && !acceptedTypes(field).includes(type))
        if (path === 'side' && sidesOf(request.document_type).length > 1)
          return skip('no document of one side is needed')
        if (path === 'document_type' && !document_type) return skip('the templates accept every type of document')
        const wrong = { field: 'no_such_field', document_type, side: 'back' as const }
        refusedAt(await backend.attachDocument(ada, { ...request, [path]: wrong[path] }, randomUUID()), path)
      },
    )
  })
}

function keyOf({ customer_id, brand }: { customer_id: string; brand: string }) {
  return { customer_id, brand }
}

/** The step that verifies an address, attached if need be, and an address to verify. A reason when there is none. */
async function emailStep({ backend, ada, steps, backOffice }: Awaited<ReturnType<typeof openCustomer>>) {
  if (!stepWithEmail(steps)) {
    if (!backOffice) return NO_BACK_OFFICE
    if (!(await backOffice.requireEmail(ada.customer_id))) return 'no template verifies an email address'
  }
  const found = stepWithEmail(accepted(await backend.read(ada)).steps)
  if (!found) throw new Error('The step that verifies an address is not among the steps of its customer')
  const { step, field, rest } = found
  return { ...rest, step, id: step.id, field, address: `${ada.customer_id}@example.com` }
}
