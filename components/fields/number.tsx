import { type ControlProps, controlAttributes } from './control'
import styles from './field.module.css'

/** A text input: native number inputs lose what they cannot parse, scroll by accident and ignore the language's comma. */
export function NumberControl(props: ControlProps) {
  const { value, onChange } = props
  return (
    <input
      {...controlAttributes(props)}
      className={styles.input}
      type="text"
      value={typeof value === 'string' ? value : ''}
      onChange={(event) => onChange(event.target.value)}
    />
  )
}
