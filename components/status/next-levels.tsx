'use client'

import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useId, useRef, useState } from 'react'
import { LevelTerms, useLevelName, useProcessingTime } from '@/components/overview/level-terms'
import { useStepTitle } from '@/components/overview/step-title'
import { callApi } from '@/components/shell/api'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { Notice } from '@/components/ui/notice'
import type { CustomerKyc, OfferedLevel } from '@/lib/contract/customer'
import { levelName } from '@/lib/contract/levels/levels'
import type { BrandTerms } from '@/lib/contract/levels/terms'
import { isDone } from '@/lib/journey/journey'
import styles from './next-levels.module.css'

type NextLevelsProps = { kyc: CustomerKyc; terms: BrandTerms | null }

/** Higher levels that the person may ask for, once nothing else is left to do: what each needs, and what it opens. */
export function NextLevels({ kyc, terms }: NextLevelsProps) {
  const t = useTranslations('status')
  const id = useId()
  if (kyc.offered_levels.length === 0 || !isDone(kyc)) return null
  return (
    <section aria-labelledby={id}>
      <h2 id={id} className={styles.heading}>
        {t('next.title')}
      </h2>
      <div className={styles.list}>
        {kyc.offered_levels.map((offer) => (
          <Offer key={offer.level} offer={offer} level={kyc.level} terms={terms} />
        ))}
      </div>
    </section>
  )
}

function Offer({ offer, level, terms }: { offer: OfferedLevel; level: number; terms: BrandTerms | null }) {
  const t = useTranslations('status')
  const kyc = useTranslations('kyc')
  const stepTitle = useStepTitle()
  const name = levelName(offer.level)
  const title = useLevelName(terms)(name)
  const time = useProcessingTime(terms)(name)
  const { ask, pending, failed } = useRequest(name)
  const id = useId()
  return (
    <Card className={styles.offer}>
      <h3 id={`${id}-title`}>
        <bdi>{title}</bdi>
      </h3>
      <p>{t('next.text')}</p>
      {offer.steps.length > 0 && (
        <>
          <h4>{t('next.needed')}</h4>
          <ul className={styles.steps}>
            {offer.steps.map((step) => (
              <li key={step.code}>
                <bdi>{stepTitle(step)}</bdi>
              </li>
            ))}
          </ul>
        </>
      )}
      <LevelTerms terms={terms} level={level} requiredLevel={offer.level} />
      {time && <p>{[kyc('review'), time].join(' ')}</p>}
      {failed && (
        <Notice tone="bad" role="alert">
          {t('next.failed')}
        </Notice>
      )}
      <Button
        id={id}
        kind="secondary"
        pending={pending}
        onClick={ask}
        aria-labelledby={`${id} ${id}-title`}
        className={styles.action}
      >
        {t('next.ask')}
      </Button>
    </Card>
  )
}

/** One press asks once, however often the network has to be tried. */
function useRequest(level: string) {
  const router = useRouter()
  const key = useRef<string>(undefined)
  const [state, setState] = useState<'idle' | 'pending' | 'failed'>('idle')
  const ask = async () => {
    setState('pending')
    key.current ??= crypto.randomUUID()
    const result = await callApi('/inapp/api/level', { method: 'POST', body: { level }, key: key.current })
    if (!result.ok) return setState('failed')
    router.push('/inapp/kyc')
    router.refresh()
  }
  return { ask, pending: state === 'pending', failed: state === 'failed' }
}
