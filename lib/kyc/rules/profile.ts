import { LEVELS } from '@/lib/contract/levels/levels'
import { NEEDS_TWO_REVIEWERS, PROFILE_STATUS, STEP_STATUS } from '@/lib/contract/statuses'

/** Derives the state of a profile from its steps. Pure. */

export type RatedStep = { status: number; level: number; required: boolean; confirmed: boolean }
type ProfileState = { status: number; level: number }

/**
 * Derives a profile's status and level from its steps; skipped and optional ones do not count. The level is the highest
 * one, up to the required level, for which every required step is approved. If the risk requires two reviewers, a
 * profile with an approval from only one has to be reviewed.
 */
export function profileStateOf(steps: readonly RatedStep[], requiredLevel: number, risk: number): ProfileState {
  const counting = steps.filter((step) => step.required && step.status !== STEP_STATUS.skipped)
  const status = statusOf(counting.map((step) => step.status))
  const unconfirmed = risk >= NEEDS_TWO_REVIEWERS && counting.some((step) => !step.confirmed)
  return {
    status: status === PROFILE_STATUS.approved && unconfirmed ? PROFILE_STATUS.review_required : status,
    level: levelOf(counting, requiredLevel),
  }
}

function statusOf(statuses: readonly number[]): number {
  if (statuses.length === 0) return PROFILE_STATUS.none
  if (statuses.includes(STEP_STATUS.rejected)) return PROFILE_STATUS.rejected
  if (statuses.includes(STEP_STATUS.expired)) return PROFILE_STATUS.expired
  if (statuses.includes(STEP_STATUS.required)) return PROFILE_STATUS.draft
  return statuses.includes(STEP_STATUS.pending) ? PROFILE_STATUS.pending : PROFILE_STATUS.approved
}

function levelOf(steps: readonly RatedStep[], requiredLevel: number): number {
  const reached = Object.values(LEVELS).filter((level) => {
    const upTo = steps.filter((step) => step.level <= level)
    return level <= requiredLevel && upTo.length > 0 && upTo.every((step) => step.status === STEP_STATUS.approved)
  })
  return Math.max(LEVELS.none, ...reached)
}

const STATUS_EVENTS = {
  [PROFILE_STATUS.pending]: 'profile.pending',
  [PROFILE_STATUS.review_required]: 'profile.review_required',
  [PROFILE_STATUS.approved]: 'profile.approved',
  [PROFILE_STATUS.expired]: 'profile.expired',
} as const

/**
 * The event of a profile's change of state. Null when it did not change. `final`: one of its steps is rejected for
 * good.
 */
export function profileEventOf(before: ProfileState, after: ProfileState, final: boolean) {
  if (after.status === before.status) return after.level === before.level ? null : 'profile.level_changed'
  if (after.status === PROFILE_STATUS.rejected) return final ? 'profile.rejected' : 'profile.sent_back'
  if (after.status in STATUS_EVENTS) return STATUS_EVENTS[after.status as keyof typeof STATUS_EVENTS]
  return before.status === PROFILE_STATUS.approved ? 'profile.reopened' : 'profile.in_progress'
}
