import type { ComponentProps } from 'react'
import { Icon } from '@/components/ui/icon'
import styles from './field.module.css'

/** The platform's own select, in our clothes: it searches by typing, and every phone has a good one. */
export function NativeSelect(props: ComponentProps<'select'>) {
  return (
    <span className={styles.select}>
      <select {...props} className={styles.input} />
      <Icon name="chevron-down" className={styles.chevron} />
    </span>
  )
}
