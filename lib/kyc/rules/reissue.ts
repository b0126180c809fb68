import { documentTypesFor } from '@/lib/contract/documents'
import { asksNothing, fieldsOf, optionValue } from '@/lib/contract/fields'
import type { Answer, Answers, Field, FormSchema } from '@/lib/contract/form'
import { STEP_STATUS } from '@/lib/contract/statuses'
import type { DocumentRow, StepRow } from '@/lib/database/schema'

/** What becomes of a step that gets a new version of its template. Pure. */

/** Whether the step waits for the customer, so that its form may still be replaced. */
export function isWaiting({ status, reject_type }: Pick<StepRow, 'status' | 'reject_type'>): boolean {
  if (status === STEP_STATUS.rejected) return reject_type !== 'final'
  return status === STEP_STATUS.required || status === STEP_STATUS.expired
}

/**
 * The status columns under the new form. Where it asks for nothing, the step waits for a reviewer. A step that was sent
 * back for a document waits for its whole form: the new one may ask for more than a document.
 */
export function reissuedStep(step: Pick<StepRow, 'status' | 'rejected_for'>, form: FormSchema) {
  if (asksNothing(form))
    return { status: STEP_STATUS.pending, reason_code: null, reject_type: null, rejected_for: null } as const
  return { status: step.status, rejected_for: step.rejected_for && ('answers' as const) }
}

/** Those of the answers so far that still fit: to a field of the same name and type, and among what it offers. */
export function fittingAnswers(before: FormSchema, after: FormSchema, answers: Answers): Answers {
  const old = new Map(fieldsOf(before).map((field) => [field.name, field]))
  return Object.fromEntries(
    fieldsOf(after).flatMap((field): [string, Answer][] => {
      const answer = Object.hasOwn(answers, field.name) ? answers[field.name] : undefined
      const kept = old.get(field.name)?.type === field.type ? offered(field, answer) : undefined
      return kept === undefined ? [] : [[field.name, kept]]
    }),
  )
}

function offered({ type, options }: Field, answer: Answer | undefined): Answer | undefined {
  if ((type !== 'select' && type !== 'multi_select') || !options) return answer
  const values = new Set(options.map(optionValue))
  if (Array.isArray(answer)) return answer.filter((value) => values.has(value))
  return typeof answer === 'string' && !values.has(answer) ? undefined : answer
}

/** Whether the form still asks for such a document. */
export function fitsDocument(form: FormSchema, document: Pick<DocumentRow, 'field' | 'document_type'>): boolean {
  const field = fieldsOf(form).find(({ name, type }) => name === document.field && type === 'file_reference')
  if (!field) return false
  return (field.document_types ?? documentTypesFor(field.purpose ?? 'other')).includes(document.document_type)
}
