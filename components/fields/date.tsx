import { useTranslations } from 'next-intl'
import { latinDigits } from '@/lib/form/latin-digits'
import { type ControlProps, controlAttributes } from './control'
import styles from './field.module.css'
import { inputAttributes } from './input-attributes'

const PARTS = { day: { length: 2, at: 2 }, month: { length: 2, at: 1 }, year: { length: 4, at: 0 } } as const
type Part = keyof typeof PARTS

/**
 * Three short inputs in the language's order: a birth date is typed, and no calendar is faster. The value is what has
 * been typed, as "1990-3-7" or "1990--7". It changes while typing and never on blur: an error that goes away when the
 * button is pressed would move the button from under the finger.
 */
export function DateControl(props: ControlProps) {
  const t = useTranslations('fields')
  const { field, id, value, onChange, describedBy, invalid, language } = props
  const parts = typeof value === 'string' ? value.split('-') : []
  const birthday = inputAttributes(field).autoComplete === 'bday'

  const change = (part: Part, typed: string) => {
    const next = (['year', 'month', 'day'] as const).map((name) =>
      name === part ? latinDigits(typed).replace(/\D/g, '') : (parts[PARTS[name].at] ?? ''),
    )
    onChange(next.every((text) => text === '') ? '' : next.join('-'))
  }

  return (
    <div className={styles.date}>
      {orderOf(language).map((part, i) => (
        <label key={part} className={styles.part} data-part={part}>
          <span>{t(part)}</span>
          <input
            {...(i === 0
              ? controlAttributes(props)
              : { 'aria-describedby': describedBy, 'aria-invalid': invalid || undefined })}
            id={i === 0 ? id : `${id}-${part}`}
            className={styles.input}
            inputMode="numeric"
            autoComplete={birthday ? `bday-${part}` : 'off'}
            maxLength={PARTS[part].length}
            value={parts[PARTS[part].at] ?? ''}
            onChange={(event) => change(part, event.target.value)}
          />
        </label>
      ))}
    </div>
  )
}

function orderOf(language: string): Part[] {
  const parts = new Intl.DateTimeFormat(language, { day: 'numeric', month: 'numeric', year: 'numeric' }).formatToParts(
    0,
  )
  return parts.map((part) => part.type).filter((type) => type in PARTS) as Part[]
}
