import { sidesOf } from '@/lib/contract/documents'
import { type FieldError, KycError } from '@/lib/contract/errors'
import { fieldsOf } from '@/lib/contract/fields'
import type { Answers, FormSchema } from '@/lib/contract/form'
import { DOCUMENT_STATUS } from '@/lib/contract/statuses'
import type { DocumentRow } from '@/lib/database/schema'
import { validateAnswers } from '@/lib/form/validate'

/** Validation of answers beyond their form: documents and verified addresses. Pure. */

/** Somewhere on earth it is always tomorrow or yesterday: the person's own day is at most one day from ours. */
const DAYS_ASIDE = 1

/** `verified`: the verified addresses, by field. `today`: an ISO date (in UTC). */
type Known = { documents: readonly DocumentRow[]; verified: Record<string, string>; today: string }

/** Returns the answers as they will be stored. Throws VALIDATION_FAILED with all field errors. */
export function checkAnswers(form: FormSchema, answers: Answers, { documents, verified, today }: Known): Answers {
  const result = validateAnswers(form, answers, today, DAYS_ASIDE)
  const faults = result.ok
    ? [...documentErrors(form, result.answers, documents), ...unverifiedErrors(form, result.answers, verified)]
    : result.faults
  if (!result.ok || faults.length > 0) throw new KycError('VALIDATION_FAILED', { faults })
  return result.answers
}

/**
 * A file_reference answer must be the front of a document in this field, and every side of that type must be present.
 */
export function documentErrors(form: FormSchema, answers: Answers, documents: readonly DocumentRow[]): FieldError[] {
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

function unverifiedErrors(form: FormSchema, answers: Answers, verified: Record<string, string>): FieldError[] {
  return fieldsOf(form)
    .filter(({ name, verify }) => {
      const answer = Object.hasOwn(answers, name) ? answers[name] : undefined
      return verify !== undefined && typeof answer === 'string' && verified[name] !== answer
    })
    .map(({ name }) => ({
      ...{ path: `answers.${name}`, code: 'not_verified', message: 'The address has not been verified with a code' },
    }))
}
