import type { ReactNode } from 'react'
import styles from './field.module.css'

export type Choice = { value: string; label: ReactNode }

type ChoicesProps = {
  kind: 'radio' | 'checkbox'
  /** Id of the first control; the label and the error's focus go there. */
  id: string
  choices: Choice[]
  chosen: readonly string[]
  onToggle: (value: string, on: boolean) => void
  describedBy: string | undefined
  invalid: boolean
  /** Side by side where two short answers fit. */
  inline?: boolean
}

/** Radio buttons or checkboxes as cards: the whole card is the target. */
export function Choices({ kind, id, choices, chosen, onToggle, describedBy, invalid, inline }: ChoicesProps) {
  return (
    <div className={`${styles.choices} ${inline ? styles.inline : ''}`}>
      {choices.map(({ value, label }, i) => (
        <label key={value} className={styles.choice}>
          <input
            id={i === 0 ? id : `${id}-${i}`}
            type={kind}
            name={id}
            checked={chosen.includes(value)}
            aria-describedby={describedBy}
            aria-invalid={invalid || undefined}
            onChange={(event) => onToggle(value, event.target.checked)}
          />
          <bdi>{label}</bdi>
        </label>
      ))}
    </div>
  )
}
