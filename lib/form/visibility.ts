import type { Answers, Field } from '@/lib/contract/form'

/** Whether a field is visible, given the answers so far. Always true for fields without a condition. */
export function isVisible({ visible_if: condition }: Field, answers: Readonly<Answers>): boolean {
  if (!condition) return true
  const answer = Object.hasOwn(answers, condition.field) ? answers[condition.field] : undefined
  return Array.isArray(answer)
    ? answer.some((value) => condition.equals.includes(value))
    : condition.equals.some((value) => value === answer)
}
