import { useTranslations } from 'next-intl'
import { useEffect, useEffectEvent, useState } from 'react'
import { Icon } from '@/components/ui/icon'
import { COUNTRIES } from '@/lib/contract/countries'
import { countryNames } from '@/lib/i18n/country-names'
import { type ControlProps, controlAttributes } from './control'
import { useCountrySheet } from './countries/use-country-sheet'
import { useLikelyCountries } from './countries/use-likely-countries'
import styles from './field.module.css'

type Phones = typeof import('@/lib/form/phones')

/**
 * A telephone number: its country's code, found like a country, and the number as it is dialled at home, or pasted with
 * its code. The value is the whole number. Until the numbering plans are there it is a plain input.
 */
export function PhoneControl(props: ControlProps) {
  const t = useTranslations('fields')
  const { id, invalid, language, label } = props
  const { phones, country, choose, text, type } = usePhone(props)
  const likely = useLikelyCountries(props.step, props.field)
  const sheet = useCountrySheet()
  const code = country && phones?.callingCode(country)
  return (
    <div className={styles.phone} dir="ltr">
      {phones && !sheet.isNative && (
        <button
          type="button"
          role="combobox"
          id={`${id}-code`}
          className={`${styles.input} ${styles.choose} ${styles.code}`}
          aria-label={t('callingCode')}
          data-aside
          aria-haspopup="dialog"
          aria-expanded={sheet.isOpen}
          aria-controls={sheet.isOpen ? sheet.id : undefined}
          aria-invalid={invalid || undefined}
          data-chosen={code !== null || undefined}
          onClick={() => void sheet.open(likely, '')}
          onPointerEnter={sheet.prepare}
          onFocus={sheet.prepare}
        >
          <span>{code ?? '+'}</span>
          <Icon name="chevron-down" className={styles.chevron} />
        </button>
      )}
      <input
        {...controlAttributes(props)}
        className={styles.input}
        type="tel"
        value={sheet.isNative ? String(props.value ?? '') : text}
        onChange={(event) => type(event.target.value)}
      />
      {phones &&
        sheet.draw({
          ...{ title: `${label}: ${t('callingCode')}`, countries: countryNames(language), chosen: country ?? '' },
          mark: phones.callingCode,
          onChoose: choose,
        })}
    </div>
  )
}

/** The country of the number, and what stands in the input: the number without the code that stands beside it. */
function usePhone({ field, step, value, onChange }: ControlProps) {
  const whole = typeof value === 'string' ? value : ''
  const likely = useLikelyCountries(step, field)
  const [phones, setPhones] = useState<Phones | null>(null)
  const [chosen, setChosen] = useState<string | null>(null)
  /** What was typed, while the value is still what was made of it. */
  const [typed, setTyped] = useState({ text: '', whole: '' })
  const start = useEffectEvent(async () => {
    const [module, [first]] = await Promise.all([import('@/lib/form/phones').catch(() => null), likely()])
    setPhones(module)
    setChosen((before) => before ?? first ?? null)
  })
  useEffect(() => void start(), [])

  const country = phones?.countryOfPhone(whole) ?? chosen
  const put = (text: string, home: string | null) => {
    const next = phones ? phones.wholePhone(text, home) : text
    setTyped({ text: phones ? phones.writeAtHome(text, home) : text, whole: next })
    onChange(next)
  }
  const text = typed.whole === whole ? typed.text : (phones?.withoutCode(whole, country) ?? whole)
  const choose = (code: string) => {
    setChosen(code)
    if (text !== '') put(text, code)
  }
  const type = (input: string) => {
    const own = /^\s*(\+|＋|00)/.test(input) ? (phones?.countryOfPhone(input) ?? null) : null
    if (own === null || !phones) return put(input, country)
    setChosen(own)
    put(phones.withoutCode(input, own), own)
  }
  return { phones, country: COUNTRIES.some(({ alpha3 }) => alpha3 === country) ? country : null, choose, text, type }
}
