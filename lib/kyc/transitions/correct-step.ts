import { isDeepStrictEqual } from 'node:util'
import { fieldsOf, isRequired } from '@/lib/contract/fields'
import type { Answer, Answers, FormSchema } from '@/lib/contract/form'
import { DOCUMENT_STATUS, STEP_STATUS } from '@/lib/contract/statuses'
import type { DocumentRow } from '@/lib/database/schema'
import { visibleAnswers, visibleFields } from '@/lib/form/visibility'
import type { Change } from '../context'
import {
  currentDocuments,
  type OwnedDocument,
  proposedDocuments,
  successorOf,
  updateDocument,
} from '../records/documents'
import { touchProfile } from '../records/profiles'
import { formOf, hasDamagedAnswers, type OwnedStep, openAnswers, updateStep } from '../records/steps'
import { documentErrors } from '../rules/answers'
import { withdrawnStep } from '../rules/step'
import { moveDocument } from './move-document'
import { moveStep, resubmitAnswers } from './move-step'

/** Submits the documents that have only been uploaded so far, and takes out those that they replace. */
export async function submitDocuments(change: Change, step: OwnedStep): Promise<void> {
  const current = await currentDocuments(change.tx, { step_id: step.id })
  for (const document of current) {
    const successor = successorOf(document, current)
    if (successor) await replaceDocument(change, document, successor)
    else if (document.status === DOCUMENT_STATUS.uploaded) await moveDocument(change, document, 'submit')
  }
}

/** Takes a document out in favour of another. If nobody has decided it, it is removed; otherwise it stays on record. */
export async function replaceDocument(change: Change, old: OwnedDocument, by: Pick<DocumentRow, 'id'>): Promise<void> {
  await updateDocument(change.tx, old.id, { replaced_by: by.id })
  if (old.status === DOCUMENT_STATUS.uploaded || old.status === DOCUMENT_STATUS.pending)
    await moveDocument(change, old, 'remove')
}

/**
 * After a document was attached: a step in review, or one that was sent back only for its documents, is submitted again
 * once it is complete.
 */
export async function resubmitWithDocuments(change: Change, step: OwnedStep): Promise<void> {
  const forDocument = step.status === STEP_STATUS.rejected && step.rejected_for === 'document'
  if (step.status !== STEP_STATUS.pending && !forDocument) return
  const answers = await completeAnswers(change, step)
  if (!answers) return
  await submitDocuments(change, step)
  await resubmitAnswers(change, step, answers)
}

/**
 * After a document in review was removed: the step is submitted again without it, or, if it needs one, is no longer in
 * review.
 */
export async function resubmitWithoutDocument(change: Change, step: OwnedStep): Promise<void> {
  const answers = await completeAnswers(change, step)
  if (answers) await resubmitAnswers(change, step, answers)
  else await moveStep(change, step, 'step.withdrawn', withdrawnStep(step))
}

/** Whether a submission would change nothing of the last one. */
export async function changesNothing(change: Change, step: OwnedStep, answers: Answers): Promise<boolean> {
  const documents = await currentDocuments(change.tx, { step_id: step.id })
  if (documents.some(({ status }) => status === DOCUMENT_STATUS.uploaded)) return false
  return isDeepStrictEqual(openAnswers(step, 'answers', change.sealer), answers)
}

/** Forgets what was typed into a step and not submitted. */
export async function dropDraft({ tx, now }: Change, { id, profile_id }: OwnedStep): Promise<void> {
  await updateStep(tx, id, { draft: null }, now)
  await touchProfile(tx, profile_id)
}

/** These answers, with the documents that are in the fields for files. */
export function withDocuments(form: FormSchema, given: Answers, documents: readonly DocumentRow[]): Answers {
  const answers = { ...given }
  for (const { name, type } of fieldsOf(form)) {
    if (type !== 'file_reference') continue
    const front = documents.find(({ field, side }) => field === name && side === 'front')
    if (front) answers[name] = front.file_id
    else delete answers[name]
  }
  return answers
}

/** The answers of the last submission with the documents as they are now. Null when something is missing. */
async function completeAnswers(change: Change, step: OwnedStep): Promise<Answers | null> {
  const form = formOf(step)
  const documents = proposedDocuments(await currentDocuments(change.tx, { step_id: step.id }))
  // Damaged answers are not complete: only the customer can give them again.
  if (hasDamagedAnswers(step, change.sealer)) return null
  const answers = withDocuments(form, openAnswers(step, 'answers', change.sealer) ?? {}, documents)
  const visible = visibleAnswers(form, answers)
  // Only what hangs on a document: of the other answers, nobody has changed any.
  const lacking = visibleFields(fieldsOf(form), answers).some(
    (field) =>
      (field.type === 'file_reference' || field.required_unless !== undefined) &&
      isRequired(field, (name) => isAnswer(visible[name])) &&
      !isAnswer(visible[field.name]),
  )
  // A document that only the customer's draft asks for waits until that is sent.
  const unasked = documents.some(({ status, field }) => status === DOCUMENT_STATUS.uploaded && !visible[field ?? ''])
  return lacking || unasked || documentErrors(form, visible, documents).length > 0 ? null : visible
}

const isAnswer = (given: Answer | undefined) => given !== undefined && given !== null && given !== ''
