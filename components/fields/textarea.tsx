import { useTranslations } from 'next-intl'
import { localText } from '@/lib/form/local-text'
import { maxLength } from '@/lib/form/max-length'
import { type ControlProps, controlAttributes } from './control'
import styles from './field.module.css'

/** How many characters before the end the count is shown. */
const COUNT_WITHIN = 100

export function TextareaControl(props: ControlProps) {
  const t = useTranslations('fields')
  const { field, value, onChange, language } = props
  const text = typeof value === 'string' ? value : ''
  const left = maxLength(field) - text.length
  return (
    <>
      <textarea
        {...controlAttributes(props)}
        className={`${styles.input} ${styles.textarea}`}
        rows={3}
        placeholder={field.placeholder && localText(field.placeholder, language)}
        value={text}
        onChange={(event) => onChange(event.target.value)}
      />
      {left <= COUNT_WITHIN && <p className={styles.count}>{t('charactersLeft', { left })}</p>}
    </>
  )
}
