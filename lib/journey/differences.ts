import type { CustomerDocument, CustomerKyc, CustomerNote, CustomerStep } from '@/lib/contract/customer'
import { fieldsOf } from '@/lib/contract/fields'
import type { Field } from '@/lib/contract/form'
import { accessibleSteps, stepsInPlay } from './journey'

/** Where a document and an answer differ, and the customer has not said which of the two is right. Pure. */
export type Difference = {
  document: CustomerDocument
  field: Field
  answer: string
  /** What the document says, as an answer; null where it cannot be taken over. */
  read: string | null
  /** The step with the answer. */
  step: CustomerStep
}

/** The differences that the customer can resolve, each answer once. */
export function differencesOf(kyc: CustomerKyc): Difference[] {
  const accessible = accessibleSteps(kyc)
  const found = stepsInPlay(kyc)
    .flatMap(({ documents }) => documents.filter(isUndecided))
    .flatMap((document) =>
      document.notes.filter(isAsked).flatMap(({ field, read = null }) => {
        const answered = answerTo(kyc, field)
        if (!answered || !accessible.includes(answered.step) || isSame(answered.answer, read)) return []
        // Its date could not be taken over. What is asked for is another document.
        if (answered.field.expires && hasExpired(document)) return []
        return [{ document, read, ...answered }]
      }),
    )
  return found.filter(({ field }, at) => found.findIndex((one) => one.field.name === field.name) === at)
}

/** Whether a note is asked of the customer, beside the answer or above the form, and needs not be told at the document. */
export function isAsked({ code, read }: Pick<CustomerNote, 'code' | 'read'>): boolean {
  return code === 'MRZ_DISAGREES' && read !== undefined
}

/** The documents that have expired and can still be replaced. */
export function expiredDocuments(kyc: CustomerKyc): { document: CustomerDocument; step: CustomerStep }[] {
  return accessibleSteps(kyc).flatMap((step) =>
    step.documents
      .filter((document) => isUndecided(document) && hasExpired(document))
      .map((document) => ({ document, step })),
  )
}

/** How much the customer is asked about what they have sent. */
export function openQuestions(kyc: CustomerKyc): number {
  return differencesOf(kyc).length + expiredDocuments(kyc).length
}

function hasExpired({ notes }: CustomerDocument): boolean {
  return notes.some(({ code }) => code === 'EXPIRED')
}

function isUndecided({ status }: CustomerDocument): boolean {
  return status === 'uploaded' || status === 'pending'
}

/** What was typed since the two were compared may be what the document says. */
function isSame(answer: string, read: string | null): boolean {
  return answer.trim().toLowerCase() === read?.toLowerCase()
}

/** The answer that counts where several steps have the field: that of the last one. */
function answerTo(kyc: CustomerKyc, name: string | null) {
  const steps = stepsInPlay(kyc).toSorted((one, other) => (one.id < other.id ? -1 : 1))
  return (
    steps
      .flatMap((step) => {
        const field = fieldsOf(step.form_schema).find((one) => one.name === name)
        const answers = step.status === 'pending' ? step.answers : (step.draft ?? step.answers)
        const answer = field && answers?.[field.name]
        return field && typeof answer === 'string' ? [{ step, field, answer }] : []
      })
      .at(-1) ?? null
  )
}
