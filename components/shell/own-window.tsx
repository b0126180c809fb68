'use client'

import { useTranslations } from 'next-intl'
import { type MouseEvent, useEffect, useState } from 'react'
import { ButtonLink } from '@/components/ui/button'
import { Icon } from '@/components/ui/icon'
import type { PlaceProblem as Problem } from '@/lib/contract/host/place'
import { useHost } from './host'
import styles from './own-window.module.css'
import { PlaceProblem } from './place-problem'

/** What keeps the token from being spent here, as `token-exchange.tsx` finds it: a window of its own may help, or nothing. */
const BLOCKED = ['WINDOW', 'FRAME_SEALED', 'INSECURE_PAGE', 'COOKIES_BLOCKED'] as const satisfies (Problem | 'WINDOW')[]

/**
 * Where the token cannot be spent: the same link, which nobody has spent yet, opened in a window of its own; or why even that
 * does not help. All of it stands in the page from the start, and the form's `data-blocked` says which is seen.
 */
export function OwnWindow({ href }: { href: string }) {
  const tell = useHost()
  useEffect(() => {
    const form = document.forms.namedItem('enter')
    // A host that waits for a sign of life gets one.
    const look = () => form?.dataset.blocked && tell('kyc:ready')
    look()
    const observer = new MutationObserver(look)
    if (form) observer.observe(form, { attributeFilter: ['data-blocked'] })
    return () => observer.disconnect()
  }, [tell])
  return BLOCKED.map((blocked) => (
    <div key={blocked} data-for={blocked}>
      {blocked === 'WINDOW' ? <OfferWindow href={href} /> : <PlaceProblem problem={blocked} />}
    </div>
  ))
}

function OfferWindow({ href }: { href: string }) {
  const t = useTranslations('window')
  const [opened, setOpened] = useState(false)
  const open = (event: MouseEvent) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return
    event.preventDefault()
    // Not as a link: only this says whether a window has opened.
    if (window.open(href, '_blank')) setOpened(true)
    else document.forms.namedItem('enter')?.setAttribute('data-blocked', 'FRAME_SEALED')
  }
  return (
    <section className={styles.section} aria-labelledby="own-window">
      <span className={styles.mark}>
        <Icon name="external" />
      </span>
      <h1 id="own-window">{t('title')}</h1>
      <p role="status">{t(opened ? 'opened' : 'text')}</p>
      <ButtonLink href={href} target="_blank" rel="opener" onClick={open}>
        {t(opened ? 'again' : 'open')}
      </ButtonLink>
    </section>
  )
}
