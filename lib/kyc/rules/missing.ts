import { sidesOf } from '@/lib/contract/documents'
import { fieldsOf } from '@/lib/contract/fields'
import type { Answers, Field, FormSchema, LocalText } from '@/lib/contract/form'
import type { Message } from '@/lib/contract/messages/message'
import type { MissingDocument, MissingStep } from '@/lib/contract/records'
import { DOCUMENT_STATUS, STEP_STATUS } from '@/lib/contract/statuses'
import type { DocumentRow, StepRow } from '@/lib/database/schema'
import { visibleFields } from '@/lib/form/visibility'

/** What a customer still has to do. Pure. */

/** `answers`: typed or submitted. `documents`: the current ones. */
export type StepToDo = Pick<StepRow, 'code' | 'status' | 'reason_code' | 'reject_type'> & {
  title: LocalText
  message: Message | null
  question: Message | null
  form: FormSchema
  answers: Answers
  documents: readonly DocumentRow[]
}

const OPEN: readonly number[] = [STEP_STATUS.required, STEP_STATUS.rejected, STEP_STATUS.expired]

/** The steps that wait for the customer, with the documents that they lack. A refusal for good asks for nothing. */
export function missingSteps(steps: readonly StepToDo[]): MissingStep[] {
  return steps
    .filter(({ status, reject_type }) => OPEN.includes(status) && reject_type !== 'final')
    .map(({ code, title, status, reason_code, message, question, form, answers, documents }) => {
      const fields = visibleFields(fieldsOf(form), answers).filter(({ type }) => type === 'file_reference')
      return {
        ...{ code, title, status, reason_code, message, question },
        documents: fields.flatMap((field) => missingDocument(field, documents) ?? []),
      }
    })
}

const UNUSABLE: readonly number[] = [DOCUMENT_STATUS.rejected, DOCUMENT_STATUS.expired]

/** What a field lacks: a document that is required, or another in place of one that was sent back or has expired. */
function missingDocument(
  { name, label, document_types, required }: Field,
  documents: readonly DocumentRow[],
): MissingDocument | null {
  const own = documents.filter(({ field }) => field === name)
  const unusable = own.find(({ status }) => UNUSABLE.includes(status))
  if (!unusable && (!required || isComplete(own))) return null
  return {
    ...{ field: name, label: label ?? null, document_types: document_types ?? null },
    reason_code: unusable?.reason_code ?? null,
  }
}

function isComplete(documents: readonly DocumentRow[]): boolean {
  const front = documents.find(({ side }) => side === 'front')
  return !!front && sidesOf(front.document_type).every((wanted) => documents.some(({ side }) => side === wanted))
}
