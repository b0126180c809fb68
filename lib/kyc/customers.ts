import type {
  AttachDocumentRequest,
  CustomerDocument,
  CustomerKyc,
  CustomerStep,
  Identity,
} from '@/lib/contract/customer'
import { DOCUMENT_TYPES, documentTypesFor, shownBy, sidesOf } from '@/lib/contract/documents'
import { type FieldError, KycError } from '@/lib/contract/errors'
import { fieldsOf } from '@/lib/contract/fields'
import { type Answers, type Field, type FormSchema, formSchemaSchema } from '@/lib/contract/form'
import { LEVELS, type RequestableLevel } from '@/lib/contract/levels'
import { DOCUMENT_NOTES } from '@/lib/contract/signals'
import { DOCUMENT_STATUS, PROFILE_STATUS, STEP_STATUS, statusName } from '@/lib/contract/statuses'
import type { Database, DocumentRow, FileRow, ProfileRow, StepRow, Tx } from '@/lib/database/schema'
import { inTransaction } from '@/lib/database/transaction'
import { validateAnswers } from '@/lib/form/validate'
import { auditOf } from './audit'
import { type Actor, type Change, type Context, makeChange } from './change'
import { provedAddresses, unproved } from './codes'
import { currentDocuments, decideDocumentRow, findDocument, findOwnFile, insertDocument } from './documents'
import { once } from './idempotency'
import { ensureProfile, findProfile, raiseLevel, settleProfile, touchProfile } from './profiles'
import { compareDocuments } from './reading'
import { knownFile, recogniseFile } from './recognition'
import { reviseRisk } from './risk'
import { expiryOf, stepAfter } from './rules'
import { livenessOf, signalsOf } from './signals'
import { findStep, type OwnedStep, openAnswers, updateStep } from './steps'
import { timelineOf } from './timeline'

/** What a customer does with their own KYC. Every function takes whose it is, and finds nothing of anybody else's. */

function asCustomer({ brand }: Identity): Actor {
  return { name: 'customer', role: 'customer', brand }
}

/** Creates or reuses the profile, and raises its required level. */
export function open(context: Context, customer: Identity, level: RequestableLevel): Promise<CustomerKyc> {
  return makeChange(context, asCustomer(customer), 'Open', async (change) => {
    const profile = await ensureProfile(change, customer.customer_id, customer)
    return readKyc(change.tx, context, await raiseLevel(change, profile, LEVELS[level]))
  })
}

/**
 * Everything to show. Hot profiles are served from memory (seed 2), after one look at the row that every change
 * touches: right also when another copy of the app wrote.
 */
export async function read(context: Context, customer: Identity): Promise<CustomerKyc> {
  const profile = await findProfile(context.db, customer.brand, customer.customer_id)
  if (!profile) throw new KycError('NOT_FOUND', { message: 'No profile yet.' })
  const stamp = `${profile.version} ${profile.drafts} ${profile.updated_at}`
  const cached = context.cache.get(profile.id)
  if (cached?.stamp === stamp) return cached.kyc
  const kyc = await readKyc(context.db, context, profile)
  context.cache.set(profile.id, { stamp, kyc })
  return kyc
}

/** Keeps the answers that belong to the step's form, as they are. Others' screens are not stirred by it. */
export async function saveDraft(
  context: Context,
  customer: Identity,
  stepId: string,
  answers: Answers,
): Promise<{ version: number }> {
  const step = await findStep(context.db, customer.brand, stepId, customer.customer_id)
  stepAfter(step, 'submit')
  const names = new Set(fieldsOf(formOf(step)).map((field) => field.name))
  const known = Object.fromEntries(Object.entries(answers).filter(([name]) => names.has(name)))
  const draft = context.sealer.seal(JSON.stringify(known))
  return inTransaction(context.db, async (tx) => {
    await tx.updateTable('steps').set({ draft }).where('id', '=', stepId).where('status', '=', step.status).execute()
    return touchProfile(tx, step.profile_id)
  })
}

/** Checks the answers and submits the step. A repeat with the same key gets the first answer again. */
export function submitStep(
  context: Context,
  customer: Identity,
  stepId: string,
  answers: Answers,
  key: string,
): Promise<CustomerKyc> {
  return makeChange(context, asCustomer(customer), 'SubmitStep', (change) =>
    once(change, customer, key, async () => {
      const step = await findStep(change.tx, customer.brand, stepId, customer.customer_id)
      const status = stepAfter(step, 'submit')
      const documents = await currentDocuments(change.tx, { step_id: stepId })
      const proved = (await provedAddresses(change.tx, { id: step.profile_id })).get(stepId) ?? {}
      const checked = checkAnswers(formOf(step), answers, { documents, proved, now: change.now })
      await submitDocuments(change, customer, documents)
      const sealed = change.sealer.seal(JSON.stringify(checked))
      await updateStep(change, step, {
        status,
        answers: sealed,
        draft: null,
        expires_on: expiryOf(formOf(step), checked),
        approved_by: null,
        confirmed_by: null,
        submitted_at: change.now,
        reason_code: null,
        reject_type: null,
      })
      await compareDocuments(change, step.profile_id)
      await reviseRisk(change, step.profile_id)
      const profile = await settleProfile(change, step.profile_id)
      return readKyc(change.tx, context, profile)
    }),
  )
}

type Known = { documents: DocumentRow[]; proved: Record<string, string>; now: string }

function checkAnswers(form: FormSchema, answers: Answers, { documents, proved, now }: Known): Answers {
  const result = validateAnswers(form, answers, now.slice(0, 10))
  const faults = result.ok
    ? [...documentErrors(form, result.answers, documents), ...unproved(form, result.answers, proved).map(unprovedError)]
    : result.faults
  if (!result.ok || faults.length > 0) throw new KycError('VALIDATION_FAILED', { faults })
  return result.answers
}

function unprovedError(field: string): FieldError {
  return { path: `answers.${field}`, code: 'not_verified', message: 'The address has not been proved with a code' }
}

/** A file_reference answer must be the front of a document of this field, with every side that its type has. */
function documentErrors(form: FormSchema, answers: Answers, documents: DocumentRow[]): FieldError[] {
  return fieldsOf(form).flatMap((field): FieldError[] => {
    const answer = answers[field.name]
    if (field.type !== 'file_reference' || answer === undefined || answer === null) return []
    const path = `answers.${field.name}`
    const own = documents.filter((document) => document.field === field.name)
    const front = own.find((document) => document.side === 'front' && document.file_id === answer)
    if (!front) return [{ path, code: 'file_missing', message: 'No such document of this customer' }]
    if (front.status === DOCUMENT_STATUS.rejected || front.status === DOCUMENT_STATUS.expired)
      return [{ path, code: 'file_rejected', message: 'The document was rejected' }]
    const missing = sidesOf(front.document_type).filter((side) => own.every((document) => document.side !== side))
    return missing.map((side) => ({ path, code: 'side_missing', message: `The ${side} is missing` }))
  })
}

async function submitDocuments(change: Change, customer: Identity, documents: DocumentRow[]): Promise<void> {
  for (const document of documents) {
    if (document.status !== DOCUMENT_STATUS.uploaded) continue
    await decideDocumentRow(change, { ...document, customer_id: customer.customer_id }, 'submit', {})
  }
}

/**
 * Puts a stored file to a field, in the place of what was there for the same side. When a step was sent back
 * for its documents alone and the last of them is replaced, it is submitted again by itself.
 */
export function attachDocument(
  context: Context,
  customer: Identity,
  request: AttachDocumentRequest,
  key: string,
): Promise<CustomerDocument> {
  return makeChange(context, asCustomer(customer), 'AttachDocument', (change) =>
    once(change, customer, key, async () => {
      const step = await findStep(change.tx, customer.brand, request.step_id, customer.customer_id)
      stepAfter(step, 'submit')
      checkDocument(fieldsOf(formOf(step)), request)
      const file = await findOwnFile(
        change.tx,
        customer.brand,
        customer.customer_id,
        request.file_id,
        'file_id',
        'customer',
      )
      const { field, document_type, side, country, gestures } = request
      if (shownBy(document_type) === 'face' && !wasJudgedAsFace(file))
        throw fault('file_id', 'not_a_face', 'The file was not sent as a picture of a face (shows=face)')
      const before = await currentDocuments(change.tx, { step_id: step.id })
      const { known, signals } = await recogniseFile(change.tx, step.profile_id, file, request)
      if (known && !request.accepted) throw knownFile(known)
      const row = await insertDocument(change, customer.customer_id, file, {
        ...{ profile_id: step.profile_id, step_id: step.id, field },
        signals: [...signals, ...livenessOf(document_type, gestures)],
        ...{ document_type, side, country, status: DOCUMENT_STATUS.uploaded },
      })
      await replaceDocuments(change, customer, before, row)
      await resubmitIfComplete(change, customer, step)
      await settleProfile(change, step.profile_id)
      change.readSoon()
      return toCustomerDocument(await findDocument(change.tx, customer.brand, row.id))
    }),
  )
}

/** Whether somebody has looked for a face in it; see `inspectFile`. */
function wasJudgedAsFace({ quality }: FileRow): boolean {
  return 'faces' in (JSON.parse(quality ?? 'null') ?? {})
}

function checkDocument(fields: Field[], { field: name, document_type, side }: AttachDocumentRequest): void {
  const field = fields.find((candidate) => candidate.name === name && candidate.type === 'file_reference')
  if (!field) throw fault('field', 'unknown_field', 'The step has no such file field')
  const offered = field.document_types ?? documentTypesFor(field.purpose ?? 'other')
  if (!offered.includes(document_type)) throw fault('document_type', 'not_offered', 'This field takes other documents')
  if (!(DOCUMENT_TYPES[document_type].sides as readonly string[]).includes(side))
    throw fault('side', 'not_offered', 'The document has no such side')
}

function fault(path: string, code: string, message: string): KycError {
  return new KycError('VALIDATION_FAILED', { faults: [{ path, code, message }] })
}

/** The same side gives way, and so do all sides of another kind of document in this field. */
async function replaceDocuments(
  change: Change,
  customer: Identity,
  before: DocumentRow[],
  by: DocumentRow,
): Promise<void> {
  const replaced = before.filter(
    (old) => old.field === by.field && (old.side === by.side || old.document_type !== by.document_type),
  )
  for (const old of replaced) {
    await change.tx.updateTable('documents').set({ replaced_by: by.id }).where('id', '=', old.id).execute()
    if (old.status === DOCUMENT_STATUS.uploaded)
      await decideDocumentRow(change, { ...old, customer_id: customer.customer_id }, 'remove', {})
  }
}

async function resubmitIfComplete(change: Change, customer: Identity, step: OwnedStep): Promise<void> {
  if (step.status !== STEP_STATUS.rejected || !(await wasRejectedForDocuments(change.tx, step))) return
  const documents = await currentDocuments(change.tx, { step_id: step.id })
  const answers = { ...openAnswers(step.answers, change.sealer) }
  for (const { side, field, file_id } of documents) if (side === 'front' && field) answers[field] = file_id
  if (documentErrors(formOf(step), answers, documents).length > 0) return
  await submitDocuments(change, customer, documents)
  const sealed = change.sealer.seal(JSON.stringify(answers))
  await updateStep(change, step, {
    status: STEP_STATUS.pending,
    answers: sealed,
    draft: null,
    approved_by: null,
    confirmed_by: null,
    submitted_at: change.now,
    reason_code: null,
    reject_type: null,
  })
}

/** Rejecting a document rejects its step in the same moment; a step rejected for itself has no such document. */
async function wasRejectedForDocuments(tx: Tx, step: StepRow): Promise<boolean> {
  const rejected = await tx
    .selectFrom('documents')
    .select('decided_at')
    .where('step_id', '=', step.id)
    .where('status', '=', DOCUMENT_STATUS.rejected)
    .execute()
  return rejected.some((document) => document.decided_at === step.decided_at)
}

/** Takes a document that has not been submitted out again. CONFLICT once it has been. */
export function removeDocument(context: Context, customer: Identity, documentId: string): Promise<{ version: number }> {
  return makeChange(context, asCustomer(customer), 'RemoveDocument', async (change) => {
    const document = await findDocument(change.tx, customer.brand, documentId)
    if (document.customer_id !== customer.customer_id) throw new KycError('NOT_FOUND', { message: 'No such document.' })
    await decideDocumentRow(change, document, 'remove', {})
    const { version } = await settleProfile(change, document.profile_id)
    return { version }
  })
}

async function readKyc(db: Database | Tx, context: Context, profile: ProfileRow): Promise<CustomerKyc> {
  const steps = await db
    .selectFrom('steps')
    .selectAll()
    .where('profile_id', '=', profile.id)
    .orderBy('level')
    .orderBy('id')
    .execute()
  const documents = await db
    .selectFrom('documents')
    .selectAll()
    .where('profile_id', '=', profile.id)
    .orderBy('id')
    .execute()
  const proved = await provedAddresses(db, profile)
  const audit = await auditOf(db, profile.brand, profile.customer_id)
  const { customer_id, brand, email, level, required_level, version, approved_at } = profile
  return {
    ...{ customer_id, brand, email, level, required_level, version, approved_at },
    status: statusName(PROFILE_STATUS, profile.status) ?? 'none',
    steps: steps.map((step) => ({
      ...toCustomerStep(step, documents, context),
      verified: proved.get(step.id) ?? {},
    })),
    timeline: timelineOf(audit, steps, documents),
  }
}

function toCustomerStep(row: StepRow, documents: DocumentRow[], { sealer }: Context): Omit<CustomerStep, 'verified'> {
  const { id, code, title, level, submitted_at, decided_at } = row
  const own = documents.filter(
    (document) =>
      document.step_id === id && document.replaced_by === null && document.status !== DOCUMENT_STATUS.deleted,
  )
  return {
    ...{ id, code, title, level, submitted_at, decided_at },
    required: row.required === 1,
    status: statusName(STEP_STATUS, row.status) ?? 'required',
    form_schema: formOf(row),
    draft: openAnswers(row.draft, sealer),
    answers: openAnswers(row.answers, sealer),
    rejection: rejectionOf(row),
    documents: own.map(toCustomerDocument),
  }
}

function toCustomerDocument(row: DocumentRow): CustomerDocument {
  const { id, step_id, field, file_id, document_type, side, country } = row
  const { file_name, content_type, file_size, checksum, created_at } = row
  return {
    ...{ id, step_id, field, file_id, document_type, side, country },
    ...{ file_name, content_type, file_size, checksum, created_at },
    status: statusName(DOCUMENT_STATUS, row.status) ?? 'uploaded',
    rejection: rejectionOf(row),
    notes: notesOf(row),
  }
}

/** Of what the machine noticed, what the person can do something about. */
function notesOf(row: DocumentRow): CustomerDocument['notes'] {
  return signalsOf(row).flatMap(({ code, field }) => {
    const known = DOCUMENT_NOTES.find((note) => note === code)
    return known ? [{ code: known, field: field ?? null }] : []
  })
}

function rejectionOf({ reason_code, reject_type }: Pick<StepRow, 'reason_code' | 'reject_type'>) {
  return reason_code && { reason_code, reject_type: reject_type ?? 'retry' }
}

function formOf(step: Pick<StepRow, 'form_schema'>): FormSchema {
  return formSchemaSchema.parse(JSON.parse(step.form_schema))
}
