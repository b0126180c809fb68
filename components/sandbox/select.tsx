import { type ReactNode, useId } from 'react'
import { Icon } from '@/components/ui/icon'
import styles from './select.module.css'

type SelectProps<Value extends string> = {
  label: string
  value: Value
  values: readonly Value[]
  name: (value: Value) => ReactNode
  onChange: (value: Value) => void
}

/** A labelled list to choose from. */
export function Select<Value extends string>({ label, value, values, name, onChange }: SelectProps<Value>) {
  const id = useId()
  return (
    <div className={styles.field}>
      <label htmlFor={id} className={styles.label}>
        {label}
      </label>
      <span className={styles.select}>
        <select
          id={id}
          className={styles.control}
          value={value}
          onChange={(event) => onChange(event.target.value as Value)}
        >
          {values.map((option) => (
            <option key={option} value={option}>
              {name(option)}
            </option>
          ))}
        </select>
        <Icon name="chevron-down" />
      </span>
    </div>
  )
}
