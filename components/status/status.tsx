import { useTranslations } from 'next-intl'
import { LevelTerms } from '@/components/overview/level-terms'
import { type Brand, SupportLink } from '@/components/shell/frame'
import { Card } from '@/components/ui/card'
import type { CustomerKyc } from '@/lib/contract/customer'
import { levelName } from '@/lib/contract/levels/levels'
import { limitsOf } from '@/lib/contract/levels/limits-of'
import type { BrandTerms } from '@/lib/contract/levels/terms'
import { differencesOf } from '@/lib/journey/differences'
import { isFinallyRejected } from '@/lib/journey/journey'
import { Checklist } from './checklist'
import { Differences } from './differences'
import { NextLevels } from './next-levels'
import styles from './status.module.css'
import { StatusHero } from './status-hero'
import { Tasks } from './tasks'
import { Timeline } from './timeline'

type StatusProps = { kyc: CustomerKyc; terms: BrandTerms | null; brand: Brand }

/** The whole status screen: where it stands, what to do, what happened, who helps. One truth: nothing else beside a refusal. */
export function Status({ kyc, terms, brand }: StatusProps) {
  const t = useTranslations('status')
  const refused = isFinallyRejected(kyc)
  return (
    <div className={styles.status}>
      <StatusHero kyc={kyc} terms={terms} brand={brand} />
      {!refused && <Progress kyc={kyc} terms={terms} />}
      {!refused && (
        <Card className={styles.help}>
          <div>
            <h2>{t('help')}</h2>
            <p>{t('helpText')}</p>
          </div>
          <SupportLink brand={brand} />
        </Card>
      )}
    </div>
  )
}

type ProgressProps = Pick<StatusProps, 'kyc' | 'terms'>

/** What to do, how far each step is, what it opens, and what happened. */
function Progress({ kyc, terms }: ProgressProps) {
  // What was approved is being looked at again: that it was says nothing now, and nothing further is opened.
  const isSecondLook = kyc.status === 'review_required'
  return (
    <>
      <Differences differences={differencesOf(kyc)} />
      <Tasks kyc={kyc} />
      {!isSecondLook && <Checklist kyc={kyc} />}
      <Limits kyc={kyc} terms={terms} />
      {!isSecondLook && <NextLevels kyc={kyc} terms={terms} />}
      {!isSecondLook && <Timeline kyc={kyc} />}
    </>
  )
}

/** What is open now, and what comes of it; of an approval, also what was open before. */
function Limits({ kyc, terms }: ProgressProps) {
  const t = useTranslations('status')
  const { level, required_level } = kyc
  if (!limitsOf(terms, levelName(level))) return null
  const isReached = kyc.status === 'approved' && level >= required_level && level > 0
  return (
    <section aria-labelledby="limits">
      <h2 id="limits" className={styles.heading}>
        {t('limits')}
      </h2>
      <Card>
        <LevelTerms
          terms={terms}
          level={level}
          requiredLevel={required_level}
          previousLevel={isReached ? level - 1 : undefined}
        />
      </Card>
    </section>
  )
}
