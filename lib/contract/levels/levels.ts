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

/** The name of a level by its number. Unknown numbers count as `none`. */
export function levelName(level: number): LevelName {
  return (Object.keys(LEVELS) as LevelName[]).find((name) => LEVELS[name] === level) ?? 'none'
}

/** What a level limits: cTrader's names. */
export const LIMIT_NAMES = ['dailyDeposit', 'monthlyDeposit', 'maxPosition'] as const
