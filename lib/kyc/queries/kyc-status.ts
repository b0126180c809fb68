import type { Identity } from '@/lib/contract/customer'
import type { KycStatusWord } from '@/lib/contract/host/ctrader'
import type { Context } from '../context'
import { findProfile } from '../records/profiles'

/** cTrader's word for the state of a customer, as the callbacks say it. Pending for one who is not known yet. */
export async function kycStatus({ db }: Context, { brand, customer_id }: Identity): Promise<KycStatusWord> {
  return (await findProfile(db, brand, customer_id))?.kyc_status ?? 'pending'
}
