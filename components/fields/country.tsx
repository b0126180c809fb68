import { useTranslations } from 'next-intl'
import { useMemo, useSyncExternalStore } from 'react'
import { asksNationality, isCountry, NO_COUNTRY } from '@/lib/contract/countries'
import { countryNames } from '@/lib/i18n/country-names'
import { type ControlProps, controlAttributes } from './control'
import { NativeSelect } from './native-select'

const never = () => () => {}

/** The names come from the browser's own `Intl`: a server with another release of it would name some differently. */
export function CountryControl(props: ControlProps) {
  const t = useTranslations('fields')
  const { value, onChange, language } = props
  const inBrowser = useSyncExternalStore(
    never,
    () => true,
    () => false,
  )
  const countries = useMemo(() => (inBrowser ? countryNames(language) : []), [inBrowser, language])
  const chosen = typeof value === 'string' ? value : ''
  return (
    <NativeSelect {...controlAttributes(props)} value={chosen} onChange={(event) => onChange(event.target.value)}>
      <option value="">{t('chooseCountry')}</option>
      {!inBrowser && isCountry(chosen) && <option value={chosen}>{chosen}</option>}
      {countries.map(({ code, name }) => (
        <option key={code} value={code}>
          {name}
        </option>
      ))}
      {asksNationality(props.field) &&
        NO_COUNTRY.map((code) => (
          <option key={code} value={code}>
            {t(`noCountry.${code}`)}
          </option>
        ))}
    </NativeSelect>
  )
}
