import { useTranslations } from 'next-intl'
import { Card } from '@/components/ui/card'
import { Icon } from '@/components/ui/icon'
import { Progress } from '@/components/ui/progress'
import type { CustomerKyc } from '@/lib/contract/customer'
import { levelName } from '@/lib/contract/levels/levels'
import { limitsOf } from '@/lib/contract/levels/limits-of'
import type { BrandTerms } from '@/lib/contract/levels/terms'
import { accessibleSteps, isClosed, progressOf, stepsInPlay } from '@/lib/journey/journey'
import { LevelTerms, useLevelName, useProcessingTime } from './level-terms'
import styles from './overview.module.css'
import { StepList } from './step-list'

type OverviewProps = {
  kyc: CustomerKyc
  terms: BrandTerms | null
  tradingLogin: string | null
  currentCode: string | null
}

/** Who it is for and what it is about: the level with its terms, the steps, and how far the person is. */
export function Overview({ kyc, terms, tradingLogin, currentCode }: OverviewProps) {
  const t = useTranslations('kyc')
  const name = useLevelName(terms)(levelName(kyc.required_level))
  return (
    <div className={styles.overview}>
      <div className={styles.head}>
        <h1>{t('title')}</h1>
        <p className={styles.whom}>
          <span>
            <bdi>{name}</bdi>
          </span>
          {kyc.email && (
            <span>
              <bdi dir="ltr">{kyc.email}</bdi>
            </span>
          )}
          {tradingLogin && (
            <span>
              <bdi>{t('account', { login: tradingLogin })}</bdi>
            </span>
          )}
        </p>
      </div>
      {!isClosed(kyc) && <Steps kyc={kyc} terms={terms} currentCode={currentCode} />}
    </div>
  )
}

/** How far the person is, the steps, and what they open. */
function Steps({ kyc, terms, currentCode }: Omit<OverviewProps, 'tradingLogin'>) {
  const t = useTranslations('kyc')
  const time = useProcessingTime(terms)(levelName(kyc.required_level))
  const { done, total } = progressOf(kyc)
  const steps = stepsInPlay(kyc)
  return (
    <>
      <div className={styles.progress}>
        <p>
          {total > 0 && <strong>{t('progress', { done, total })}</strong>}
          {time && (
            <span className={styles.time}>
              <Icon name="clock" />
              <span>{[t('review'), time].join(' ')}</span>
            </span>
          )}
        </p>
        {total > 0 && (
          <Progress value={done} max={total} label={t('progressLabel')} valueText={t('progress', { done, total })} />
        )}
      </div>
      {steps.length > 0 && (
        <Card className={styles.steps}>
          <StepList steps={steps} accessible={accessibleSteps(kyc)} currentCode={currentCode} />
        </Card>
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
