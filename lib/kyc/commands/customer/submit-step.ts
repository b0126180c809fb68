import type { CustomerKyc, Identity } from '@/lib/contract/customer'
import type { Answers } from '@/lib/contract/form'
import { oncePerKey } from '@/lib/kyc/records/once-per-key'
import { makeChange } from '../../change'
import type { Context } from '../../context'
import { readKyc } from '../../records/customer-kyc'
import { profileById } from '../../records/profiles'
import { loadStep } from '../../records/steps'
import { submitFilledIn } from '../../transitions/submit-filled-in'
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
      const { tx } = change
      const step = await loadStep(tx, customer.brand, stepId, customer.customer_id)
      await submitFilledIn(change, step, answers)
      return async () => readKyc(tx, context.sealer, await profileById(tx, step.profile_id))
    }),
  )
}
