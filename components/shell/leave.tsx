'use client'

import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { Button } from '@/components/ui/button'
import { Icon } from '@/components/ui/icon'
import styles from './frame.module.css'
import { useLeave } from './host'

/** One screen back; on the first screen it leaves. */
export function BackControl({ href }: { href: string | null }) {
  const t = useTranslations('shell')
  const leave = useLeave()
  const icon = <Icon name="back" />
  if (href) {
    return (
      <Link href={href} prefetch={false} className={styles.control} aria-label={t('back')}>
        {icon}
      </Link>
    )
  }
  return (
    <button type="button" className={styles.control} aria-label={t('back')} onClick={leave}>
      {icon}
    </button>
  )
}

export function CloseControl() {
  const t = useTranslations('shell')
  const leave = useLeave()
  return (
    <button type="button" className={styles.control} aria-label={t('close')} onClick={leave}>
      <Icon name="close" />
    </button>
  )
}

/** The same as X, for where closing is the next step. */
export function LeaveButton() {
  const t = useTranslations('shell')
  return <Button onClick={useLeave()}>{t('leave')}</Button>
}
