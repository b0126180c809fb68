import { useTranslations } from 'next-intl'
import { typingAids } from './autocomplete'
import { type ControlProps, controlAttributes } from './control'
import styles from './field.module.css'

const PARTS = { day: { length: 2, at: 2 }, month: { length: 2, at: 1 }, year: { length: 4, at: 0 } } as const
type Part = keyof typeof PARTS

/**
 * Three short inputs in the language's order: a birth date is typed, and no calendar is faster. The value is the
 * ISO date; until all parts are there it is what has been typed ("1990--7"), which the rules call no date.
 */
export function DateControl(props: ControlProps) {
  const t = useTranslations('fields')
  const { field, id, value, onChange, onBlur, describedBy, invalid, language } = props
  const parts = typeof value === 'string' ? value.split('-') : []
  const birthday = typingAids(field).autoComplete === 'bday'

  const change = (part: Part, typed: string) => {
    const next = (['year', 'month', 'day'] as const).map((name) =>
      name === part ? typed.replace(/\D/g, '') : (parts[PARTS[name].at] ?? ''),
    )
    onChange(next.every((text) => text === '') ? '' : next.join('-'))
  }
  // Padding while somebody types would stand in the way of the second digit.
  const finish = () => {
    if (parts.length === 3) onChange(padded(parts))
    onBlur()
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
            onBlur={finish}
          />
        </label>
      ))}
    </div>
  )
}

/** A date whose parts are all there, as ISO has it; an unfinished one as it is. */
function padded([year = '', month = '', day = '']: string[]): string {
  const whole = year.length === 4 && month !== '' && day !== ''
  return whole ? `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}` : `${year}-${month}-${day}`
}

function orderOf(language: string): Part[] {
  const parts = new Intl.DateTimeFormat(language, { day: 'numeric', month: 'numeric', year: 'numeric' }).formatToParts(
    0,
  )
  return parts.map((part) => part.type).filter((type) => type in PARTS) as Part[]
}
