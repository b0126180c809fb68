'use client'

import { useTranslations } from 'next-intl'
import type { ComponentProps, MouseEvent } from 'react'
import { Button } from '@/components/ui/button'
import { Icon } from '@/components/ui/icon'
import { Link } from '@/components/ui/link'
import styles from './frame.module.css'
import { useLeave } from './host'
import { useBackInside } from './way-back'

/** Back: within the screen where it has more than one part, else one screen back; on the first screen it leaves. */
export function BackControl({ href }: { href: string | null }) {
  const t = useTranslations('shell')
  const leave = useLeave()
  const inside = useBackInside()
  const icon = <Icon name="back" />
  const goInside = (event: MouseEvent) => {
    if (!inside.current) return
    event.preventDefault()
    inside.current()
  }
  if (href) {
    return (
      <Link href={href} className={styles.control} aria-label={t('back')} onClick={goInside}>
        {icon}
      </Link>
    )
  }
  return (
    <button
      type="button"
      className={styles.control}
      aria-label={t('back')}
      onClick={(event) => (inside.current ? goInside(event) : leave())}
    >
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
export function LeaveButton({ kind = 'primary' }: Pick<ComponentProps<typeof Button>, 'kind'>) {
  const t = useTranslations('shell')
  return (
    <Button kind={kind} onClick={useLeave()}>
      {t('leave')}
    </Button>
  )
}
