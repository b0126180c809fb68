import type { ManagerInput, ManagerOutput } from '@/lib/contract/manager'
import type { Actor, Context } from '../../context'
import { recordLook } from '../../look'
import { getStep } from '../../queries/get-step'
import { profileById } from '../../records/profiles'

/** A step with its documents, except removed ones. Whoever sees answers is recorded. Throws NOT_FOUND. */
export async function viewStep(
  context: Context,
  actor: Actor,
  input: ManagerInput<'MngGetKycStep'>,
): Promise<ManagerOutput<'MngGetKycStep'>> {
  const step = await getStep(context, actor, input)
  if (step.answers !== null) {
    const { id, profile_id, submission } = step
    const { customer_id } = await profileById(context.db, profile_id)
    await recordLook(context, actor, 'MngGetKycStep', {
      ...{ event: 'step.viewed', entity_id: id, profile_id, customer_id, after: { submission } },
    })
  }
  return step
}
