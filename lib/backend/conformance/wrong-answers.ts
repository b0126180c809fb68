import { fieldsOf } from '@/lib/contract/fields'
import type { Answer, Answers, Field, FieldType } from '@/lib/contract/form'
import { visibleFields } from '@/lib/form/visibility'
import { type CustomerUnderTest, fieldOfType } from './customer-under-test'

/** Wrong answers to one of the steps of a customer, and the path of the fault. Null where no template asks for such. */
type WrongAnswers = (customer: CustomerUnderTest) => { stepId: string; answers: Answers; path: string } | null

/** A step with one answer replaced by a wrong one: the first field of these types. */
function wrong(types: readonly FieldType[], answer: Answer, isMeant?: (field: Field) => boolean): WrongAnswers {
  return (customer) => {
    const found = fieldOfType(customer, types, isMeant)
    if (!found) return null
    const { step, answers, field } = found
    return { stepId: step.id, answers: { ...answers, [field.name]: answer }, path: `answers.${field.name}` }
  }
}

export const WRONG_ANSWERS: readonly (readonly [string, WrongAnswers])[] = [
  [
    'no answers',
    ({ fillable }) => {
      const asked = fillable.flatMap(({ step }) =>
        visibleFields(fieldsOf(step.form_schema), {})
          .filter(({ required }) => required)
          .map(({ name }) => ({ stepId: step.id, answers: {}, path: `answers.${name}` })),
      )
      return asked[0] ?? null
    },
  ],
  ['a wrong type', wrong(['text', 'textarea'], 1)],
  ['a day that does not exist', wrong(['date'], '1990-02-30')],
  ['an unknown country', wrong(['country'], 'QQQ')],
  ['a choice that is not offered', wrong(['select'], 'never offered', ({ options }) => options !== undefined)],
  ['a word for a number', wrong(['number'], 'many')],
  [
    'an unknown field',
    ({ typed }) =>
      typed
        ? {
            stepId: typed.step.id,
            answers: { ...typed.answers, unknown_field: true },
            path: 'answers.unknown_field',
          }
        : null,
  ],
]
