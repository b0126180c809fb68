import { useLocale, useTranslations } from 'next-intl'
import { useEffect, useState } from 'react'
import { Icon } from '@/components/ui/icon'
import { countryNames, countryOfLanguages, type NamedCountry } from '@/lib/i18n/country-names'
import own from './choose-document.module.css'
import { MissingChoice } from './missing-choice'

type CountrySelectProps = {
  chosen: string | null
  missing: boolean
  onChoose: (country: string) => void
}

/** The issuing country. Filled in by the browser's region while nothing is known. */
export function CountrySelect({ chosen, missing, onChoose }: CountrySelectProps) {
  const t = useTranslations('capture.choose')
  const countries = useCountries()
  useEffect(() => {
    const guess = chosen === null ? countryOfLanguages(navigator.languages) : null
    if (guess) onChoose(guess)
  }, [chosen, onChoose])
  return (
    <div>
      <label htmlFor="issuing-country" className={own.label}>
        {t('country')}
      </label>
      <span className={own.selectFrame}>
        <select
          id="issuing-country"
          name="country"
          className={own.select}
          value={countries.length > 0 ? (chosen ?? '') : ''}
          onChange={(event) => onChoose(event.target.value)}
          aria-invalid={missing || undefined}
          aria-describedby={missing ? 'missing-country' : undefined}
        >
          <option value="" disabled>
            {t('countryPlaceholder')}
          </option>
          {countries.map(({ code, name }) => (
            <option key={code} value={code}>
              {name}
            </option>
          ))}
        </select>
        <Icon name="chevron-down" className={own.chevron} />
      </span>
      {missing && <MissingChoice id="missing-country">{t('missingCountry')}</MissingChoice>}
    </div>
  )
}

/** Named in the browser alone: a server may know other names and another order. */
function useCountries(): NamedCountry[] {
  const language = useLocale()
  const [countries, setCountries] = useState<NamedCountry[]>([])
  useEffect(() => setCountries(countryNames(language)), [language])
  return countries
}
