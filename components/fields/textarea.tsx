import { localText } from '@/lib/form/local-text'
import { CharacterCount } from './character-count'
import { type ControlProps, controlAttributes } from './control'
import styles from './field.module.css'

/** How many characters before the end the count is shown. */
const COUNT_WITHIN = 100

export function TextareaControl(props: ControlProps) {
  const { field, value, onChange, language } = props
  const text = typeof value === 'string' ? value : ''
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
      <CharacterCount field={field} text={text} within={COUNT_WITHIN} />
    </>
  )
}
