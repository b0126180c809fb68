import type { CustomerKyc, Identity } from '@/lib/contract/customer'
import { KycError } from '@/lib/contract/errors'
import type { Context } from '../../context'
import { readKyc } from '../../records/customer-kyc'
import { findProfile } from '../../records/profiles'

/**
 * Everything that the screens show. Recently used profiles come from the cache, after a check against the profile's
 * row, which every change touches. So the result is right even if another instance made the change.
 */
export async function read({ db, sealer, cache }: Context, customer: Identity): Promise<CustomerKyc> {
  const profile = await findProfile(db, customer.brand, customer.customer_id)
  if (!profile) throw new KycError('NOT_FOUND', { message: 'No profile yet.' })
  const stamp = `${profile.version} ${profile.drafts} ${profile.updated_at}`
  const cached = cache.get(profile.id)
  if (cached?.stamp === stamp) return cached.kyc
  const kyc = await readKyc(db, sealer, profile)
  cache.set(profile.id, { stamp, kyc })
  return kyc
}
