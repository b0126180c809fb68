import { KycError } from '@/lib/contract/errors'
import { LEVELS } from '@/lib/contract/levels'
import { DOCUMENT_STATUS, PROFILE_STATUS, STEP_STATUS, statusName } from '@/lib/contract/statuses'

/** The rules of KYC: pure. What a status allows, and what follows for the profile. Numbers are seed 2's. */

export type StepEvent = 'submit' | 'approve' | 'reject'

/** From which statuses an event may happen, and where it leads. Anything else is a conflict. */
const STEP_EVENTS: Record<StepEvent, { from: readonly number[]; to: number }> = {
  submit: { from: [STEP_STATUS.required, STEP_STATUS.rejected, STEP_STATUS.expired], to: STEP_STATUS.pending },
  approve: { from: [STEP_STATUS.pending], to: STEP_STATUS.approved },
  reject: { from: [STEP_STATUS.pending], to: STEP_STATUS.rejected },
}

export type DocumentEvent = 'submit' | 'approve' | 'reject' | 'remove'

const DOCUMENT_EVENTS: Record<DocumentEvent, { from: readonly number[]; to: number }> = {
  submit: { from: [DOCUMENT_STATUS.uploaded], to: DOCUMENT_STATUS.pending },
  approve: { from: [DOCUMENT_STATUS.pending], to: DOCUMENT_STATUS.approved },
  reject: { from: [DOCUMENT_STATUS.pending], to: DOCUMENT_STATUS.rejected },
  remove: { from: [DOCUMENT_STATUS.uploaded], to: DOCUMENT_STATUS.deleted },
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

export type RatedStep = { status: number; level: number; required: boolean }

/**
 * A profile's status and level as they follow from its steps. Skipped and optional steps do not count.
 * The level is the highest, up to the required one, of which every required step is approved.
 */
export function profileStateOf(steps: readonly RatedStep[], requiredLevel: number): { status: number; level: number } {
  const counting = steps.filter((step) => step.required && step.status !== STEP_STATUS.skipped)
  return { status: statusOf(counting.map((step) => step.status)), level: levelOf(counting, requiredLevel) }
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
