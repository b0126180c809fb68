import { useTranslations } from 'next-intl'
import { Icon } from '@/components/ui/icon'
import styles from '../phase.module.css'
import { PhaseHeading } from '../phase-heading'

/** The phone's part is over: the rest is done where it began. */
export function DoneOnPhone() {
  const t = useTranslations('capture.phone')
  return (
    <div className={`${styles.phase} ${styles.done}`}>
      <span className={styles.doneMark}>
        <Icon name="check" />
      </span>
      <PhaseHeading title={t('doneTitle')}>{t('doneText')}</PhaseHeading>
    </div>
  )
}
