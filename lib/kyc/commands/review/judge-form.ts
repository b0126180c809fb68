import { type FieldError, KycError } from '@/lib/contract/errors'
import type { FormSchema } from '@/lib/contract/form'
import type { Change, Context } from '../../context'
import { formFaults } from '../../rules/form-faults'
import { formWarnings } from '../../rules/form-warnings'

/**
 * Throws FORM_SCHEMA_INVALID, with every fault, for a form that would leave people stuck in this deployment. Returns what
 * its author probably did not mean.
 */
export function judgeForm(
  { receivers, documentRules }: Context,
  { actor, now }: Change,
  form: FormSchema | null,
): FieldError[] {
  if (form === null) return []
  const surroundings = {
    mail: receivers.email !== null,
    documents: documentRules(actor.brand),
    today: now.slice(0, 10),
  }
  const faults = formFaults(form, surroundings)
  if (faults.length > 0) throw new KycError('FORM_SCHEMA_INVALID', { faults })
  return formWarnings(form)
}
