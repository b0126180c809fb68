import { useTranslations } from 'next-intl'
import { Icon, type IconName } from '@/components/ui/icon'
import { Link } from '@/components/ui/link'
import type { CustomerStep } from '@/lib/contract/customer'
import { isCorrectable } from '@/lib/journey/journey'
import { stepsWithStanding } from '@/lib/journey/standing'
import { StepBadge } from './step-badge'
import styles from './step-list.module.css'
import { useStepTitle } from './step-title'

const ICONS: Record<string, IconName> = {
  personal: 'user',
  identity: 'id',
  address: 'home',
  source_of_funds: 'wallet',
  tax_identification: 'receipt',
  selfie: 'camera',
}

function iconOf({ code, question }: CustomerStep): IconName {
  return question ? 'chat' : (ICONS[code] ?? 'file')
}

type StepListProps = { steps: CustomerStep[]; accessible: CustomerStep[]; currentCode: string | null }

/** The steps, each with its status where that is not said of all; those that can be filled in or corrected are links. */
export function StepList({ steps, accessible, currentCode }: StepListProps) {
  const t = useTranslations('kyc')
  const withStanding = stepsWithStanding(steps)
  return (
    <nav aria-label={t('yourSteps')}>
      <ol className={styles.list}>
        {steps.map((step) => (
          <li key={step.id} className={styles.item} data-current={step.code === currentCode || undefined}>
            <StepEntry
              step={step}
              accessible={accessible.includes(step)}
              current={step.code === currentCode}
              showsStanding={withStanding.includes(step)}
            />
          </li>
        ))}
      </ol>
    </nav>
  )
}

type StepEntryProps = { step: CustomerStep; accessible: boolean; current: boolean; showsStanding: boolean }

function StepEntry({ step, accessible, current, showsStanding }: StepEntryProps) {
  const t = useTranslations('kyc')
  const title = useStepTitle()(step)
  const content = (
    <>
      <span className={styles.icon} data-status={step.status}>
        <Icon name={step.status === 'approved' ? 'check' : iconOf(step)} />
      </span>
      <span className={styles.words}>
        <span className={styles.title}>
          <bdi>{title}</bdi>
        </span>
        {showsStanding && <StepBadge step={step} />}
      </span>
      {accessible && isCorrectable(step) && (
        <span className={styles.change} title={t('change')}>
          <Icon name="pencil" />
          <span className="visually-hidden">{t('change')}</span>
        </span>
      )}
    </>
  )
  if (!accessible) return <div className={styles.entry}>{content}</div>
  return (
    <Link href={`/inapp/kyc?step=${step.code}`} className={styles.entry} aria-current={current ? 'step' : undefined}>
      {content}
    </Link>
  )
}
