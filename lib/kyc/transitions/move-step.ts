import { asksNothing } from '@/lib/contract/fields'
import type { Answers } from '@/lib/contract/form'
import { STEP_STATUS } from '@/lib/contract/statuses'
import type { StepRow } from '@/lib/database/schema'
import type { Change } from '../context'
import { indexNames, NAMES_VERSION } from '../records/names'
import { formOf, type OwnedStep, sealAnswers, updateStep } from '../records/steps'
import { conflictFor } from '../rules/conflict'
import { expiryOf, submittedStep } from '../rules/step'

type Columns = Partial<StepRow> & Pick<StepRow, 'status'>

type Moved =
  | 'step.submitted'
  | 'step.withdrawn'
  | 'step.first_approved'
  | 'step.approved'
  | 'step.confirmed'
  | 'step.rejected'
  | 'step.reopened'
  | 'step.expired'
  | 'step.skipped'
  | 'step.waived'

type Remark = {
  comment?: string | null
  /** The level that the move leaves to the customer. */
  revoked_to?: number
  /** What was sent back came as it was. */
  unchanged?: true
}

/**
 * Updates a step with the columns from a rule and records the event, which never contains answers. A step that asks for
 * nothing never waits for the customer: what would ask them waits for a reviewer, and CONFLICT refuses to send it back.
 */
export async function moveStep(
  change: Change,
  step: Pick<OwnedStep, keyof StepRow | 'customer_id'>,
  event: Moved,
  given: Columns,
  { comment = null, revoked_to, unchanged }: Remark = {},
): Promise<void> {
  const columns = asksNothing(formOf(step)) ? withoutCustomer(given) : given
  await updateStep(change.tx, step.id, columns, change.now)
  const { status, reason_code, reject_type, message, approved_by, confirmed_by } = columns
  change.record({
    ...{ event, entity_id: step.id, profile_id: step.profile_id, customer_id: step.customer_id, comment },
    before: { status: step.status },
    after: {
      status,
      ...(reason_code && reject_type && { reason_code, reject_type }),
      ...(message ? { message: true as const } : {}),
      ...(approved_by && { approved_by }),
      ...(confirmed_by && { confirmed_by }),
      submission: columns.submission ?? step.submission,
      ...(unchanged ? { unchanged } : columns.answers && { changed: ['answers'] }),
      ...(revoked_to !== undefined && { revoked_to }),
    },
  })
}

function withoutCustomer(columns: Columns): Columns {
  if (columns.status === STEP_STATUS.rejected && columns.reject_type === 'retry') throw conflictFor('asks_nothing')
  return columns.status === STEP_STATUS.required ? { ...columns, status: STEP_STATUS.pending } : columns
}

/** Submits a step's answers, for the first time or again. Staff may do it for the customer, and say why. */
export function submitAnswers(change: Change, step: OwnedStep, answers: Answers, remark: Remark): Promise<void> {
  return moveToReview(change, step, answers, { draft: null }, remark)
}

/** Submits a step again because of its documents alone. What the customer has typed since stays a draft. */
export function resubmitAnswers(change: Change, step: OwnedStep, answers: Answers): Promise<void> {
  return moveToReview(change, step, answers, {}, {})
}

async function moveToReview(
  change: Change,
  step: OwnedStep,
  answers: Answers,
  more: Partial<StepRow>,
  remark: Remark,
): Promise<void> {
  const { tx, sealer, actor, now } = change
  const columns = {
    ...{ ...submittedStep(step, now), ...more, submitted_by: actor.role === 'customer' ? null : actor.name },
    ...{ answers: sealAnswers(step, 'answers', answers, sealer), expires_on: expiryOf(formOf(step), answers) },
    names_indexed: NAMES_VERSION,
  }
  await moveStep(change, step, 'step.submitted', columns, remark)
  await indexNames(tx, sealer, { ...step, brand: actor.brand }, answers)
}
