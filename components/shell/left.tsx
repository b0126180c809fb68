'use client'

import { useTranslations } from 'next-intl'
import { useEffect, useRef, useState } from 'react'
import { useQueuedUploads } from '@/components/capture/upload/upload-queue-provider'
import { useDrafts } from '@/components/questionnaire/drafts-provider'
import { Button } from '@/components/ui/button'
import { Icon } from '@/components/ui/icon'
import { isRefused } from '@/lib/capture/upload/upload-queue'
import { SignOut } from './later'
import styles from './left.module.css'
import { SIGNED_OUT } from './use-leaving'

const LOOK_MS = 500

type LeftProps = {
  /** Whether the person has left. */
  isShown: boolean
  /** Without one there is nothing to come back to. */
  hasSession: boolean
  onBack: () => void
}

/** What stands in the place of a screen that was left: that all is kept, the way back, and the way out. */
export function Left({ isShown, ...rest }: LeftProps) {
  return isShown && <Shown {...rest} />
}

function Shown({ hasSession, onBack }: Omit<LeftProps, 'isShown'>) {
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
        {t(hasSession ? (isKept ? 'title' : 'saving') : hasSignedOut() ? 'signedOut' : 'ended')}
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

function hasSignedOut(): boolean {
  return new URLSearchParams(window.location.search).has(SIGNED_OUT)
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
