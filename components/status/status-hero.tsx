import { useFormatter, useTranslations } from 'next-intl'
import { useProcessingTime } from '@/components/overview/level-terms'
import { TeamMessage } from '@/components/overview/team-message'
import { type Brand, supportAddress } from '@/components/shell/frame'
import { LeaveButton } from '@/components/shell/leave'
import { ButtonLink } from '@/components/ui/button'
import { DrawnGlass, DrawnTick } from '@/components/ui/drawn-mark'
import { Icon, type IconName } from '@/components/ui/icon'
import type { CustomerKyc } from '@/lib/contract/customer'
import { levelName } from '@/lib/contract/levels/levels'
import { limitsOf } from '@/lib/contract/levels/limits-of'
import type { BrandTerms } from '@/lib/contract/levels/terms'
import type { ProfileStatus } from '@/lib/contract/statuses'
import { openQuestions } from '@/lib/journey/differences'
import { finalRejection, isDone, isFinallyRejected, isUntouched, progressOf } from '@/lib/journey/journey'
import styles from './status-hero.module.css'
import { TellMe } from './tell-me'

/** What is drawn: something is done, or is being looked at. */
const DRAWN = { tick: DrawnTick, glass: DrawnGlass }
const LOOKS: Record<
  ProfileStatus | 'asked',
  { tone: 'accent' | 'good' | 'warn'; icon: IconName | keyof typeof DRAWN }
> = {
  none: { tone: 'accent', icon: 'shield' },
  draft: { tone: 'accent', icon: 'shield' },
  pending: { tone: 'accent', icon: 'glass' },
  asked: { tone: 'warn', icon: 'chat' },
  approved: { tone: 'good', icon: 'tick' },
  rejected: { tone: 'warn', icon: 'retry' },
  expired: { tone: 'warn', icon: 'clock' },
  review_required: { tone: 'accent', icon: 'clock' },
}

type StatusHeroProps = {
  kyc: CustomerKyc
  terms: BrandTerms | null
  brand: Brand
}

/** The status now, in one sentence; while the review runs also when it should end. */
export function StatusHero(props: StatusHeroProps) {
  const { kyc, terms } = props
  const t = useTranslations('status')
  if (isFinallyRejected(kyc)) return <Refused {...props} />
  const count = openQuestions(kyc)
  const key = keyOf(kyc)
  const unlimited = kyc.status === 'approved' && !limitsOf(terms, levelName(kyc.level))
  const { done, total } = progressOf(kyc)
  const { tone, icon } = LOOKS[key]
  return (
    <header className={`${styles.hero} ${styles[tone]}`} aria-live="polite">
      <Mark icon={icon} />
      <h1>{t(`${key}.title`, { count })}</h1>
      <p className={styles.text}>{unlimited ? t('approvedText') : t(`${key}.text`, { left: total - done })}</p>
      {key === 'pending' && <Expected {...props} />}
      {key === 'pending' && kyc.email && kyc.decision_emails !== undefined && (
        <TellMe email={kyc.email} isOn={kyc.decision_emails} />
      )}
      {isDone(kyc) && count === 0 && <LeaveButton />}
      {kyc.status === 'draft' && (
        <ButtonLink href="/inapp/kyc">{t(key === 'none' ? 'next.ask' : 'continue')}</ButtonLink>
      )}
    </header>
  )
}

function Mark({ icon }: { icon: IconName | keyof typeof DRAWN }) {
  if (icon === 'tick' || icon === 'glass') {
    const Drawing = DRAWN[icon]
    return <Drawing />
  }
  return (
    <span className={styles.icon}>
      <Icon name={icon} />
    </span>
  )
}

/** Which words fit: who has given nothing yet is not told that it is saved. */
function keyOf(kyc: CustomerKyc): keyof typeof LOOKS {
  if (kyc.status === 'pending' && openQuestions(kyc) > 0) return 'asked'
  return kyc.status === 'draft' && isUntouched(kyc) ? 'none' : kyc.status
}

/** What was refused for good is all that is said, with the way to a person. Of a refused person, not even why. */
function Refused({ kyc, brand }: StatusHeroProps) {
  const t = useTranslations('status.rejectedFinal')
  const shell = useTranslations('shell')
  const reasons = useTranslations('finalReasons')
  const rejection = finalRejection(kyc)
  const support = supportAddress(brand)
  return (
    <header className={`${styles.hero} ${styles.bad}`} aria-live="polite">
      <span className={styles.icon}>
        <Icon name="alert" />
      </span>
      <h1>{t('title')}</h1>
      {rejection && <p className={styles.text}>{reasons(rejection.reason_code)}</p>}
      <TeamMessage message={rejection?.message} />
      <p className={styles.text}>{t('text')}</p>
      <div className={styles.ways}>
        {support && (
          <ButtonLink href={support} target="_blank" rel="noreferrer" icon="chat">
            {shell('support')}
          </ButtonLink>
        )}
        <LeaveButton kind={support ? 'secondary' : 'primary'} />
      </div>
    </header>
  )
}

/** When an answer comes. */
function Expected({ kyc, terms }: StatusHeroProps) {
  const t = useTranslations('status')
  const format = useFormatter()
  const time = useProcessingTime(terms)(levelName(kyc.required_level))
  const sent = kyc.steps
    .map((step) => step.submitted_at ?? '')
    .sort()
    .at(-1)
  const date = sent && format.dateTime(new Date(sent), { dateStyle: 'medium' })
  return (
    <p className={styles.expected}>
      <Icon name="clock" />
      <span>{time ? (date ? t('expectedBy', { date, time }) : t('expectedText', { time })) : t('expectedSoon')}</span>
    </p>
  )
}
