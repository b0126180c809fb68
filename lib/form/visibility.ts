import { fieldsOf } from '@/lib/contract/fields'
import type { Answers, Field, FormSchema } from '@/lib/contract/form'
import { tidyText } from './tidy-text'

/** Answers as they come, perhaps of types that no field takes. */
type Given = Readonly<Record<string, unknown>>
type Conditional = Pick<Field, 'name' | 'visible_if' | 'hidden_if'>

/**
 * The fields that are visible with these answers. A field without conditions always is. A condition holds while the field
 * that it names is itself visible and has one of the values: a hidden answer counts as absent.
 */
export function visibleFields<F extends Conditional>(fields: readonly F[], answers: Given): F[] {
  const byName = new Map(fields.map((field) => [field.name, field]))
  const judged = new Map<string, boolean>()
  const holds = (condition: NonNullable<Field['visible_if']>): boolean => {
    const other = byName.get(condition.field)
    return (!other || isVisible(other)) && isMet(condition, answers)
  }
  const isVisible = ({ name, visible_if, hidden_if }: Conditional): boolean => {
    const before = judged.get(name)
    if (before !== undefined) return before
    // Ends a circle, which no new template may have: there the answers alone decide.
    judged.set(name, true)
    const visible = (!visible_if || holds(visible_if)) && !(hidden_if && holds(hidden_if))
    judged.set(name, visible)
    return visible
  }
  return fields.filter(isVisible)
}

function isMet({ field, equals }: NonNullable<Field['visible_if']>, answers: Given): boolean {
  const answer = Object.hasOwn(answers, field) ? answers[field] : undefined
  // As it would be stored.
  const values = [answer].flat().map((value) => (typeof value === 'string' ? tidyText(value) : value))
  return values.some((value) => equals.some((wanted) => wanted === value))
}

/** The answers to the form's visible fields: those that count. */
export function visibleAnswers(form: FormSchema, answers: Readonly<Answers>): Answers {
  const visible = new Set(visibleFields(fieldsOf(form), answers).map(({ name }) => name))
  return Object.fromEntries(Object.entries(answers).filter(([name]) => visible.has(name)))
}
