import { KycError } from '@/lib/contract/errors'
import { fieldsOf } from '@/lib/contract/fields'
import type { Answers, FormSchema } from '@/lib/contract/form'
import { REASONS, type ReasonCode } from '@/lib/contract/messages/reasons'
import { isProhibited, NEEDS_TWO_REVIEWERS, STEP_STATUS } from '@/lib/contract/statuses'
import type { StepRow } from '@/lib/database/schema'
import { visibleAnswers } from '@/lib/form/visibility'
import { conflict, conflictFor } from './conflict'

/**
 * The transitions of a step, and the columns that each one sets. Pure. The statuses are part of the manager's contract.
 */

type StepMove = 'submit' | 'withdraw' | 'approve' | 'reject' | 'expire' | 'reopen' | 'skip'

/** The statuses that allow a move, and the status after it. Anything else is a conflict. */
const STEP_MOVES: Record<StepMove, { from: readonly number[]; to: number }> = {
  // A step in review may be sent again: until somebody has decided it, the customer corrects it.
  submit: {
    from: [STEP_STATUS.required, STEP_STATUS.pending, STEP_STATUS.rejected, STEP_STATUS.expired],
    to: STEP_STATUS.pending,
  },
  withdraw: { from: [STEP_STATUS.pending], to: STEP_STATUS.required },
  approve: { from: [STEP_STATUS.pending], to: STEP_STATUS.approved },
  reject: { from: [STEP_STATUS.pending], to: STEP_STATUS.rejected },
  expire: { from: [STEP_STATUS.approved], to: STEP_STATUS.expired },
  reopen: { from: [STEP_STATUS.approved, STEP_STATUS.rejected, STEP_STATUS.skipped], to: STEP_STATUS.required },
  skip: {
    from: [STEP_STATUS.required, STEP_STATUS.pending, STEP_STATUS.rejected, STEP_STATUS.expired],
    to: STEP_STATUS.skipped,
  },
}

type Decided = Pick<StepRow, 'status' | 'reject_type'> & Partial<Pick<StepRow, 'reason_code'>>
type Submitted = Pick<StepRow, 'submission'>

/** The status after a move. Throws CONFLICT, with the current state, when the move is not allowed. */
export function stepAfter(step: Decided, move: StepMove): number {
  const finallyRejected = step.status === STEP_STATUS.rejected && step.reject_type === 'final'
  if (move === 'submit' && finallyRejected) throw rejectedForGood(step.reason_code ?? 'other')
  const { from, to } = STEP_MOVES[move]
  // The customer may already do a step again that was sent back: there is nothing to reopen.
  const alreadyOpen = move === 'reopen' && step.status === STEP_STATUS.rejected && !finallyRejected
  if (!from.includes(step.status) || alreadyOpen) throw conflict('step', STEP_STATUS, step.status, move)
  return to
}

function rejectedForGood(reasonCode: ReasonCode): KycError {
  return new KycError('VERIFICATION_REJECTED', { reason: REASONS[reasonCode], reasonCode })
}

const UNDECIDED = { approved_by: null, confirmed_by: null } as const
const NOT_REJECTED = { reason_code: null, reject_type: null, message: null, rejected_for: null } as const

/** The columns of a step after a submission, first or repeated. @param now ISO 8601 in UTC. */
export function submittedStep(step: Decided & Submitted, now: string) {
  const status = stepAfter(step, 'submit')
  const submission = step.submission + 1
  return { status, ...UNDECIDED, ...NOT_REJECTED, submission, submitted_at: now }
}

/**
 * Nobody decides what they have not seen: throws CONFLICT when there is a newer submission than the one that a decision
 * names. A decision that names none applies to what the step holds.
 */
export function requireSeen(step: Submitted, seen: number | undefined): void {
  if (seen === undefined || seen === step.submission) return
  if (seen < step.submission) throw conflictFor('newer_submission')
  const fault = { path: 'submission', code: 'unknown', message: `The last submission is ${step.submission}` }
  throw new KycError('VALIDATION_FAILED', { faults: [fault] })
}

/** The columns of a step in review after something that it needs was removed. */
export function withdrawnStep(step: Decided) {
  return { status: stepAfter(step, 'withdraw'), ...UNDECIDED }
}

type Reason = Pick<StepRow, 'reason_code' | 'reject_type' | 'rejected_for'> & Partial<Pick<StepRow, 'message'>>

/** The columns of a step after a rejection of its answers or of a document. It clears any approval. */
export function rejectedStep(step: Decided, reason: Reason, now: string) {
  return { status: stepAfter(step, 'reject'), ...UNDECIDED, ...reason, decided_at: now }
}

/** The columns of a step after it was reopened: the customer fills it in again. */
export function reopenedStep(step: Decided) {
  return { status: stepAfter(step, 'reopen'), ...UNDECIDED, ...NOT_REJECTED, skipped_for: null, expires_on: null }
}

/** Whether nobody needs a step that is not approved: no level asks for it, nor did a reviewer. */
export function isUnneeded(
  { status, level, required_by_hand }: Pick<StepRow, 'status' | 'level' | 'required_by_hand'>,
  requiredLevel: number,
): boolean {
  const undecided = status !== STEP_STATUS.approved && status !== STEP_STATUS.skipped
  return undecided && level > requiredLevel && required_by_hand === 0
}

/** The columns of a step after it became unneeded. */
export function skippedStep(step: Decided, skipped_for: NonNullable<StepRow['skipped_for']>) {
  return {
    status: stepAfter(step, 'skip'),
    ...UNDECIDED,
    ...NOT_REJECTED,
    skipped_for,
    expires_on: null,
    refresh_by: null,
  }
}

type Waivable = Decided & Pick<StepRow, 'skipped_for' | 'question' | 'approved_by' | 'confirmed_by'>

/**
 * The columns of a step after a waiver by `reviewer`, which stands for its approval: it is refused while the risk is
 * prohibited, and if the risk requires two reviewers, that of a different one confirms it.
 */
export function waivedStep(step: Waivable, risk: number, reviewer: string, now: string) {
  refuseProhibited(risk)
  const needsTwo = risk >= NEEDS_TWO_REVIEWERS && step.question === null
  const unconfirmed = needsTwo && step.skipped_for === 'waiver' && step.confirmed_by === null
  if (!unconfirmed)
    return { ...skippedStep(step, 'waiver'), approved_by: reviewer, ...(!needsTwo && { decided_at: now }) }
  const { status, approved_by } = step
  if (approved_by === null) return { status, approved_by: reviewer, confirmed_by: null }
  if (approved_by === reviewer) throw conflictFor('second_manager_needed')
  return { status, approved_by, confirmed_by: reviewer, decided_at: now }
}

/** The columns of an approved step after it expired. */
export function expiredStep(step: Decided) {
  return { status: stepAfter(step, 'expire'), ...UNDECIDED }
}

type Approval = Pick<StepRow, 'status' | 'approved_by' | 'confirmed_by'>

/**
 * The status and approvers of a step after an approval by `reviewer`. If the risk requires two reviewers, the first
 * approval is recorded, and that of a different reviewer completes it. A step that one reviewer approved before the
 * risk rose is confirmed in the same way. Throws CONFLICT, with the current state, when the approval is not allowed, and
 * when the risk is prohibited.
 */
export function approvalOf(step: Approval & Decided, risk: number, reviewer: string): Approval {
  const { status, approved_by } = step
  refuseProhibited(risk)
  if (risk < NEEDS_TWO_REVIEWERS)
    return { status: stepAfter(step, 'approve'), approved_by: reviewer, confirmed_by: null }
  const unconfirmed = status === STEP_STATUS.approved && step.confirmed_by === null
  const approved = unconfirmed ? STEP_STATUS.approved : stepAfter(step, 'approve')
  if (approved_by === null) return { status, approved_by: reviewer, confirmed_by: null }
  if (approved_by === reviewer) throw conflictFor('second_manager_needed')
  return { status: approved, approved_by, confirmed_by: reviewer }
}

/** Throws CONFLICT where nothing may be approved, because the customer's risk is prohibited. */
export function refuseProhibited(risk_level: number): void {
  if (isProhibited({ risk_level })) throw conflictFor('prohibited')
}

/** Throws CONFLICT where nothing may be approved, because the rules propose that the customer's risk is prohibited. */
export function refuseProposed({ risk_proposed }: { risk_proposed: number | null }): void {
  if (risk_proposed !== null) throw conflictFor('risk_proposed')
}

/**
 * All columns of a step after an approval. The first approval of two decides nothing yet. Once the step is approved, it is
 * locked: corrections that were not sent are dropped.
 */
export function approvedStep(step: Approval & Decided, risk: number, reviewer: string, now: string) {
  const approval = approvalOf(step, risk, reviewer)
  const isFirst = approvalEvent(step, approval) === 'step.first_approved'
  const locked = approval.status === STEP_STATUS.approved && { draft: null, refresh_by: null }
  return { ...approval, ...NOT_REJECTED, ...locked, ...(!isFirst && { decided_at: now }) }
}

/** The event of an approval: the first of two, the one that approves the step, or the one that confirms it. */
export function approvalEvent(before: Approval, after: Approval) {
  if (after.status !== before.status) return 'step.approved' as const
  return after.confirmed_by === null ? ('step.first_approved' as const) : ('step.confirmed' as const)
}

/** The earliest expiry date among the visible answers, as an ISO date. Null when there is none. */
export function expiryOf(form: FormSchema, given: Answers): string | null {
  const answers = visibleAnswers(form, given)
  const days = fieldsOf(form).flatMap((field) => {
    const answer = field.expires && Object.hasOwn(answers, field.name) ? answers[field.name] : undefined
    return typeof answer === 'string' ? [answer] : []
  })
  return days.sort()[0] ?? null
}
