import { asksNationality } from '@/lib/contract/countries'
import type { CustomerStep } from '@/lib/contract/customer'
import { fieldsOf } from '@/lib/contract/fields'

/**
 * The countries that a person has named or shown in other steps, as alpha-3: where they live, who issued their documents,
 * whose citizens they are.
 */
export function countriesElsewhere(
  steps: readonly CustomerStep[],
  { id }: Pick<CustomerStep, 'id'>,
): (string | null | undefined)[] {
  const others = steps.filter((step) => step.id !== id)
  const answered = others.flatMap(({ form_schema, answers }) =>
    fieldsOf(form_schema).flatMap((field) => {
      const answer = field.type === 'country' ? answers?.[field.name] : undefined
      return typeof answer === 'string' ? [{ answer, isNationality: asksNationality(field) }] : []
    }),
  )
  const documents = others.flatMap((step) => step.documents).filter(({ status }) => status !== 'rejected')
  return [
    ...answered.filter(({ isNationality }) => !isNationality).map(({ answer }) => answer),
    ...documents.map(({ country, extracted }) => country ?? extracted.issuing_country),
    ...answered.filter(({ isNationality }) => isNationality).map(({ answer }) => answer),
  ]
}
