import type { Answers } from '@/lib/contract/form'
import type { StepRow } from '@/lib/database/schema'
import type { Change } from '../context'
import { formOf, type OwnedStep, updateStep } from '../records/steps'
import { expiryOf, submittedStep } from '../rules/step'

type Moved =
  | 'step.submitted'
  | 'step.first_approved'
  | 'step.approved'
  | 'step.confirmed'
  | 'step.rejected'
  | 'step.reopened'
  | 'step.expired'

/** Updates a step with the columns from a rule and records the event, which never contains answers. */
export async function moveStep(
  change: Change,
  step: OwnedStep,
  event: Moved,
  columns: Partial<StepRow> & Pick<StepRow, 'status'>,
  comment: string | null = null,
): Promise<void> {
  await updateStep(change.tx, step.id, columns, change.now)
  const { status, reason_code, reject_type, approved_by, confirmed_by } = columns
  change.record({
    ...{ event, entity_id: step.id, profile_id: step.profile_id, customer_id: step.customer_id, comment },
    before: { status: step.status },
    after: {
      status,
      ...(reason_code && reject_type && { reason_code, reject_type }),
      ...(approved_by && { approved_by }),
      ...(confirmed_by && { confirmed_by }),
      submission: columns.submission ?? step.submission,
      ...(columns.answers && { changed: ['answers'] }),
    },
  })
}

/** Submits a step's answers, for the first time or again. */
export function submitAnswers(change: Change, step: OwnedStep, answers: Answers): Promise<void> {
  return moveStep(change, step, 'step.submitted', {
    ...submittedStep(step, change.now),
    answers: change.sealer.seal(JSON.stringify(answers)),
    expires_on: expiryOf(formOf(step), answers),
  })
}
