import { useTranslations } from 'next-intl'
import { useMemo } from 'react'
import { countryNames } from '@/lib/i18n/country-names'
import { typingAids } from './autocomplete'
import { type ControlProps, controlAttributes } from './control'
import styles from './field.module.css'

/** The platform's own select: it searches by typing, and every phone has a good one. */
export function CountryControl(props: ControlProps) {
  const t = useTranslations('fields')
  const { field, value, onChange, onBlur, language } = props
  const countries = useMemo(() => countryNames(language), [language])
  return (
    <select
      {...controlAttributes(props)}
      autoComplete={typingAids(field).autoComplete}
      className={`${styles.input} ${styles.select}`}
      value={typeof value === 'string' ? value : ''}
      onChange={(event) => onChange(event.target.value)}
      onBlur={onBlur}
    >
      <option value="">{t('chooseCountry')}</option>
      {countries.map(({ code, name }) => (
        <option key={code} value={code}>
          {name}
        </option>
      ))}
    </select>
  )
}
