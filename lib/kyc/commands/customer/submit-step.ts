import type { CustomerKyc, Identity } from '@/lib/contract/customer'
import { asksNothing } from '@/lib/contract/fields'
import type { Answers } from '@/lib/contract/form'
import { STEP_STATUS } from '@/lib/contract/statuses'
import { oncePerKey } from '@/lib/kyc/records/once-per-key'
import { makeChange } from '../../change'
import type { Context } from '../../context'
import { verifiedAddresses } from '../../records/codes'
import { readKyc } from '../../records/customer-kyc'
import { currentDocuments, proposedDocuments } from '../../records/documents'
import { profileById } from '../../records/profiles'
import { formOf, loadStep } from '../../records/steps'
import { checkAnswers } from '../../rules/answers'
import { conflict } from '../../rules/conflict'
import { stepAfter } from '../../rules/step'
import { dropDraft, isInReview, submitDocuments } from '../../transitions/correct-step'
import { submitAnswers } from '../../transitions/move-step'
import { compareDocuments } from '../../verification/compare-documents'
import { asCustomer } from './as-customer'

/**
 * Validates the answers and submits the step. Until it is decided, it may be submitted again; a submission that changes
 * nothing is the one in review. A repeat with the same key gets the first result.
 */
export function submitStep(
  context: Context,
  customer: Identity,
  stepId: string,
  answers: Answers,
  key: string,
): Promise<CustomerKyc> {
  return makeChange(context, asCustomer(customer), 'SubmitStep', (change) =>
    oncePerKey(change, customer, key, async () => {
      const { tx, now } = change
      const step = await loadStep(tx, customer.brand, stepId, customer.customer_id)
      stepAfter(step, 'submit')
      // What staff does is nothing that the customer could correct.
      if (step.status === STEP_STATUS.pending && asksNothing(formOf(step)))
        throw conflict('step', STEP_STATUS, step.status, 'submit')
      const documents = proposedDocuments(await currentDocuments(tx, { step_id: stepId }))
      const verified = (await verifiedAddresses(tx, step.profile_id)).get(stepId) ?? {}
      const checked = checkAnswers(formOf(step), answers, { documents, verified, today: now.slice(0, 10) })
      if (await isInReview(change, step, checked)) await dropDraft(change, step)
      else {
        await submitDocuments(change, step)
        await submitAnswers(change, step, checked)
        await compareDocuments(change, step)
      }
      return async () => readKyc(tx, context.sealer, await profileById(tx, step.profile_id))
    }),
  )
}
