import type { CustomerKyc, Identity } from '@/lib/contract/customer'
import { LEVELS, type RequestableLevel } from '@/lib/contract/levels/levels'
import { makeChange } from '../../change'
import type { Context } from '../../context'
import { readKyc } from '../../records/customer-kyc'
import { offeredLevels } from '../../records/offered-levels'
import { oncePerKey } from '../../records/once-per-key'
import { loadOwnProfile, profileById } from '../../records/profiles'
import { stepsOf } from '../../records/steps'
import { conflictFor } from '../../rules/conflict'
import { raiseLevel } from '../../transitions/raise-level'
import { asCustomer } from './as-customer'

/**
 * The customer asks for a higher level by themselves. What they hold stays while they fill it in. Throws CONFLICT when the
 * level is not offered to them.
 */
export function requestLevel(
  context: Context,
  customer: Identity,
  level: RequestableLevel,
  key: string,
): Promise<CustomerKyc> {
  return makeChange(context, asCustomer(customer), 'RequestLevel', (change) =>
    oncePerKey(change, customer, { key, asked: level }, async () => {
      const { tx } = change
      const profile = await loadOwnProfile(tx, customer)
      if (LEVELS[level] > profile.required_level) {
        const offered = await offeredLevels(tx, profile, await stepsOf(tx, profile.id))
        if (!offered.some((offer) => offer.level === LEVELS[level])) throw conflictFor('level_not_offered')
        await raiseLevel(change, profile, LEVELS[level])
      }
      return async () => readKyc(tx, change, await profileById(tx, profile.id))
    }),
  )
}
