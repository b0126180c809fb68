import { optionValue } from '@/lib/contract/fields'
import { Choices } from './choices'
import { type ControlProps, controlAttributes } from './control'
import styles from './field.module.css'
import { useOptionLabel } from './field-text'

/** Any of the offered values; without options a text whose lines are the values. */
export function MultiSelectControl(props: ControlProps) {
  const { field, id, value, onChange, describedBy, invalid } = props
  const labelOf = useOptionLabel(field)
  const chosen = Array.isArray(value) ? value : []
  if (!field.options) {
    return (
      <textarea
        {...controlAttributes(props)}
        className={`${styles.input} ${styles.textarea}`}
        rows={3}
        value={chosen.join('\n')}
        onChange={(event) => onChange(event.target.value === '' ? [] : event.target.value.split('\n'))}
      />
    )
  }
  const choices = field.options.map((option) => ({ value: optionValue(option), label: labelOf(option) }))
  const toggle = (toggled: string, on: boolean) =>
    onChange(on ? [...chosen, toggled] : chosen.filter((other) => other !== toggled))
  return <Choices {...{ kind: 'checkbox', id, choices, chosen, describedBy, invalid }} onToggle={toggle} />
}
