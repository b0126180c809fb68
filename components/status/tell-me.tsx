'use client'

import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { callApi } from '@/components/shell/api'
import { Notice } from '@/components/ui/notice'
import styles from './tell-me.module.css'

/** Whether an email tells the person what was decided: a switch that takes effect at once. */
export function TellMe({ email, isOn }: { email: string; isOn: boolean }) {
  const t = useTranslations('status')
  const router = useRouter()
  const [chosen, setChosen] = useState<boolean | null>(null)
  const [hasFailed, setFailed] = useState(false)
  const on = chosen ?? isOn
  const choose = async (decisions: boolean) => {
    setChosen(decisions)
    setFailed(false)
    const result = await callApi('/inapp/api/emails', { method: 'PUT', body: { decisions } })
    if (!result.ok) {
      setChosen(null)
      setFailed(true)
    }
    router.refresh()
  }
  return (
    <>
      <label className={styles.tell}>
        <input
          type="checkbox"
          role="switch"
          className={styles.switch}
          checked={on}
          aria-checked={on}
          onChange={({ target }) => void choose(target.checked)}
        />
        <span>
          {t('tellMe')} <Address email={email} />
        </span>
      </label>
      {hasFailed && (
        <Notice tone="bad" role="alert">
          {t('next.failed')}
        </Notice>
      )}
    </>
  )
}

/** On a line of its own; where it does not fit on one, it breaks before its sign. */
function Address({ email }: { email: string }) {
  const at = email.lastIndexOf('@')
  return (
    <bdi dir="ltr" className={styles.address}>
      {email.slice(0, at)}
      <wbr />
      {email.slice(at)}
    </bdi>
  )
}
