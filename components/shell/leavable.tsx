'use client'

import { useTranslations } from 'next-intl'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { useQueuedUploads } from '@/components/capture/upload/upload-queue-provider'
import { useDrafts } from '@/components/questionnaire/drafts-provider'
import { Button } from '@/components/ui/button'
import { Icon } from '@/components/ui/icon'
import { isRefused } from '@/lib/capture/upload/upload-queue'
import { callApi, sessionIsOver } from './api'
import { useLeft } from './host'
import styles from './leavable.module.css'
import { LEFT } from './use-leaving'

const LOOK_MS = 500

type LeavableProps = {
  /** Without one there is nothing to come back to. */
  hasSession: boolean
  children: ReactNode
}

/**
 * A screen that a person may leave without anybody closing it: then what they typed is kept, out of sight, and they read that
 * they may close the page, once that is so.
 */
export function Leavable({ hasSession, children }: LeavableProps) {
  const { left, comeBack } = useLeft()
  return (
    <>
      <div className={left ? styles.away : styles.here}>{children}</div>
      {left && <Left hasSession={hasSession} onBack={comeBack} />}
    </>
  )
}

function Left({ hasSession, onBack }: { hasSession: boolean; onBack: () => void }) {
  const t = useTranslations('left')
  const isKept = useIsKept()
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus(), [])
  return (
    <main className={styles.left}>
      <span className={styles.icon}>
        <Icon name={isKept ? 'check-circle' : 'clock'} />
      </span>
      <h1 ref={heading} tabIndex={-1}>
        {t(hasSession ? (isKept ? 'title' : 'saving') : 'ended')}
      </h1>
      <p>{t('text')}</p>
      {hasSession && (
        <div className={styles.ways}>
          <Button kind="secondary" onClick={onBack}>
            {t('back')}
          </Button>
          {isKept && <SignOut />}
        </div>
      )}
    </main>
  )
}

/** For those whose browser others use: the session ends now, not after half an hour. */
function SignOut() {
  const t = useTranslations('left')
  const failures = useTranslations('status.next')
  const [phase, setPhase] = useState<'offered' | 'underway' | 'failed'>('offered')
  const signOut = async () => {
    setPhase('underway')
    const answer = await callApi('/inapp/api/session', { method: 'DELETE' })
    if (!answer.ok && !sessionIsOver(answer.error)) return setPhase('failed')
    // Drawn anew: nothing of the person stays behind this.
    window.location.hash = LEFT
    window.location.reload()
  }
  return (
    <>
      <Button kind="quiet" pending={phase === 'underway'} onClick={() => void signOut()}>
        {t('signOut')}
      </Button>
      <p role="status">{phase === 'failed' && failures('failed')}</p>
    </>
  )
}

/** Whether all that was given has been taken; looked at now and then. */
function useIsKept(): boolean {
  const drafts = useDrafts()
  const uploads = useQueuedUploads()
  const [areSaved, setAreSaved] = useState(drafts.areSaved)
  useEffect(() => {
    const timer = setInterval(() => setAreSaved(drafts.areSaved()), LOOK_MS)
    return () => clearInterval(timer)
  }, [drafts])
  return areSaved && uploads.every((upload) => upload.outcome?.ok || isRefused(upload))
}
