/** The statuses with their numbers in the manager's API (docs/requirements/kyc-manager.md). */

export const PROFILE_STATUS = {
  none: 0,
  draft: 1,
  pending: 2,
  approved: 3,
  rejected: 4,
  expired: 5,
  review_required: 6,
} as const

export const STEP_STATUS = {
  required: 0,
  pending: 1,
  approved: 2,
  rejected: 3,
  expired: 4,
  skipped: 5,
} as const

export const DOCUMENT_STATUS = {
  uploaded: 0,
  pending: 1,
  approved: 2,
  rejected: 3,
  expired: 4,
  deleted: 5,
} as const

export const RISK_LEVEL = {
  unknown: 0,
  low: 1,
  medium: 2,
  high: 3,
  prohibited: 4,
} as const

/** Whether nothing is asked of a customer of this risk, and nothing of theirs accepted. */
export function isProhibited({ risk_level }: { risk_level: number }): boolean {
  return risk_level === RISK_LEVEL.prohibited
}

/** The risk as reviewers see it: hits on lists lie over it, of which customer and cTrader learn nothing. */
export function reviewRiskOf({ risk_level, screening_risk }: { risk_level: number; screening_risk: number }): number {
  return Math.max(risk_level, screening_risk)
}

/** From this risk level on, two different reviewers must approve. */
export const NEEDS_TWO_REVIEWERS = RISK_LEVEL.high

export type RiskName = keyof typeof RISK_LEVEL
export type ProfileStatus = keyof typeof PROFILE_STATUS
export type StepStatus = keyof typeof STEP_STATUS
export type DocumentStatus = keyof typeof DOCUMENT_STATUS

/** The name of a status by its number. Throws for unknown numbers, which are bugs. */
export function statusName<Table extends Record<string, number>>(table: Table, number: number): keyof Table & string {
  const name = (Object.keys(table) as (keyof Table & string)[]).find((candidate) => table[candidate] === number)
  if (name === undefined) throw new Error(`Unknown status ${number}, expected one of ${Object.keys(table).join(', ')}`)
  return name
}
