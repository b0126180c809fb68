'use client'

import { useTranslations } from 'next-intl'
import { useCallback, useRef, useState } from 'react'
import { Icon } from '@/components/ui/icon'
import { Notice } from '@/components/ui/notice'
import type { HostEvent } from '@/lib/contract/host/host-event'
import type { BrandTerms } from '@/lib/contract/levels/terms'
import { BackOffice } from './back-office'
import { type Choices, FIRST_CHOICES, screenAddress } from './choices'
import { ControlPanel } from './control-panel'
import type { KnownPerson } from './known-person'
import { CallbackLog, HostEventLog, MailLog } from './logs'
import { Platform } from './platform'
import styles from './sandbox.module.css'
import { ScenarioList } from './scenario-list'
import { Select } from './select'
import { fetchToken } from './stand-ins'
import { useHostEvents } from './use-host-events'
import { useScenario } from './use-scenario'
import { VerificationDialog } from './verification-dialog'

/** A brand of the sandbox, with the published key of its back office. */
export type HostedBrand = {
  key: string
  name: string
  managerKey: string
  terms: BrandTerms | null
  people: KnownPerson[]
  /** Scenarios need the first brand's templates. */
  hasScenarios: boolean
}

/** The host page: plays cTrader around the real screens, and a back office beside them. */
export function Sandbox({ brands }: { brands: HostedBrand[] }) {
  const [chosen, setChosen] = useState(brands[0]?.key)
  const brand = brands.find(({ key }) => key === chosen)
  return brand && <Host key={brand.key} brand={brand} brands={brands} onBrand={setChosen} />
}

type HostProps = { brand: HostedBrand; brands: HostedBrand[]; onBrand: (key: string) => void }

function Host({ brand, brands, onBrand }: HostProps) {
  const { people, terms } = brand
  const t = useTranslations('sandbox')
  const [choices, setChoices] = useState<Choices>(FIRST_CHOICES)
  const [others, setOthers] = useState<KnownPerson[]>([])
  const [address, setAddress] = useState<string | null>(null)
  const [failed, setFailed] = useState(false)
  const frame = useRef<HTMLIFrameElement>(null)
  const person = [...people, ...others].find(({ name }) => name === choices.person) ?? null

  const scenario = useScenario(frame, ({ screen, query }, { token, ...person }) => {
    setOthers((known) => [...known, person])
    setChoices((now) => ({ ...now, person: person.name }))
    setAddress(screenAddress({ ...choices, kycType: 'standard', screen }, token, query))
  })
  const { stop } = scenario
  const close = useCallback(() => {
    stop()
    setAddress(null)
  }, [stop])
  const onEvent = useCallback(
    (event: HostEvent) => {
      if (event.type === 'kyc:close_request') close()
    },
    [close],
  )
  const heard = useHostEvents(onEvent)

  const freshAddress = async () => {
    const { otToken, userId, tradingLogin, email } = await fetchToken(choices.person, choices.kycType, brand.key)
    setOthers((known) => [...known, { name: choices.person, userId, tradingLogin, email }])
    return screenAddress(choices, otToken)
  }
  const withAddress = async (use: (address: string) => void) => {
    setFailed(false)
    await freshAddress().then(use, () => setFailed(true))
  }
  const verify = () => withAddress(setAddress)
  const openPage = () => withAddress((fresh) => window.open(fresh, '_blank'))

  return (
    <div className={styles.page}>
      <header className={styles.top}>
        <p className={styles.logo}>
          <Icon name="shield" /> inapp-kyc
        </p>
        <p className={styles.banner}>{t('banner')}</p>
        <nav aria-label={t('tools.label')} className={styles.tools}>
          <a href="/template-preview">{t('tools.preview')}</a>
          <a href="/embed-doctor">{t('tools.doctor')}</a>
          <a href="/manager/kyc/docs">{t('tools.api')}</a>
        </nav>
      </header>
      <main className={styles.main}>
        <div className={styles.hero}>
          <h1>{t('title')}</h1>
          <p>{t('lead')}</p>
        </div>
        <div role="alert" className={styles.trouble}>
          {(failed || scenario.failed) && <Notice tone="bad">{t('failed')}</Notice>}
        </div>
        <ControlPanel choices={choices} onChange={setChoices} onVerify={verify} onOpenPage={openPage}>
          <Select
            label={t('brand')}
            value={brand.key}
            values={brands.map((one) => one.key)}
            name={(value) => brands.find((one) => one.key === value)?.name ?? value}
            onChange={onBrand}
          />
        </ControlPanel>
        <Platform choices={choices} terms={terms} person={person} onVerify={verify} />
        <div className={styles.side}>
          <BackOffice key={person?.userId} person={person} managerKey={brand.managerKey} />
          <CallbackLog key={`callbacks-${person?.userId}`} person={person} />
          <MailLog key={`mail-${person?.userId}`} person={person} />
          <HostEventLog heard={heard} />
        </div>
        {brand.hasScenarios && <ScenarioList playing={scenario.playing} onPlay={scenario.play} />}
      </main>
      <VerificationDialog frame={frame} address={address} onClose={close} />
    </div>
  )
}
