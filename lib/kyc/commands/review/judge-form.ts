import { type FieldError, KycError } from '@/lib/contract/errors'
import type { FormSchema } from '@/lib/contract/form'
import type { Change, Context } from '../../context'
import { brandTemplates, toTemplate } from '../../records/templates'
import { formsBeside } from '../../rules/field-meaning'
import { type FormSurroundings, formFaults } from '../../rules/form-faults'
import { formWarnings } from '../../rules/form-warnings'

/**
 * Throws FORM_SCHEMA_INVALID, with every fault, for a form that would leave people stuck in this deployment. Returns what
 * its author probably did not mean.
 * @param place of its template among those of the brand.
 */
export async function judgeForm(
  context: Context,
  change: Change,
  form: FormSchema | null,
  place: { code: string; level: number },
): Promise<FieldError[]> {
  if (form === null) return []
  const faults = formFaults(form, surroundingsOf(context, change))
  if (faults.length > 0) throw new KycError('FORM_SCHEMA_INVALID', { faults })
  const templates = (await brandTemplates(change.tx, change.actor.brand)).map(toTemplate)
  return formWarnings(form, formsBeside(place, templates))
}

/** What of this deployment and brand decides whether a form can be filled in. */
export function surroundingsOf({ receivers, documentRules }: Context, { actor, now }: Change): FormSurroundings {
  return { mail: receivers.email !== null, documents: documentRules(actor.brand), today: now.slice(0, 10) }
}
