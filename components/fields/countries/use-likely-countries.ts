import { useContext } from 'react'
import { asksNationality } from '@/lib/contract/countries'
import type { CustomerStep } from '@/lib/contract/customer'
import { fieldsOf } from '@/lib/contract/fields'
import type { Field } from '@/lib/contract/form'
import { AnswersContext, CountriesContext } from './answers-context'

/** The countries to offer first, asked for when a list opens: by documents, other answers, languages and the clock. */
export function useLikelyCountries(step: CustomerStep, own: Field): () => Promise<string[]> {
  const answers = useContext(AnswersContext)
  const elsewhere = useContext(CountriesContext)
  return async () => {
    const others = fieldsOf(step.form_schema).filter(({ name }) => name !== own.name)
    const answered = (field: Field) => (typeof answers[field.name] === 'string' ? String(answers[field.name]) : null)
    const phone = others.find(({ format }) => format === 'phone')
    const found = await import('@/lib/i18n/likely-countries').catch(() => null)
    if (found === null) return []
    return found.likelyCountries({
      known: [
        ...step.documents.map(({ country }) => country),
        ...others.filter(asksNationality).map(answered),
        ...others.filter(({ type }) => type === 'country').map(answered),
        ...elsewhere,
        phone ? await countryOfNumber(answered(phone)) : null,
      ],
      languages: navigator.languages,
      timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    })
  }
}

async function countryOfNumber(number: string | null): Promise<string | null> {
  if (number === null) return null
  return import('@/lib/form/phones').then(
    ({ countryOfPhone }) => countryOfPhone(number),
    () => null,
  )
}
