import { KycError } from '@/lib/contract/errors'
import { fieldsOf } from '@/lib/contract/fields'
import type { Answers, Field, FormSchema } from '@/lib/contract/form'
import { LEVELS } from '@/lib/contract/levels'
import {
  DOCUMENT_STATUS,
  NEEDS_TWO_MANAGERS,
  PROFILE_STATUS,
  RISK_LEVEL,
  STEP_STATUS,
  statusName,
} from '@/lib/contract/statuses'

/** The rules of KYC: pure. What a status allows, and what follows for the profile. Numbers are seed 2's. */

export type StepEvent = 'submit' | 'approve' | 'reject' | 'expire' | 'reopen'

/** From which statuses an event may happen, and where it leads. Anything else is a conflict. */
const STEP_EVENTS: Record<StepEvent, { from: readonly number[]; to: number }> = {
  submit: { from: [STEP_STATUS.required, STEP_STATUS.rejected, STEP_STATUS.expired], to: STEP_STATUS.pending },
  approve: { from: [STEP_STATUS.pending], to: STEP_STATUS.approved },
  reject: { from: [STEP_STATUS.pending], to: STEP_STATUS.rejected },
  expire: { from: [STEP_STATUS.approved], to: STEP_STATUS.expired },
  reopen: { from: [STEP_STATUS.approved], to: STEP_STATUS.required },
}

export type DocumentEvent = 'submit' | 'approve' | 'reject' | 'remove' | 'expire'

const DOCUMENT_EVENTS: Record<DocumentEvent, { from: readonly number[]; to: number }> = {
  submit: { from: [DOCUMENT_STATUS.uploaded], to: DOCUMENT_STATUS.pending },
  approve: { from: [DOCUMENT_STATUS.pending], to: DOCUMENT_STATUS.approved },
  reject: { from: [DOCUMENT_STATUS.pending], to: DOCUMENT_STATUS.rejected },
  remove: { from: [DOCUMENT_STATUS.uploaded], to: DOCUMENT_STATUS.deleted },
  expire: { from: [DOCUMENT_STATUS.approved], to: DOCUMENT_STATUS.expired },
}

type Decided = { status: number; reject_type: string | null }

/** The status that `event` leads a step to. Throws CONFLICT, naming the state, when it is not possible. */
export function stepAfter(step: Decided, event: StepEvent): number {
  const finallyRejected = event === 'submit' && step.status === STEP_STATUS.rejected && step.reject_type === 'final'
  if (finallyRejected) throw new KycError('VERIFICATION_REJECTED', { reason: 'The step was rejected for good.' })
  const { from, to } = STEP_EVENTS[event]
  if (!from.includes(step.status)) throw conflict('step', statusName(STEP_STATUS, step.status), event)
  return to
}

/** The status that `event` leads a document to. Throws CONFLICT, naming the state, when it is not possible. */
export function documentAfter(document: { status: number }, event: DocumentEvent): number {
  const { from, to } = DOCUMENT_EVENTS[event]
  if (!from.includes(document.status)) throw conflict('document', statusName(DOCUMENT_STATUS, document.status), event)
  return to
}

function conflict(noun: string, state: string | undefined, event: string): KycError {
  return new KycError('CONFLICT', { message: `The ${noun} is ${state}: ${event} is not possible.`, reason: state })
}

type Approval = { status: number; approved_by: string | null; confirmed_by: string | null }

/**
 * What an approval by `manager` makes of a step. Where the risk asks for two managers the first one's word is kept,
 * and a different one's completes it; that is also how what one manager approved before the risk rose is confirmed.
 * Throws CONFLICT, naming the state, when it is not possible.
 */
export function approvalOf(step: Approval & { reject_type: string | null }, risk: number, manager: string): Approval {
  const { status, approved_by } = step
  if (risk < NEEDS_TWO_MANAGERS) return { status: stepAfter(step, 'approve'), approved_by: manager, confirmed_by: null }
  const unconfirmed = status === STEP_STATUS.approved && step.confirmed_by === null
  const approved = unconfirmed ? STEP_STATUS.approved : stepAfter(step, 'approve')
  if (approved_by === null) return { status, approved_by: manager, confirmed_by: null }
  if (approved_by === manager) {
    throw new KycError('CONFLICT', {
      message: 'The risk is high: a second manager has to approve.',
      reason: 'second_manager_needed',
    })
  }
  return { status: approved, approved_by, confirmed_by: manager }
}

/**
 * The risk that answers bring by the `risk` of their fields: the highest one counts. Low when there are answers and
 * none of them brings any, unknown without answers.
 */
export function riskOf(answered: readonly { form: FormSchema; answers: Answers | null }[]): number {
  const brought = answered.flatMap(({ form, answers }) =>
    answers === null ? [] : [RISK_LEVEL.low, ...fieldsOf(form).flatMap((field) => risksOfAnswer(field, answers))],
  )
  return Math.max(RISK_LEVEL.unknown, ...brought)
}

function risksOfAnswer({ name, risk = {} }: Field, answers: Answers): number[] {
  const answer = Object.hasOwn(answers, name) ? answers[name] : undefined
  return [answer].flat().flatMap((value) => {
    const key = String(value)
    const level = Object.hasOwn(risk, key) ? risk[key] : undefined
    return level === undefined ? [] : [RISK_LEVEL[level]]
  })
}

/** The first day that a form's answers name as their last; null when they name none. */
export function expiryOf(form: FormSchema, answers: Answers): string | null {
  const days = fieldsOf(form).flatMap((field) => {
    const answer = field.expires && Object.hasOwn(answers, field.name) ? answers[field.name] : undefined
    return typeof answer === 'string' ? [answer] : []
  })
  return days.sort()[0] ?? null
}

export type RatedStep = { status: number; level: number; required: boolean; confirmed: boolean }

/**
 * A profile's status and level as they follow from its steps. Skipped and optional steps do not count.
 * The level is the highest, up to the required one, of which every required step is approved. An approval that only
 * one manager gave is up for review where the risk asks for two.
 */
export function profileStateOf(
  steps: readonly RatedStep[],
  requiredLevel: number,
  risk: number,
): { status: number; level: number } {
  const counting = steps.filter((step) => step.required && step.status !== STEP_STATUS.skipped)
  const status = statusOf(counting.map((step) => step.status))
  const unconfirmed = risk >= NEEDS_TWO_MANAGERS && counting.some((step) => !step.confirmed)
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
