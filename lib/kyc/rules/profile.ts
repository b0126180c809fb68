import type { KycStatusWord } from '@/lib/contract/host/ctrader'
import { LEVELS } from '@/lib/contract/levels/levels'
import { NEEDS_TWO_REVIEWERS, PROFILE_STATUS, RISK_LEVEL, STEP_STATUS } from '@/lib/contract/statuses'
import type { ProfileRow, StepRow } from '@/lib/database/schema'

/** Derives the state of a profile from its rows. Pure. */

export type RatedStep = Pick<
  StepRow,
  ('status' | 'level' | 'required' | 'reject_type' | 'skipped_for') | ('confirmed_by' | 'decided_at' | 'question')
>
/** `granted`: the level held so far, less what a reviewer has just taken. */
type Grounds = Pick<ProfileRow, 'required_level' | 'risk_level' | 'first_approved_at'> & { granted: number }
type ProfileState = Pick<ProfileRow, 'status' | 'level' | 'kyc_status'>

/**
 * Derives a profile's status, its level and cTrader's word for it; optional steps do not count. A prohibited profile is
 * rejected. If the risk requires two reviewers, a profile with an approval from only one has to be reviewed.
 */
export function profileStateOf(steps: readonly RatedStep[], grounds: Grounds): ProfileState {
  const counting = steps.filter((step) => counts(step, grounds.required_level))
  const level = levelOf(counting, grounds)
  const status = statusOf(counting, level, grounds.risk_level)
  return { status, level, kyc_status: kycStatusOf(counting, status, grounds) }
}

/**
 * What customer and cTrader hear of a state while hits on lists raise the risk for reviewers: nothing, except that a level that
 * only one of two reviewers has granted is not reached yet.
 * @param outside the state by the risk without them. @param reviewed by the risk with them.
 */
export function stateOutside(outside: ProfileState, reviewed: ProfileState): ProfileState {
  if (reviewed.level === outside.level) return outside
  const waits = outside.status === PROFILE_STATUS.approved
  return {
    ...{ ...outside, level: reviewed.level },
    ...(waits && { status: PROFILE_STATUS.pending, kyc_status: 'pending' as const }),
  }
}

/**
 * A skipped step does not count, except that a reviewer's waiver of a step that the required level asks for stands for its
 * approval. What nobody needs any more, or a question that need not be answered, grants nothing.
 */
function counts({ status, level, required, skipped_for, question }: RatedStep, requiredLevel: number): boolean {
  if (required !== 1) return false
  return status !== STEP_STATUS.skipped || (skipped_for === 'waiver' && question === null && level <= requiredLevel)
}

function statusOf(steps: readonly RatedStep[], level: number, risk: number): number {
  const has = (status: number) => steps.some((step) => step.status === status)
  if (risk === RISK_LEVEL.prohibited || has(STEP_STATUS.rejected)) return PROFILE_STATUS.rejected
  if (has(STEP_STATUS.expired)) return PROFILE_STATUS.expired
  if (has(STEP_STATUS.required)) return PROFILE_STATUS.draft
  if (has(STEP_STATUS.pending)) return PROFILE_STATUS.pending
  if (steps.length === 0 && level === LEVELS.none) return PROFILE_STATUS.none
  const unconfirmed = risk >= NEEDS_TWO_REVIEWERS && steps.some((step) => step.confirmed_by === null)
  return unconfirmed ? PROFILE_STATUS.review_required : PROFILE_STATUS.approved
}

/**
 * The level is the highest one, up to the required level, for which every step is approved or waived. A level once granted stays
 * until something takes it: a step that expired or was rejected for good, or a prohibited risk.
 */
function levelOf(steps: readonly RatedStep[], { required_level, risk_level, granted }: Grounds): number {
  if (risk_level === RISK_LEVEL.prohibited) return LEVELS.none
  const reached = Object.values(LEVELS).filter((level) => {
    const upTo = steps.filter((step) => step.level <= level)
    return level <= required_level && upTo.length > 0 && upTo.every((step) => grants(step, risk_level))
  })
  const left = steps.filter(takes).map((step) => step.level - 1)
  return Math.max(LEVELS.none, ...reached, Math.min(granted, ...left))
}

/** Where the risk requires two reviewers, one of them cannot grant anything by a waiver alone. */
function grants({ status, confirmed_by }: RatedStep, risk: number): boolean {
  const waived = status === STEP_STATUS.skipped && (risk < NEEDS_TWO_REVIEWERS || confirmed_by !== null)
  return status === STEP_STATUS.approved || waived
}

function takes(step: RatedStep): boolean {
  return step.status === STEP_STATUS.expired || isRejectedForGood(step)
}

function isRejectedForGood({ status, reject_type }: RatedStep): boolean {
  return status === STEP_STATUS.rejected && reject_type === 'final'
}

const WORDS: Readonly<Record<number, KycStatusWord>> = {
  [PROFILE_STATUS.approved]: 'approved',
  [PROFILE_STATUS.expired]: 'expired',
}

function kycStatusOf(steps: readonly RatedStep[], status: number, grounds: Grounds): KycStatusWord {
  if (status === PROFILE_STATUS.rejected) {
    const refused = grounds.risk_level === RISK_LEVEL.prohibited || steps.some(isRejectedForGood)
    return refused ? 'rejected' : 'additional_info_required'
  }
  // Filling in for the first time is pending; being asked for something again, or a question, is not.
  const again = grounds.first_approved_at !== null || steps.some(isAskedAgain)
  if (status === PROFILE_STATUS.draft && again) return 'additional_info_required'
  return WORDS[status] ?? 'pending'
}

function isAskedAgain({ status, decided_at, question }: RatedStep): boolean {
  return status === STEP_STATUS.required && (decided_at !== null || question !== null)
}

const STATUS_EVENTS = {
  [PROFILE_STATUS.pending]: 'profile.pending',
  [PROFILE_STATUS.review_required]: 'profile.review_required',
  [PROFILE_STATUS.approved]: 'profile.approved',
  [PROFILE_STATUS.expired]: 'profile.expired',
} as const

/** The event of a profile's change of state. Null when it did not change. */
export function profileEventOf(before: ProfileState, after: ProfileState) {
  const sameWord = after.kyc_status === before.kyc_status
  if (after.status === before.status && sameWord) return after.level === before.level ? null : 'profile.level_changed'
  if (after.kyc_status === 'rejected') return 'profile.rejected'
  if (after.status === PROFILE_STATUS.rejected && before.status !== after.status) return 'profile.sent_back'
  if (after.status in STATUS_EVENTS) return STATUS_EVENTS[after.status as keyof typeof STATUS_EVENTS]
  return after.kyc_status === 'pending' || sameWord ? 'profile.in_progress' : 'profile.reopened'
}

/** Whether anything of it has changed. */
export function isAnother(before: ProfileState, after: ProfileState): boolean {
  return after.status !== before.status || after.level !== before.level || after.kyc_status !== before.kyc_status
}

/** Whether cTrader has to hear of a change: of its word, of the level held, or that a reviewer has something to do. */
export function isNews(before: ProfileState, after: ProfileState): boolean {
  const sentIn = after.status === PROFILE_STATUS.pending && before.status !== after.status
  return after.kyc_status !== before.kyc_status || after.level !== before.level || sentIn
}

/** Whether cTrader has been told anything of a profile in this state: not before something was sent in or decided. */
export function isWorthTelling({ status, level, kyc_status }: ProfileState): boolean {
  const untouched = status === PROFILE_STATUS.none || status === PROFILE_STATUS.draft
  return !untouched || kyc_status !== 'pending' || level > LEVELS.none
}
