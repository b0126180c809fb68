import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { Card } from '@/components/ui/card'
import { Icon } from '@/components/ui/icon'
import type { CustomerKyc } from '@/lib/contract/customer'
import { levelName } from '@/lib/contract/levels/levels'
import { limitsOf } from '@/lib/contract/levels/limits-of'
import type { BrandTerms } from '@/lib/contract/levels/terms'
import { accessibleSteps, isFinallyRejected, stepsInPlay } from '@/lib/journey/journey'
import { standingOfAll } from '@/lib/journey/standing'
import { LevelTerms, useLevelName, useProcessingTime } from './level-terms'
import styles from './overview.module.css'
import { StepBadge } from './step-badge'
import { StepList } from './step-list'

type OverviewProps = {
  kyc: CustomerKyc
  terms: BrandTerms | null
  tradingLogin: string | null
  currentCode: string | null
  /** What the person does now. */
  children: ReactNode
}

/**
 * What the person does now, and what it is about: the level with its terms, the steps, and for whom. On a phone that comes
 * below; on a wide screen beside it, at the end of the line, so that the focus takes the way that the eye does.
 */
export function Overview({ kyc, terms, tradingLogin, currentCode, children }: OverviewProps) {
  const t = useTranslations('kyc')
  const name = useLevelName(terms)(levelName(kyc.required_level))
  const common = isFinallyRejected(kyc) ? null : standingOfAll(stepsInPlay(kyc))
  return (
    <div className={styles.overview}>
      <h1 className={styles.title}>{t('title')}</h1>
      <div className={styles.now}>{children}</div>
      <aside aria-label={name} className={styles.about}>
        <div className={styles.whom}>
          <div className={styles.head}>
            <h2>
              <bdi>{name}</bdi>
            </h2>
            {common && <StepBadge step={common} />}
          </div>
          {kyc.email && (
            <p>
              <bdi dir="ltr">{kyc.email}</bdi>
            </p>
          )}
          {tradingLogin && (
            <p>
              <bdi>{t('account', { login: tradingLogin })}</bdi>
            </p>
          )}
        </div>
        {!isFinallyRejected(kyc) && <Steps kyc={kyc} terms={terms} currentCode={currentCode} />}
      </aside>
    </div>
  )
}

/** The steps, how long the review takes, and what they open. */
function Steps({ kyc, terms, currentCode }: Pick<OverviewProps, 'kyc' | 'terms' | 'currentCode'>) {
  const t = useTranslations('kyc')
  const time = useProcessingTime(terms)(levelName(kyc.required_level))
  const steps = stepsInPlay(kyc)
  return (
    <>
      {steps.length > 0 && (
        <Card className={styles.steps}>
          <StepList steps={steps} accessible={accessibleSteps(kyc)} currentCode={currentCode} />
        </Card>
      )}
      {time && (
        <p className={styles.time}>
          <Icon name="clock" />
          <span>{[t('review'), time].join(' ')}</span>
        </p>
      )}
      {limitsOf(terms, levelName(kyc.level)) && (
        <Card className={styles.terms}>
          <h2>{t('unlocks')}</h2>
          <LevelTerms terms={terms} level={kyc.level} requiredLevel={kyc.required_level} />
        </Card>
      )}
    </>
  )
}
