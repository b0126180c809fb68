import type { Answers, Field } from '@/lib/contract/form'

/** Whether a field is shown, given the answers so far: always, unless it hangs on another field's answer. */
export function isVisible({ visible_if: condition }: Field, answers: Readonly<Answers>): boolean {
  if (!condition) return true
  const answer = Object.hasOwn(answers, condition.field) ? answers[condition.field] : undefined
  return Array.isArray(answer)
    ? answer.some((value) => condition.equals.includes(value))
    : condition.equals.some((value) => value === answer)
}
