import type { ComponentProps, ReactNode } from 'react'
import { Icon, type IconName } from './icon'
import styles from './notice.module.css'

const ICONS = { info: 'info', good: 'check-circle', warn: 'alert', bad: 'alert' } as const satisfies Record<
  string,
  IconName
>

type NoticeProps = Omit<ComponentProps<'div'>, 'title'> & {
  tone?: keyof typeof ICONS
  title?: ReactNode
  /** Buttons or links: the next step. */
  actions?: ReactNode
}

/** A message that stands in the page. Give `role="alert"` where it appears after the person did something. */
export function Notice({ tone = 'info', title, actions, children, className, ...rest }: NoticeProps) {
  return (
    <div {...rest} className={[styles.notice, styles[tone], className].filter(Boolean).join(' ')}>
      <Icon name={ICONS[tone]} className={styles.icon} />
      <div className={styles.body}>
        {title && <div className={styles.title}>{title}</div>}
        {children && <div className={styles.text}>{children}</div>}
        {actions && <div className={styles.actions}>{actions}</div>}
      </div>
    </div>
  )
}
