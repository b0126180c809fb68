import { randomUUID } from 'node:crypto'
import type { AttachDocumentRequest, CustomerStep, Identity } from '@/lib/contract/customer'
import { type DocumentType, sidesOf } from '@/lib/contract/documents'
import { asksNothing, fieldsOf } from '@/lib/contract/fields'
import type { Answers, Field, FieldType } from '@/lib/contract/form'
import type { RequestableLevel } from '@/lib/contract/levels/levels'
import { type FilledForm, fillForm, type Obstacle, validAnswers } from '@/lib/form/fill-form'
import { visibleFields } from '@/lib/form/visibility'
import type { KycBackend } from '../port'
import { accepted } from './expectations'

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
  /** Attaches a step that verifies an email address to a customer. False when no template does. */
  requireEmail: (customerId: string) => Promise<boolean>
  /** Approves or rejects a submitted step. */
  decideStep: (stepId: string, decision: 'approve' | 'reject') => Promise<void>
  /** Rejects a submitted document as unreadable. */
  rejectDocument: (documentId: string) => Promise<void>
  /** Asks a customer a question, to be answered in words. False when the back office has no questions. */
  ask: (customerId: string) => Promise<boolean>
}

/** A step that the suite can fill in, whatever the backend's templates ask for. */
export type FillableStep = { step: CustomerStep } & Pick<FilledForm, 'answers' | 'documents'>

export type CustomerUnderTest = Awaited<ReturnType<typeof openCustomer>>

const today = () => new Date().toISOString().slice(0, 10)

export function newCustomer(brand: string): Identity {
  return { customer_id: randomUUID(), brand, email: 'ada@example.com', trading_login: '67890' }
}

/** Opens a new customer at `level`, and knows which of the steps can be filled in. */
export async function openCustomer(make: () => Promise<BackendUnderTest>, level: RequestableLevel = 'enhanced') {
  const under = await make()
  const { backend } = under
  const ada = newCustomer(under.brand)
  const { steps } = accepted(await backend.open(ada, level))
  const fillable = steps.flatMap((step): FillableStep[] => (step.status === 'required' ? filledIn(step) : []))

  async function read(id: string) {
    const step = accepted(await backend.read(ada)).steps.find((one) => one.id === id)
    if (!step) throw new Error('The step is no longer among the steps of its customer')
    return step
  }

  /** Stores a photo for each side of a document and attaches them to a field. Returns the front. */
  async function attach(step_id: string, field: string, document_type: DocumentType) {
    const attached = []
    for (const side of sidesOf(document_type)) {
      const { file_id } = accepted(await backend.storeFile(ada, fileOf('document.jpg', await under.photo())))
      const request = { step_id, field, file_id, document_type, side, country: 'FRA' } as const
      attached.push(accepted(await backend.attachDocument(ada, request, randomUUID())))
    }
    const front = attached.find(({ side }) => side === 'front')
    if (!front) throw new Error('Every document has a front')
    return front
  }

  /** Attaches the documents of a step. Returns all of its answers. */
  async function answersWithDocuments({ step, answers, documents }: FillableStep): Promise<Answers> {
    const files = []
    for (const { field, document_type } of documents)
      files.push([field, (await attach(step.id, field, document_type)).file_id])
    return { ...answers, ...Object.fromEntries(files) }
  }

  return {
    ...{ ...under, ada, steps, fillable, read, attach, answersWithDocuments },
    /** The first step that needs typed answers only. */
    typed: fillable.find(({ documents, answers }) => documents.length === 0 && Object.keys(answers).length > 0),
    /** The first step that needs a document. */
    withDocument: fillable.find(({ documents }) => documents.length > 0),
  }
}

const OBSTACLES: Record<Obstacle, string> = {
  email_code: 'an email address that is verified with a code',
  face: 'a picture of a face',
  no_valid_answer: 'an answer that satisfies all of its rules',
}

function filledIn(step: CustomerStep): FillableStep[] {
  const { answers, documents, unfilled } = fillForm(step.form_schema, today())
  return asksNothing(step.form_schema) || unfilled.length > 0 ? [] : [{ step, answers, documents }]
}

/** What a machine cannot give to a step, in words. Null when it can fill in the step, or has nothing to fill in. */
export function obstacleTo({ code, form_schema }: CustomerStep): string | null {
  const [first] = fillForm(form_schema, today()).unfilled
  return first ? `the step ${code} needs ${OBSTACLES[first.obstacle]}` : null
}

/** The first visible field of one of these types, in a step that can be filled in. */
export function fieldOfType(
  { fillable }: CustomerUnderTest,
  types: readonly FieldType[],
  isMeant = (_: Field) => true,
) {
  for (const filled of fillable) {
    const visible = visibleFields(fieldsOf(filled.step.form_schema), filled.answers)
    const field = visible.find((one) => types.includes(one.type) && isMeant(one))
    if (field) return { ...filled, field }
  }
  return null
}

/** The answers with another valid one among them, and its name. Null when none can be changed on its own. */
export function corrected({ step, answers }: FillableStep) {
  for (const field of fieldsOf(step.form_schema)) {
    const before = answers[field.name]
    const changeable = ['text', 'textarea', 'number', 'date', 'country'].includes(field.type) && before !== undefined
    const other = changeable && validAnswers(field, today()).find((answer) => answer !== before)
    if (other) return { ...answers, [field.name]: other }
  }
  return null
}

/** The answers as they stand while somebody is typing: texts and dates have their first character only. */
export function halfTyped({ step, answers }: FillableStep): Answers {
  const typed = fieldsOf(step.form_schema).filter(({ type }) => ['text', 'textarea', 'date'].includes(type))
  const half = typed.flatMap(({ name }) => {
    const answer = answers[name]
    return typeof answer === 'string' ? [[name, answer.slice(0, 1)]] : []
  })
  return { ...answers, ...Object.fromEntries(half) }
}

/** The step that verifies an email address, with the field. Undefined when none does. */
export function stepWithEmail(steps: readonly CustomerStep[]) {
  return steps
    .filter(({ status }) => status === 'required')
    .flatMap((step) => {
      const field = fieldsOf(step.form_schema).find(({ verify, visible_if }) => verify === 'email' && !visible_if)
      return field ? [{ step, field: field.name, rest: fillForm(step.form_schema, today()) }] : []
    })[0]
}

export function fileOf(name: string, content: Uint8Array) {
  return { name, bytes: new Blob([new Uint8Array(content)]).stream(), acceptQuality: false }
}

/** A request that attaches a stored file to the first document field of a step. */
export function frontOf({ step, documents }: FillableStep, file_id: string): AttachDocumentRequest {
  const [first] = documents
  if (!first) throw new Error('The step needs a document')
  return { step_id: step.id, ...first, file_id, side: 'front', country: 'FRA' }
}
