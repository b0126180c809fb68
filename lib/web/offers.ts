import { CONFLICT_REASONS } from '@/lib/contract/conflict-reasons'
import type { OfferedLevel } from '@/lib/contract/customer'
import { KycError } from '@/lib/contract/errors'
import { LEVELS, type RequestableLevel } from '@/lib/contract/levels/levels'

/** The offers that people may take up by themselves, up to KYC_LEVEL_BY_PERSON. */
export function offersUpTo(offers: readonly OfferedLevel[], highest: RequestableLevel): OfferedLevel[] {
  return offers.filter(({ level }) => level <= LEVELS[highest])
}

/** Throws CONFLICT for a level that this deployment does not let people ask for. */
export function requireOffered(level: RequestableLevel, highest: RequestableLevel): void {
  if (LEVELS[level] <= LEVELS[highest]) return
  throw new KycError('CONFLICT', { message: CONFLICT_REASONS.level_not_offered, reason: 'level_not_offered' })
}
