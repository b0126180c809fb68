import type { CustomerKyc, Identity } from '@/lib/contract/customer'
import type { Context } from '../../context'
import { readKyc } from '../../records/customer-kyc'
import { offeredLevels } from '../../records/offered-levels'
import { loadOwnProfile } from '../../records/profiles'

/**
 * Everything that the screens show. Recently used profiles come from the cache, after a check against the profile's
 * row, which every change touches. So the result is right even if another instance made the change.
 */
export async function read(context: Context, customer: Identity): Promise<CustomerKyc> {
  const { db, cache } = context
  const profile = await loadOwnProfile(db, customer)
  const stamp = `${profile.version} ${profile.drafts} ${profile.updated_at}`
  const cached = cache.get(profile.id)
  // Templates may change while the profile does not.
  if (cached?.stamp === stamp)
    return { ...cached.kyc, offered_levels: await offeredLevels(db, profile, cached.kyc.steps) }
  const kyc = await readKyc(db, context, profile)
  cache.set(profile.id, { stamp, kyc })
  return kyc
}
