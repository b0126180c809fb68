import type { ReactNode } from 'react'
import { Icon } from '@/components/ui/icon'
import styles from './field-row.module.css'

/** What is wrong with a control, below it. @param id by which the control is described. */
export function FieldErrorText({ id, children }: { id: string; children: ReactNode }) {
  return (
    <p id={id} className={styles.error}>
      <Icon name="alert" />
      <span>{children}</span>
    </p>
  )
}
