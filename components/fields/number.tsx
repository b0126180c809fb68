import { numbersMeant, parseNumber, writeNumber } from '@/lib/form/numbers'
import { type ControlProps, controlAttributes } from './control'
import styles from './field.module.css'
import { Meant } from './meant'

/** A text input: native number inputs lose what they cannot parse, scroll by accident and ignore the language's comma. */
export function NumberControl(props: ControlProps) {
  const { value, onChange, invalid, language } = props
  const text = typeof value === 'string' ? value : ''
  const meant = invalid && parseNumber(text, language) === null ? numbersMeant(text) : []
  const choices = meant
    .map((number) => writeNumber(number, language))
    .map((label) => ({ label, onChoose: () => onChange(label) }))
  return (
    <>
      <input
        {...controlAttributes(props)}
        className={styles.input}
        type="text"
        value={text}
        onChange={(event) => onChange(event.target.value)}
      />
      {choices.length > 0 && <Meant choices={choices} />}
    </>
  )
}
