import type { Answers } from '@/lib/contract/form'
import { STEP_STATUS } from '@/lib/contract/statuses'
import type { StepRow } from '@/lib/database/schema'
import { visibleAnswers } from '@/lib/form/visibility'
import type { Change } from '../context'
import { formOf, type OwnedStep, openAnswers, openLatestAnswers, stepsOf } from '../records/steps'

type Given = { step: StepRow; answers: Answers }

/**
 * The visible answers of a profile so far, step by step: drafts too, except those of steps in review, where the submitted
 * ones count. Of a field that several steps have, the last one counts.
 */
export async function givenAnswers({ tx, sealer }: Pick<Change, 'tx' | 'sealer'>, profileId: string): Promise<Given[]> {
  const steps = (await stepsOf(tx, profileId)).sort((one, other) => (one.id < other.id ? -1 : 1))
  const given = (step: OwnedStep) =>
    step.status === STEP_STATUS.pending ? openAnswers(step, 'answers', sealer) : openLatestAnswers(step, sealer)
  return steps.map((step) => ({
    step,
    answers: visibleAnswers(formOf(step), given(step) ?? {}),
  }))
}
