import type { ManagerInput, ManagerOutput } from '@/lib/contract/manager'
import { makeChange } from '../../change'
import type { Actor, Context } from '../../context'
import { loadProfile, readProfile, updateProfile } from '../../records/profiles'

/** Keeps all that is known of a customer, whatever clock runs out and whoever asks for its erasure, or lets go of it. */
export function holdCustomer(
  context: Context,
  actor: Actor,
  { id, hold, justification }: ManagerInput<'MngHoldKycCustomer'>,
): Promise<ManagerOutput<'MngHoldKycCustomer'>> {
  return makeChange(context, actor, 'MngHoldKycCustomer', async (change) => {
    const { tx, sealer, now } = change
    const profile = await loadProfile(tx, actor.brand, id)
    const legal_hold = hold ? 1 : 0
    if (legal_hold !== profile.legal_hold) {
      await updateProfile(tx, id, { legal_hold, updated_at: now })
      change.record({
        ...{ event: 'profile.hold_changed', entity_id: id, profile_id: id, customer_id: profile.customer_id },
        ...{ before: { hold: !hold }, after: { hold }, comment: justification },
      })
    }
    return () => readProfile(tx, sealer, actor.brand, id)
  })
}
