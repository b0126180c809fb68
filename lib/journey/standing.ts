import type { CustomerStep } from '@/lib/contract/customer'
import { asksNothing } from '@/lib/contract/fields'
import type { StepStatus } from '@/lib/contract/statuses'

/** What a list of steps says of where they stand: nothing twice. Pure. */

/** Of these the status says all that there is to say. */
const PLAIN: readonly StepStatus[] = ['required', 'pending', 'approved']

/** The first of several steps that all stand alike, so that it is said once for all of them; null where they do not. */
export function standingOfAll(steps: readonly CustomerStep[]): CustomerStep | null {
  const [first, ...others] = steps
  return first && others.length > 0 && others.every((step) => standsLike(step, first)) ? first : null
}

/** The steps of which is said where they stand: not what is said of all, and of those that are to be done the first. */
export function stepsWithStanding(steps: readonly CustomerStep[]): CustomerStep[] {
  if (standingOfAll(steps)) return []
  const next = steps.find(({ status }) => status === 'required')
  return steps.filter((step) => step.status !== 'required' || step === next)
}

function standsLike(step: CustomerStep, other: CustomerStep): boolean {
  if (!PLAIN.includes(step.status) || step.status !== other.status) return false
  return asksNothing(step.form_schema) === asksNothing(other.form_schema)
}
