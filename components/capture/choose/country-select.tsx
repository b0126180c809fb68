import { useLocale, useTranslations } from 'next-intl'
import { useEffect } from 'react'
import { CountryControl } from '@/components/fields/countries/country'
import type { CustomerStep } from '@/lib/contract/customer'
import type { Field } from '@/lib/contract/form'
import { countryOfLanguages } from '@/lib/i18n/country-names'
import own from './choose-document.module.css'
import { MissingChoice } from './missing-choice'

type CountrySelectProps = {
  id: string
  step: CustomerStep
  chosen: string | null
  missing: boolean
  onChoose: (country: string) => void
}

const FIELD: Field = { name: 'issuing_country', type: 'country' }

/** The issuing country, found as in forms. Filled in by the browser's region while nothing is known. */
export function CountrySelect({ id, step, chosen, missing, onChoose }: CountrySelectProps) {
  const t = useTranslations('capture.choose')
  const language = useLocale()
  useEffect(() => {
    const guess = chosen === null ? countryOfLanguages(navigator.languages) : null
    if (guess) onChoose(guess)
  }, [chosen, onChoose])
  return (
    <div>
      <label htmlFor={id} className={own.label}>
        {t('country')}
      </label>
      <CountryControl
        {...{ id, step, language, field: FIELD, value: chosen, label: t('country'), documents: [] }}
        onChange={(country) => onChoose(String(country ?? ''))}
        describedBy={missing ? `${id}-missing` : undefined}
        invalid={missing}
      />
      {missing && <MissingChoice id={`${id}-missing`}>{t('missingCountry')}</MissingChoice>}
    </div>
  )
}
