'use client'

import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useCallback, useEffect, useRef, useState } from 'react'
import { Button } from '@/components/ui/button'
import { callApi, sessionIsOver } from './api'
import styles from './session-renewal.module.css'

/** Well under the half hour after which a session without activity ends. */
const RENEW_MS = 5 * 60_000
/** So long before the end the person is asked (WCAG 2.2.1 asks for 20 seconds). */
const WARN_MS = 5 * 60_000
const LOOK_MS = 15_000
const ACTIVITY = ['pointerdown', 'keydown', 'scroll'] as const

type SessionRenewalProps = {
  /** When the session ends, in Unix seconds, as the server knew when it drew the screen. */
  endsAt: number
}

/** Renews the session while a person is doing something on a page that is seen, and asks before it ends. */
export function SessionRenewal({ endsAt }: SessionRenewalProps) {
  const t = useTranslations('session')
  const { minutes, renew, putOff } = useRenewal(endsAt)
  const dialog = useRef<HTMLDialogElement>(null)
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
        putOff()
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

/** `minutes`: how many are left, once the person is to be asked; else null. */
function useRenewal(endsAt: number) {
  const router = useRouter()
  const ends = useRef(0)
  ends.current = Math.max(ends.current, endsAt * 1_000)
  const [minutes, setMinutes] = useState<number | null>(null)
  const [isPutOff, setPutOff] = useState(false)

  const renew = useCallback(async () => {
    const answer = await callApi<{ ends_at: number }>('/inapp/api/session', { method: 'POST', body: {} })
    if (answer.ok) {
      ends.current = answer.value.ends_at * 1_000
      setMinutes(null)
      setPutOff(false)
    } else if (sessionIsOver(answer.error)) router.refresh()
    // Offline nothing can be done about it: who is writing goes on writing.
    else setPutOff(true)
  }, [router])

  useEffect(() => {
    const activity = { since: false, renewed: Date.now() }
    const look = () => {
      const [now, left] = [Date.now(), ends.current - Date.now()]
      // Only the server knows that it has ended: a refresh without an answer would cost what was typed.
      if (left <= 0) return void renew()
      if (activity.since && document.visibilityState === 'visible' && left > WARN_MS) {
        if (now - activity.renewed < RENEW_MS) return
        Object.assign(activity, { since: false, renewed: now })
        return void renew()
      }
      setMinutes(left <= WARN_MS ? Math.ceil(left / 60_000) : null)
    }
    return watchPage(look, () => {
      activity.since = true
    })
  }, [renew])

  return { minutes: isPutOff ? null : minutes, renew, putOff: () => setPutOff(true) }
}

/** Calls `look` now and then and when the page is seen again, `onActivity` when the person does something. */
function watchPage(look: () => void, onActivity: () => void): () => void {
  const timer = setInterval(look, LOOK_MS)
  for (const sign of ACTIVITY) window.addEventListener(sign, onActivity, { passive: true })
  document.addEventListener('visibilitychange', look)
  return () => {
    clearInterval(timer)
    for (const sign of ACTIVITY) window.removeEventListener(sign, onActivity)
    document.removeEventListener('visibilitychange', look)
  }
}
