import type { ManagerInput, ManagerOutput } from '@/lib/contract/manager'
import type { Actor, Context } from '../../context'
import { recordLook } from '../../look'
import { readProfile } from '../../records/profiles'

/** A profile with its steps and documents, except removed ones. Whoever sees answers is recorded. Throws NOT_FOUND. */
export async function viewProfile(
  context: Context,
  actor: Actor,
  { id }: ManagerInput<'MngGetKycProfile'>,
): Promise<ManagerOutput<'MngGetKycProfile'>> {
  const profile = await readProfile(context.db, context.sealer, actor.brand, id)
  const answered = profile.steps.filter(({ answers }) => answers !== null).length
  if (answered > 0) {
    const { customer_id } = profile
    await recordLook(context, actor, 'MngGetKycProfile', {
      ...{ event: 'profile.viewed', entity_id: id, profile_id: id, customer_id, after: { answered } },
    })
  }
  return profile
}
