import { useTranslations } from 'next-intl'
import { useProcessingTime } from '@/components/overview/level-terms'
import { LeaveButton } from '@/components/shell/leave'
import { ButtonLink } from '@/components/ui/button'
import { Icon, type IconName } from '@/components/ui/icon'
import type { CustomerKyc } from '@/lib/contract/customer'
import { levelName } from '@/lib/contract/levels/levels'
import { limitsOf } from '@/lib/contract/levels/limits-of'
import type { BrandTerms } from '@/lib/contract/levels/terms'
import type { ProfileStatus } from '@/lib/contract/statuses'
import { isDone, isFinallyRejected, progressOf } from '@/lib/journey/journey'
import styles from './status-hero.module.css'

const LOOKS: Record<ProfileStatus, { tone: 'accent' | 'good' | 'warn' | 'bad'; icon: IconName }> = {
  none: { tone: 'accent', icon: 'shield' },
  draft: { tone: 'accent', icon: 'shield' },
  pending: { tone: 'accent', icon: 'clock' },
  approved: { tone: 'good', icon: 'check' },
  rejected: { tone: 'warn', icon: 'retry' },
  expired: { tone: 'warn', icon: 'clock' },
  review_required: { tone: 'accent', icon: 'clock' },
}

type StatusHeroProps = { kyc: CustomerKyc; terms: BrandTerms | null }

/** The status now, in one sentence; while the review runs also when it should end. */
export function StatusHero({ kyc, terms }: StatusHeroProps) {
  const t = useTranslations('status')
  const final = isFinallyRejected(kyc)
  const look = final ? { tone: 'bad' as const, icon: 'alert' as const } : LOOKS[kyc.status]
  const key = final ? 'rejectedFinal' : kyc.status
  const unlimited = kyc.status === 'approved' && !limitsOf(terms, levelName(kyc.level))
  const { done, total } = progressOf(kyc)
  return (
    <header className={`${styles.hero} ${styles[look.tone]}`} aria-live="polite">
      <span className={styles.icon}>
        <Icon name={look.icon} />
      </span>
      <h1>{t(`${key}.title`)}</h1>
      <p className={styles.text}>{unlimited ? t('approvedText') : t(`${key}.text`, { left: total - done })}</p>
      {kyc.status === 'pending' && <Expected kyc={kyc} terms={terms} />}
      {isDone(kyc) && <LeaveButton />}
      {kyc.status === 'draft' && !final && <ButtonLink href="/inapp/kyc">{t('continue')}</ButtonLink>}
    </header>
  )
}

function Expected({ kyc, terms }: StatusHeroProps) {
  const t = useTranslations('status')
  const time = useProcessingTime(terms)(levelName(kyc.required_level))
  const sent = kyc.steps
    .map((step) => step.submitted_at ?? '')
    .sort()
    .at(-1)
  if (!time) return null
  return (
    <p className={styles.expected}>
      <Icon name="clock" />
      <span>{sent ? t('expectedBy', { date: new Date(sent), time }) : t('expectedText', { time })}</span>
    </p>
  )
}
