import { asksNothing } from '@/lib/contract/fields'
import type { Answers } from '@/lib/contract/form'
import { STEP_STATUS } from '@/lib/contract/statuses'
import type { Change } from '../context'
import { verifiedAddresses } from '../records/codes'
import { currentDocuments, proposedDocuments } from '../records/documents'
import { formOf, type OwnedStep } from '../records/steps'
import { checkAnswers } from '../rules/answers'
import { conflict } from '../rules/conflict'
import { stepAfter } from '../rules/step'
import { compareDocuments } from '../verification/compare-documents'
import { changesNothing, dropDraft, submitDocuments } from './correct-step'
import { submitAnswers } from './move-step'

/**
 * Validates the answers and submits the step with its documents; a submission that changes nothing is the one in review.
 * Throws VALIDATION_FAILED with all field errors, or CONFLICT.
 */
export async function submitFilledIn(
  change: Change,
  step: OwnedStep,
  answers: Answers,
  comment: string | null = null,
): Promise<void> {
  stepAfter(step, 'submit')
  // There is nothing to fill in or to correct: it only waits for a reviewer.
  if (step.status === STEP_STATUS.pending && asksNothing(formOf(step)))
    throw conflict('step', STEP_STATUS, step.status, 'submit')
  const documents = proposedDocuments(await currentDocuments(change.tx, { step_id: step.id }))
  const verified = (await verifiedAddresses(change.tx, step.profile_id)).get(step.id) ?? {}
  const checked = checkAnswers(formOf(step), answers, { documents, verified, today: change.now.slice(0, 10) })
  const unchanged = await changesNothing(change, step, checked)
  if (unchanged && step.status === STEP_STATUS.pending) return dropDraft(change, step)
  await submitDocuments(change, step)
  const asItWas = unchanged && step.status === STEP_STATUS.rejected
  await submitAnswers(change, step, checked, { comment, ...(asItWas && { unchanged: true }) })
  await compareDocuments(change, step)
}
