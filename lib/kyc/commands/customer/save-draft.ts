import type { Identity } from '@/lib/contract/customer'
import { fieldsOf } from '@/lib/contract/fields'
import type { Answers } from '@/lib/contract/form'
import type { Context } from '../../context'
import { touchProfile } from '../../records/profiles'
import { formOf, loadStep } from '../../records/steps'
import { stepAfter } from '../../rules/step'

/** Saves the answers that belong to the step's form, without validating them. Does not notify other screens. */
export async function saveDraft(
  { db, sealer }: Context,
  customer: Identity,
  stepId: string,
  answers: Answers,
): Promise<{ version: number }> {
  const step = await loadStep(db, customer.brand, stepId, customer.customer_id)
  stepAfter(step, 'submit')
  const names = new Set(fieldsOf(formOf(step)).map((field) => field.name))
  const known = Object.fromEntries(Object.entries(answers).filter(([name]) => names.has(name)))
  const draft = sealer.seal(JSON.stringify(known))
  // The last draft wins, so this needs no serializable transaction.
  return db.transaction().execute(async (tx) => {
    // The step before the profile, as every change does: the other way round two could wait for each other.
    await tx.updateTable('steps').set({ draft }).where('id', '=', stepId).where('status', '=', step.status).execute()
    const { version } = await touchProfile(tx, step.profile_id)
    return { version }
  })
}
