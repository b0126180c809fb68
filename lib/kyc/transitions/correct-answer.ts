import { DOCUMENT_STATUS, STEP_STATUS } from '@/lib/contract/statuses'
import type { Change } from '../context'
import { verifiedAddresses } from '../records/codes'
import { currentDocuments } from '../records/documents'
import { formOf, type OwnedStep, openAnswers, openLatestAnswers, sealAnswers, updateStep } from '../records/steps'
import { checkAnswers } from '../rules/answers'
import { resubmitAnswers } from './move-step'

/**
 * Puts one answer right for the customer: in what is in review, which is submitted again, and in what they have typed
 * since. Throws VALIDATION_FAILED.
 */
export async function correctAnswer(change: Change, step: OwnedStep, field: string, answer: string): Promise<void> {
  const { tx, sealer, now } = change
  const isInReview = step.status === STEP_STATUS.pending
  if (step.draft !== null || !isInReview) {
    const typed = openLatestAnswers(step, sealer) ?? {}
    await updateStep(tx, step.id, { draft: sealAnswers(step, 'draft', { ...typed, [field]: answer }, sealer) }, now)
  }
  if (!isInReview) return
  const documents = (await currentDocuments(tx, { step_id: step.id })).filter(
    ({ status }) => status !== DOCUMENT_STATUS.uploaded,
  )
  const verified = (await verifiedAddresses(tx, step.profile_id)).get(step.id) ?? {}
  const submitted = openAnswers(step, 'answers', sealer) ?? {}
  const known = { documents, verified, today: now.slice(0, 10) }
  await resubmitAnswers(change, step, checkAnswers(formOf(step), { ...submitted, [field]: answer }, known))
}
