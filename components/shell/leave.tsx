'use client'

import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { Button } from '@/components/ui/button'
import { Icon } from '@/components/ui/icon'
import styles from './frame.module.css'
import { useHost } from './host'

/** Where leaving leads. */
export type Exit = {
  /** Once the person is done, whatever the outcome; null before that, or where the broker has none. */
  successUrl: string | null
  /** From a page that stands alone. */
  returnUrl: string | null
}

/**
 * Leaves the screens: the host is asked to close them, and since some hosts watch nothing but the address (seed 3), it
 * becomes the broker's success URL, or says #SUCCESS; a page that stands alone goes on to the return address.
 */
function useLeave({ successUrl, returnUrl }: Exit) {
  const tell = useHost()
  return () => {
    tell('kyc:close_request')
    if (successUrl) return window.location.assign(successUrl)
    window.location.hash = 'SUCCESS'
    if (returnUrl && window.parent === window) window.location.assign(returnUrl)
  }
}

/** One screen back; on the first screen it leaves. */
export function BackControl({ href, exit }: { href: string | null; exit: Exit }) {
  const t = useTranslations('shell')
  const leave = useLeave(exit)
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

export function CloseControl({ exit }: { exit: Exit }) {
  const t = useTranslations('shell')
  const leave = useLeave(exit)
  return (
    <button type="button" className={styles.control} aria-label={t('close')} onClick={leave}>
      <Icon name="close" />
    </button>
  )
}

/** The same as X, for where closing is the next step. */
export function LeaveButton({ exit }: { exit: Exit }) {
  const t = useTranslations('shell')
  return <Button onClick={useLeave(exit)}>{t('leave')}</Button>
}
