import { useTranslations } from 'next-intl'
import { type KeyboardEvent, useMemo, useSyncExternalStore } from 'react'
import { Icon } from '@/components/ui/icon'
import { asksNationality, isCountry, isNationality, NO_COUNTRY } from '@/lib/contract/countries'
import { countryNames, type NamedCountry } from '@/lib/i18n/country-names'
import { type ControlProps, controlAttributes } from '../control'
import styles from '../field.module.css'
import { NativeSelect } from '../native-select'
import { useCountrySheet } from './use-country-sheet'
import { useLikelyCountries } from './use-likely-countries'

const never = () => () => {}

/**
 * A country: a button that opens a sheet in which one is found by typing; the platform's own list for whoever prefers
 * it. The names come from the browser's own `Intl`: a server with another release of it would name some differently.
 */
export function CountryControl(props: ControlProps) {
  const t = useTranslations('fields')
  const { field, value, onChange, label, step } = props
  const countries = useCountries(props)
  const sheet = useCountrySheet()
  const likely = useLikelyCountries(step, field)
  const chosen = typeof value === 'string' ? value : ''
  if (sheet.isNative) return <NativeCountries {...props} countries={countries} />

  const name = countries.find(({ code }) => code === chosen)?.name ?? (isCountry(chosen) ? chosen : null)
  const { id, 'aria-describedby': describedBy, 'aria-invalid': invalid } = controlAttributes(props)
  const open = (typed: string) => void sheet.open(likely, typed)
  const onKeyDown = (event: KeyboardEvent) => {
    const isTyped = event.key.length === 1 && event.key !== ' ' && !event.ctrlKey && !event.metaKey && !event.altKey
    if (!isTyped && event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return
    event.preventDefault()
    open(isTyped ? event.key : '')
  }
  return (
    <>
      <button
        {...{ id, 'aria-describedby': describedBy, 'aria-invalid': invalid }}
        type="button"
        role="combobox"
        aria-haspopup="dialog"
        aria-expanded={sheet.isOpen}
        aria-controls={sheet.isOpen ? sheet.id : undefined}
        aria-required={field.required || undefined}
        className={`${styles.input} ${styles.choose}`}
        data-chosen={name !== null || undefined}
        onClick={() => open('')}
        onKeyDown={onKeyDown}
        onPointerEnter={sheet.prepare}
        onFocus={sheet.prepare}
      >
        <bdi>{name ?? t('chooseCountry')}</bdi>
        <Icon name="chevron-down" className={styles.chevron} />
      </button>
      {sheet.draw({ title: label, countries, chosen, onChoose: onChange })}
    </>
  )
}

/** The countries that a field offers; none before the page is in the browser. */
function useCountries({ field, language }: ControlProps): NamedCountry[] {
  const t = useTranslations('fields')
  const inBrowser = useSyncExternalStore(
    never,
    () => true,
    () => false,
  )
  return useMemo(() => {
    if (!inBrowser) return []
    if (!asksNationality(field)) return countryNames(language)
    const nationalities = countryNames(language).filter(({ code }) => isNationality(code))
    return [...nationalities, ...NO_COUNTRY.map((code) => ({ code, name: t(`noCountry.${code}`) }))]
  }, [inBrowser, field, language, t])
}

function NativeCountries({ countries, ...props }: ControlProps & { countries: readonly NamedCountry[] }) {
  const t = useTranslations('fields')
  const { value, onChange } = props
  return (
    <NativeSelect
      {...controlAttributes(props)}
      value={typeof value === 'string' ? value : ''}
      onChange={(event) => onChange(event.target.value)}
    >
      <option value="">{t('chooseCountry')}</option>
      {countries.map(({ code, name }) => (
        <option key={code} value={code}>
          {name}
        </option>
      ))}
    </NativeSelect>
  )
}
