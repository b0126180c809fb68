import { useTranslations } from 'next-intl'
import { LevelTerms } from '@/components/overview/level-terms'
import { type Brand, SupportLink } from '@/components/shell/frame'
import { Card } from '@/components/ui/card'
import type { CustomerKyc } from '@/lib/contract/customer'
import { levelName } from '@/lib/contract/levels/levels'
import { limitsOf } from '@/lib/contract/levels/limits-of'
import type { BrandTerms } from '@/lib/contract/levels/terms'
import { isClosed } from '@/lib/journey/journey'
import { Checklist } from './checklist'
import { NextLevels } from './next-levels'
import styles from './status.module.css'
import { StatusHero } from './status-hero'
import { Tasks } from './tasks'
import { Timeline } from './timeline'

/** The whole status screen: where it stands, what to do, what happened, who helps. */
export function Status({ kyc, terms, brand }: { kyc: CustomerKyc; terms: BrandTerms | null; brand: Brand }) {
  const t = useTranslations('status')
  return (
    <div className={styles.status}>
      <StatusHero kyc={kyc} terms={terms} />
      {!isClosed(kyc) && <Progress kyc={kyc} terms={terms} />}
      <Card className={styles.help}>
        <div>
          <h2>{t('help')}</h2>
          <p>{t('helpText')}</p>
        </div>
        <SupportLink brand={brand} />
      </Card>
    </div>
  )
}

/** What to do, how far each step is, what it opens, and what happened. */
function Progress({ kyc, terms }: { kyc: CustomerKyc; terms: BrandTerms | null }) {
  const t = useTranslations('status')
  return (
    <>
      <Tasks kyc={kyc} />
      <Checklist kyc={kyc} />
      {limitsOf(terms, levelName(kyc.level)) && (
        <section aria-labelledby="limits">
          <h2 id="limits" className={styles.heading}>
            {t('limits')}
          </h2>
          <Card>
            <LevelTerms terms={terms} level={kyc.level} requiredLevel={kyc.required_level} />
          </Card>
        </section>
      )}
      <NextLevels kyc={kyc} terms={terms} />
      <Timeline kyc={kyc} />
    </>
  )
}
