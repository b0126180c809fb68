import type { CustomerKyc, Identity } from '@/lib/contract/customer'
import { LEVELS, type RequestableLevel } from '@/lib/contract/levels/levels'
import { makeChange } from '../../change'
import type { Context } from '../../context'
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
    return async () => readKyc(change.tx, context, await profileById(change.tx, profile.id))
  })
}
