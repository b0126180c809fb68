import type { AccountLimits } from './account-limits'
import type { LevelName } from './levels'
import type { BrandTerms } from './terms'

/** The limits of a customer who may do nothing. */
export const NOTHING: AccountLimits = { dailyDeposit: 0, monthlyDeposit: 0, maxPosition: 0 }

/** The limits of a level. Null when the brand has set none. Before the first level nothing is allowed unless it says so. */
export function limitsOf(terms: BrandTerms | null, level: LevelName): AccountLimits | null {
  const limits = terms?.levels[level]?.limits
  if (limits) return limits
  return level === 'none' && terms?.levels.basic.limits ? NOTHING : null
}
