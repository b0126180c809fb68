import { DOCUMENT_STATUS, STEP_STATUS } from '@/lib/contract/statuses'
import { type Actor, type Context, makeChange } from './change'
import { currentDocuments, decideDocumentRow } from './documents'
import { settleProfile } from './profiles'
import { stepAfter } from './rules'
import { findStep, updateStep } from './steps'

/** Lets every approval lapse whose last day is over: the step, its documents and with them the profile expire. */
export async function expireDue(context: Context): Promise<void> {
  const today = context.clock().toISOString().slice(0, 10)
  const due = await context.db
    .selectFrom('steps')
    .innerJoin('profiles', 'profiles.id', 'steps.profile_id')
    .select(['steps.id', 'profiles.brand'])
    .where('steps.status', '=', STEP_STATUS.approved)
    .where('steps.expires_on', '<', today)
    .execute()
  for (const { id, brand } of due) await expireStep(context, { name: 'system', role: 'system', brand }, id)
}

function expireStep(context: Context, actor: Actor, id: string): Promise<void> {
  return makeChange(context, actor, 'Expire', async (change) => {
    const step = await findStep(change.tx, actor.brand, id)
    // Another copy was here first, or a manager.
    if (step.status !== STEP_STATUS.approved) return
    for (const document of await currentDocuments(change.tx, { step_id: id })) {
      if (document.status === DOCUMENT_STATUS.approved)
        await decideDocumentRow(change, { ...document, customer_id: step.customer_id }, 'expire', {})
    }
    await updateStep(change, step, { status: stepAfter(step, 'expire'), approved_by: null, confirmed_by: null })
    await settleProfile(change, step.profile_id)
  })
}
