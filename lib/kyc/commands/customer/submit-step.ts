import type { CustomerKyc, Identity } from '@/lib/contract/customer'
import { fieldsOf } from '@/lib/contract/fields'
import type { Answers, Field } from '@/lib/contract/form'
import type { Sealer } from '@/lib/files/sealer'
import { changedFields, withFieldsOf } from '@/lib/form/merge-answers'
import { oncePerKey } from '@/lib/kyc/records/once-per-key'
import { makeChange } from '../../change'
import type { Context } from '../../context'
import { readKyc } from '../../records/customer-kyc'
import { profileById } from '../../records/profiles'
import { formOf, type OwnedStep, openLatestAnswers } from '../../records/steps'
import { conflictFor } from '../../rules/conflict'
import { submitFilledIn } from '../../transitions/submit-filled-in'
import { asCustomer } from './as-customer'
import { stepToFill } from './step-to-fill'

/**
 * Validates the answers and submits the step. Until it is decided, it may be submitted again; a submission that changes
 * nothing is the one in review. A repeat with the same key gets the first result.
 * @param base the answers over which these were typed.
 */
export function submitStep(
  context: Context,
  customer: Identity,
  stepId: string,
  answers: Answers,
  key: string,
  base?: Answers,
): Promise<CustomerKyc> {
  return makeChange(context, asCustomer(customer), 'SubmitStep', (change) =>
    oncePerKey(change, customer, { key, asked: { stepId, answers } }, async () => {
      const { tx } = change
      const step = await stepToFill(tx, customer, stepId)
      if (base) refuseOverwriting(step, answers, base, context.sealer)
      await submitFilledIn(change, step, answers)
      return async () => readKyc(tx, context, await profileById(tx, step.profile_id))
    }),
  )
}

/** Throws CONFLICT when others have saved or submitted answers since that these would overwrite. */
function refuseOverwriting(step: OwnedStep, answers: Answers, base: Answers, sealer: Sealer): void {
  const held = openLatestAnswers(step, sealer) ?? {}
  const missed = changedFields(answers, withFieldsOf(answers, held, changedFields(base, held)))
  // Documents are no answers that somebody typed: which one counts is known.
  const isTyped = ({ name, type }: Field) => type !== 'file_reference' && missed.includes(name)
  if (fieldsOf(formOf(step)).some(isTyped)) throw conflictFor('changed_meanwhile')
}
