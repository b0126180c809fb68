import type { ReactNode } from 'react'
import styles from './badge.module.css'
import { Icon, type IconName } from './icon'

export type Tone = 'neutral' | 'accent' | 'good' | 'warn' | 'bad'

/** A state in a word or two; the icon says it too, so that colour is never alone. */
export function Badge({ tone = 'neutral', icon, children }: { tone?: Tone; icon?: IconName; children: ReactNode }) {
  return (
    <span className={`${styles.badge} ${styles[tone]}`}>
      {icon && <Icon name={icon} />}
      <span>{children}</span>
    </span>
  )
}
