import { fieldsOf } from '@/lib/contract/fields'
import type { Answers, Field, FormSchema } from '@/lib/contract/form'
import { RISK_LEVEL } from '@/lib/contract/statuses'
import { visibleAnswers } from '@/lib/form/visibility'

/**
 * The highest risk level that the `risk` of the fields assigns to the visible answers. Low if no answer has one, unknown if
 * there are no answers.
 */
export function riskOf(answered: readonly { form: FormSchema; answers: Answers | null }[]): number {
  const brought = answered.flatMap(({ form, answers }) => {
    if (answers === null) return []
    const visible = visibleAnswers(form, answers)
    return [RISK_LEVEL.low, ...fieldsOf(form).flatMap((field) => risksOfAnswer(field, visible))]
  })
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
