import type { AccountLimits } from './account-limits'

/** The levels with their numbers in the manager's API. 0 means that none has been reached. */
export const LEVELS = {
  none: 0,
  basic: 1,
  standard: 2,
  enhanced: 3,
} as const

export type LevelName = keyof typeof LEVELS
export type RequestableLevel = Exclude<LevelName, 'none'>

export const REQUESTABLE_LEVELS = ['basic', 'standard', 'enhanced'] as const satisfies readonly RequestableLevel[]

export type ProcessingTime = { readonly unit: 'hours' | 'business_days'; readonly from: number; readonly to: number }

/**
 * The account limits and the processing time of each level. The processing times and the limits of `standard` come from
 * the contract (docs/requirements/ctrader.md). The other limits are examples: lower for basic, higher for enhanced.
 */
export const LEVEL_TERMS: Record<LevelName, { limits: AccountLimits; processing: ProcessingTime | null }> = {
  none: { limits: { dailyDeposit: 0, monthlyDeposit: 0, maxPosition: 0 }, processing: null },
  basic: {
    limits: { dailyDeposit: 1_000, monthlyDeposit: 5_000, maxPosition: 10_000 },
    processing: { unit: 'hours', from: 0, to: 24 },
  },
  standard: {
    limits: { dailyDeposit: 10_000, monthlyDeposit: 50_000, maxPosition: 100_000 },
    processing: { unit: 'business_days', from: 1, to: 3 },
  },
  enhanced: {
    limits: { dailyDeposit: 50_000, monthlyDeposit: 250_000, maxPosition: 500_000 },
    processing: { unit: 'business_days', from: 3, to: 5 },
  },
}

/** The name of a level by its number. Unknown numbers count as `none`. */
export function levelName(level: number): LevelName {
  return (Object.keys(LEVELS) as LevelName[]).find((name) => LEVELS[name] === level) ?? 'none'
}
