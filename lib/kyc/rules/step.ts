import { KycError } from '@/lib/contract/errors'
import { fieldsOf } from '@/lib/contract/fields'
import type { Answers, FormSchema } from '@/lib/contract/form'
import { NEEDS_TWO_MANAGERS, STEP_STATUS } from '@/lib/contract/statuses'
import type { StepRow } from '@/lib/database/schema'
import { conflict } from './conflict'

/** What may become of a step, and what each transition sets: pure, and written once. Statuses are the manager's contract. */

type StepMove = 'submit' | 'approve' | 'reject' | 'expire' | 'reopen'

/** From which statuses a move is possible, and where it leads. Anything else is a conflict. */
const STEP_MOVES: Record<StepMove, { from: readonly number[]; to: number }> = {
  submit: { from: [STEP_STATUS.required, STEP_STATUS.rejected, STEP_STATUS.expired], to: STEP_STATUS.pending },
  approve: { from: [STEP_STATUS.pending], to: STEP_STATUS.approved },
  reject: { from: [STEP_STATUS.pending], to: STEP_STATUS.rejected },
  expire: { from: [STEP_STATUS.approved], to: STEP_STATUS.expired },
  reopen: { from: [STEP_STATUS.approved], to: STEP_STATUS.required },
}

type Decided = Pick<StepRow, 'status' | 'reject_type'>

/** The status that a move leads a step to. Throws CONFLICT, naming the state, when it is not possible. */
export function stepAfter(step: Decided, move: StepMove): number {
  const finallyRejected = move === 'submit' && step.status === STEP_STATUS.rejected && step.reject_type === 'final'
  if (finallyRejected) throw new KycError('VERIFICATION_REJECTED', { reason: 'The step was rejected for good.' })
  const { from, to } = STEP_MOVES[move]
  if (!from.includes(step.status)) throw conflict('step', STEP_STATUS, step.status, move)
  return to
}

const UNDECIDED = { approved_by: null, confirmed_by: null } as const
const NOT_REJECTED = { reason_code: null, reject_type: null, rejected_for: null } as const

/** What answers that are sent in make of a step, sent in first or again. @param now ISO 8601 in UTC. */
export function submittedStep(step: Decided, now: string) {
  return { status: stepAfter(step, 'submit'), ...UNDECIDED, ...NOT_REJECTED, draft: null, submitted_at: now }
}

type Reason = Pick<StepRow, 'reason_code' | 'reject_type' | 'rejected_for'>

/** What a rejection makes of a step, whichever way it comes: nobody's approval is left. */
export function rejectedStep(step: Decided, reason: Reason, now: string) {
  return { status: stepAfter(step, 'reject'), ...UNDECIDED, ...reason, decided_at: now }
}

/** What unlocking makes of an approved step. */
export function reopenedStep(step: Decided) {
  return { status: stepAfter(step, 'reopen'), ...UNDECIDED, expires_on: null }
}

/** What the end of its last day makes of an approved step. */
export function expiredStep(step: Decided) {
  return { status: stepAfter(step, 'expire'), ...UNDECIDED }
}

type Approval = Pick<StepRow, 'status' | 'approved_by' | 'confirmed_by'>

/**
 * What an approval by `reviewer` makes of a step. Where the risk asks for two reviewers the first one's word is kept,
 * and a different one's completes it; that is also how what one reviewer approved before the risk rose is confirmed.
 * Throws CONFLICT, naming the state, when it is not possible.
 */
export function approvalOf(step: Approval & Decided, risk: number, reviewer: string): Approval {
  const { status, approved_by } = step
  if (risk < NEEDS_TWO_MANAGERS)
    return { status: stepAfter(step, 'approve'), approved_by: reviewer, confirmed_by: null }
  const unconfirmed = status === STEP_STATUS.approved && step.confirmed_by === null
  const approved = unconfirmed ? STEP_STATUS.approved : stepAfter(step, 'approve')
  if (approved_by === null) return { status, approved_by: reviewer, confirmed_by: null }
  if (approved_by === reviewer) {
    throw new KycError('CONFLICT', {
      message: 'The risk is high: a second manager has to approve.',
      reason: 'second_manager_needed',
    })
  }
  return { status: approved, approved_by, confirmed_by: reviewer }
}

/** `approvalOf`, with what else an approval sets. */
export function approvedStep(step: Approval & Decided, risk: number, reviewer: string, now: string) {
  return { ...approvalOf(step, risk, reviewer), ...NOT_REJECTED, decided_at: now }
}

/** What happened by an approval: the first of two, the one that approves, or the one that confirms. */
export function approvalEvent(before: Approval, after: Approval) {
  if (after.status !== before.status) return 'step.approved' as const
  return after.confirmed_by === null ? ('step.first_approved' as const) : ('step.confirmed' as const)
}

/** The first day that a form's answers name as their last, as an ISO date; null when they name none. */
export function expiryOf(form: FormSchema, answers: Answers): string | null {
  const days = fieldsOf(form).flatMap((field) => {
    const answer = field.expires && Object.hasOwn(answers, field.name) ? answers[field.name] : undefined
    return typeof answer === 'string' ? [answer] : []
  })
  return days.sort()[0] ?? null
}
