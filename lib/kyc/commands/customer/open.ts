import type { CustomerKyc, Identity } from '@/lib/contract/customer'
import { LEVELS, type RequestableLevel } from '@/lib/contract/levels/levels'
import { makeChange } from '../../change'
import type { Context } from '../../context'
import { hasLooked } from '../../look'
import { readKyc } from '../../records/customer-kyc'
import { profileById } from '../../records/profiles'
import { ensureProfile } from '../../transitions/ensure-profile'
import { raiseLevel } from '../../transitions/raise-level'
import { asCustomer } from './as-customer'

/** Finds or creates the profile, and raises its required level. */
export function open(context: Context, customer: Identity, level: RequestableLevel): Promise<CustomerKyc> {
  return makeChange(context, asCustomer(customer), 'Open', async (change) => {
    const profile = await ensureProfile(change, customer.customer_id, customer)
    await raiseLevel(change, profile, LEVELS[level])
    const { id, customer_id } = profile
    const entered = { event: 'profile.entered', entity_id: id } as const
    if (!(await hasLooked({ ...context, db: change.tx }, change.actor, entered)))
      change.record({ ...entered, profile_id: id, customer_id, after: { required_level: LEVELS[level] } })
    return async () => readKyc(change.tx, context, await profileById(change.tx, profile.id))
  })
}
