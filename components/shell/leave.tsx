'use client'

import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { Button } from '@/components/ui/button'
import { Icon } from '@/components/ui/icon'
import styles from './frame.module.css'
import { useHost } from './host'

/**
 * Leaves the screens: the host is asked to close them; the URL says #SUCCESS whatever the outcome (seed 3),
 * since some hosts watch nothing else; a page that stands alone goes on to the broker's return address.
 */
function useLeave(returnUrl: string | null) {
  const tell = useHost()
  return () => {
    tell('kyc:close_request')
    window.location.hash = 'SUCCESS'
    if (returnUrl && window.parent === window) window.location.assign(returnUrl)
  }
}

/** One screen back; on the first screen it leaves. */
export function BackControl({ href, returnUrl }: { href: string | null; returnUrl: string | null }) {
  const t = useTranslations('shell')
  const leave = useLeave(returnUrl)
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

export function CloseControl({ returnUrl }: { returnUrl: string | null }) {
  const t = useTranslations('shell')
  const leave = useLeave(returnUrl)
  return (
    <button type="button" className={styles.control} aria-label={t('close')} onClick={leave}>
      <Icon name="close" />
    </button>
  )
}

/** The same as X, for where closing is the next step. */
export function LeaveButton({ returnUrl }: { returnUrl: string | null }) {
  const t = useTranslations('shell')
  return <Button onClick={useLeave(returnUrl)}>{t('leave')}</Button>
}
