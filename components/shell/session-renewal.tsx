'use client'

import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useCallback, useEffect, useRef, useState } from 'react'
import { Button } from '@/components/ui/button'
import { SESSION_SECONDS } from '@/lib/contract/session'
import { callApi } from './api'
import styles from './session-renewal.module.css'

/** Well under the half hour after which a session without a sign of life ends. */
const RENEW_MS = 5 * 60_000
const SESSION_MS = SESSION_SECONDS * 1_000
/** So long before the end the person is asked (WCAG 2.2.1 asks for 20 seconds). */
const WARN_MS = 5 * 60_000
const LOOK_MS = 15_000

/** Renews the session while a person is doing something on a page that is seen, and asks before it ends. */
export function SessionRenewal() {
  const t = useTranslations('session')
  const router = useRouter()
  const renewed = useRef(Date.now())
  const [minutes, setMinutes] = useState<number | null>(null)
  const dialog = useRef<HTMLDialogElement>(null)

  const renew = useCallback(async () => {
    const asked = Date.now()
    const answer = await callApi('/inapp/api/session', { method: 'POST', body: {} })
    if (answer.ok) {
      renewed.current = asked
      setMinutes(null)
    } else if (answer.error.code === 'SESSION_EXPIRED') router.refresh()
  }, [router])

  useEffect(() => {
    let active = false
    const note = () => {
      active = true
    }
    const look = () => {
      const left = renewed.current + SESSION_MS - Date.now()
      if (active && document.visibilityState === 'visible' && SESSION_MS - left >= RENEW_MS && left > WARN_MS) {
        active = false
        return void renew()
      }
      if (left <= 0) return router.refresh()
      setMinutes(left <= WARN_MS ? Math.ceil(left / 60_000) : null)
    }
    const timer = setInterval(look, LOOK_MS)
    const signs = ['pointerdown', 'keydown', 'scroll'] as const
    for (const sign of signs) window.addEventListener(sign, note, { passive: true })
    document.addEventListener('visibilitychange', look)
    return () => {
      clearInterval(timer)
      for (const sign of signs) window.removeEventListener(sign, note)
      document.removeEventListener('visibilitychange', look)
    }
  }, [renew, router])

  const asking = minutes !== null
  useEffect(() => {
    if (asking) dialog.current?.showModal()
    else dialog.current?.close()
  }, [asking])

  return (
    <dialog
      ref={dialog}
      className={styles.dialog}
      aria-labelledby="session-title"
      aria-describedby="session-text"
      onCancel={(event) => {
        event.preventDefault()
        void renew()
      }}
    >
      {asking && (
        <>
          <h2 id="session-title">{t('title')}</h2>
          <p id="session-text">{t('text', { minutes })}</p>
          <Button wide onClick={() => void renew()}>
            {t('stay')}
          </Button>
        </>
      )}
    </dialog>
  )
}
