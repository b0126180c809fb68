import { isDeepStrictEqual } from 'node:util'
import { v7 as uuid } from 'uuid'
import { LEVELS } from '@/lib/contract/levels/levels'
import type { ManagerInput } from '@/lib/contract/manager'
import type { StepRecord } from '@/lib/contract/records'
import { STEP_STATUS } from '@/lib/contract/statuses'
import type { StepRow } from '@/lib/database/schema'
import { makeChange } from '../../change'
import type { Actor, Context } from '../../context'
import { openQuestion, sealQuestion } from '../../records/message-to-customer'
import { loadOwnProfile } from '../../records/profiles'
import { ownerOf } from '../../records/sealed'
import { insertStep, stepsOf, toStep } from '../../records/steps'
import { conflictFor } from '../../rules/conflict'
import { ANSWER_FORMS, nextQuestionCode } from '../../rules/question'
import { refuseProhibited } from '../../rules/step'

/**
 * `kyc.ask_customer`: puts a question to a customer, as a step of its own at the level that is required of them. What they
 * were granted stays. Throws NOT_FOUND for an unknown customer, and CONFLICT when the same question is not settled, or the
 * risk is prohibited.
 */
export function askCustomer(
  context: Context,
  actor: Actor,
  { customer_id, question, answer, comment, mail }: ManagerInput<'MngAskKycCustomer'>,
): Promise<StepRecord> {
  return makeChange(context, actor, 'MngAskKycCustomer', async (change) => {
    const { tx, sealer, now } = change
    const profile = await loadOwnProfile(tx, { brand: actor.brand, customer_id })
    refuseProhibited(profile.risk_level)
    const steps = await stepsOf(tx, profile.id)
    const same = steps.some((step) => !isSettled(step) && isDeepStrictEqual(openQuestion(step, sealer), question))
    if (same) throw conflictFor('asked')
    const id = uuid()
    const origin = { id, template_id: null, template_version: 1, title: 'Question', required_by_hand: 1 }
    const asked = {
      ...{ ...origin, code: nextQuestionCode(steps), level: Math.max(LEVELS.basic, profile.required_level) },
      // After all that is asked already.
      position: Math.max(0, ...steps.map((step) => step.position)),
      ...{
        form_schema: JSON.stringify(ANSWER_FORMS[answer]),
        question: sealQuestion(question, { ...ownerOf(profile), id }, sealer),
      },
    }
    const step = await insertStep(tx, profile, asked, now)
    change.record({
      ...{ event: 'step.asked', entity_id: step.id, profile_id: profile.id, customer_id, comment },
      after: { code: step.code, status: step.status, mail },
    })
    return () => toStep(step, sealer)
  })
}

function isSettled({ status }: Pick<StepRow, 'status'>): boolean {
  return status === STEP_STATUS.approved || status === STEP_STATUS.skipped
}
