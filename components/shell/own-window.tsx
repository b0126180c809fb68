'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { ButtonLink } from '@/components/ui/button'
import { Icon } from '@/components/ui/icon'
import styles from './own-window.module.css'

/**
 * In a frame that keeps no cookie: the same link, which nobody has spent yet, opened in a window of its own, where it
 * is remembered.
 */
export function OwnWindow({ href }: { href: string }) {
  const t = useTranslations('window')
  const [opened, setOpened] = useState(false)
  return (
    <section className={styles.section} aria-labelledby="own-window">
      <span className={styles.mark}>
        <Icon name="external" />
      </span>
      <h1 id="own-window">{t('title')}</h1>
      <p role="status">{t(opened ? 'opened' : 'text')}</p>
      <ButtonLink href={href} target="_blank" rel="opener" onClick={() => setOpened(true)}>
        {t(opened ? 'again' : 'open')}
      </ButtonLink>
    </section>
  )
}
