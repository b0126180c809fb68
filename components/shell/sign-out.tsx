'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { callApi, sessionIsOver } from './api'
import { LEFT, SIGNED_OUT } from './use-leaving'

/** For those whose browser others use: the session ends now, not after half an hour. */
export function SignOut() {
  const t = useTranslations('left')
  const failures = useTranslations('status.next')
  const [phase, setPhase] = useState<'offered' | 'underway' | 'failed'>('offered')
  const signOut = async () => {
    setPhase('underway')
    const answer = await callApi('/inapp/api/session', { method: 'DELETE' })
    if (!answer.ok && !sessionIsOver(answer.error)) return setPhase('failed')
    // Drawn anew: nothing of the person stays behind this, but how they read it.
    const { lang, dataset } = document.documentElement
    const query = new URLSearchParams({ [SIGNED_OUT]: '', lang, ...(dataset.theme && { theme: dataset.theme }) })
    window.location.replace(`${window.location.pathname}?${query}${LEFT}`)
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
