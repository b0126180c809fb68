import type { CustomerKyc, Identity } from '@/lib/contract/customer'
import { KycError } from '@/lib/contract/errors'
import { makeChange } from '../../change'
import type { Context } from '../../context'
import { readKyc } from '../../records/customer-kyc'
import { loadOwnProfile, profileById, updateProfile } from '../../records/profiles'
import { asCustomer } from './as-customer'

/** The customer says whether an email tells them what was decided. Throws NOT_FOUND where there is no choice. */
export function chooseEmails(context: Context, customer: Identity, decisions: boolean): Promise<CustomerKyc> {
  return makeChange(context, asCustomer(customer), 'ChooseEmails', async (change) => {
    const { tx } = change
    const profile = await loadOwnProfile(tx, customer)
    if (profile.email === null || change.receivers.email === null)
      throw new KycError('NOT_FOUND', { message: 'There is no mail server, or no address for the customer.' })
    const { id, customer_id } = profile
    if ((profile.decision_emails === 1) !== decisions) {
      await updateProfile(tx, id, { decision_emails: decisions ? 1 : 0 })
      change.record({
        ...{ event: 'profile.emails_chosen', entity_id: id, profile_id: id, customer_id },
        ...{ before: { decisions: !decisions }, after: { decisions } },
      })
    }
    return async () => readKyc(tx, change, await profileById(tx, id))
  })
}
