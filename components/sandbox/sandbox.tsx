'use client'

import { useTranslations } from 'next-intl'
import { useCallback, useState } from 'react'
import { Icon } from '@/components/ui/icon'
import type { HostEvent } from '@/lib/contract/host'
import { BackOffice } from './back-office'
import { type Choices, FIRST_CHOICES, screenAddress } from './choices'
import { ControlPanel } from './control-panel'
import { CallbackLog, HostEventLog, MailLog } from './logs'
import { Platform } from './platform'
import styles from './sandbox.module.css'
import { fetchToken } from './stand-ins'
import { useHostEvents } from './use-host-events'
import { VerificationDialog } from './verification-dialog'

export type KnownPerson = { name: string; userId: number; tradingLogin: number; email: string }

/** The host page: plays cTrader around the real screens, and a back office beside them. */
export function Sandbox({ people }: { people: KnownPerson[] }) {
  const t = useTranslations('sandbox')
  const [choices, setChoices] = useState<Choices>(FIRST_CHOICES)
  const [others, setOthers] = useState<KnownPerson[]>([])
  const [address, setAddress] = useState<string | null>(null)
  const person = [...people, ...others].find(({ name }) => name === choices.person) ?? null

  const onEvent = useCallback((event: HostEvent) => {
    if (event.type === 'kyc:close_request') setAddress(null)
  }, [])
  const heard = useHostEvents(onEvent)

  const freshAddress = async () => {
    const { otToken, userId, tradingLogin, email } = await fetchToken(choices.person, choices.kycType)
    setOthers((known) => [...known, { name: choices.person, userId, tradingLogin, email }])
    return screenAddress(choices, otToken)
  }
  const verify = async () => setAddress(await freshAddress())
  const openPage = async () => window.open(await freshAddress(), '_blank')

  return (
    <div className={styles.page}>
      <header className={styles.top}>
        <p className={styles.logo}>
          <Icon name="shield" /> inapp-kyc
        </p>
        <p className={styles.banner}>{t('banner')}</p>
      </header>
      <main className={styles.main}>
        <div className={styles.hero}>
          <h1>{t('title')}</h1>
          <p>{t('lead')}</p>
        </div>
        <ControlPanel choices={choices} onChange={setChoices} onVerify={verify} onOpenPage={openPage} />
        <Platform choices={choices} person={person} onVerify={verify} />
        <div className={styles.side}>
          <BackOffice key={person?.userId} person={person} />
          <CallbackLog key={`callbacks-${person?.userId}`} person={person} />
          <MailLog key={`mail-${person?.userId}`} person={person} />
          <HostEventLog heard={heard} />
        </div>
      </main>
      <VerificationDialog address={address} onClose={() => setAddress(null)} />
    </div>
  )
}
