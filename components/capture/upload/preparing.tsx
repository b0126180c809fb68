import { useTranslations } from 'next-intl'
import { Button } from '@/components/ui/button'
import styles from '../phase.module.css'
import { PhaseHeading } from '../phase-heading'

/** The short while in which a picture is opened and judged. */
export function Preparing({ onCancel }: { onCancel: () => void }) {
  const t = useTranslations('capture.preparing')
  return (
    <div className={`${styles.phase} ${styles.wait}`}>
      <span className={styles.spinner} aria-hidden="true" />
      <PhaseHeading title={t('title')} />
      <Button kind="quiet" onClick={onCancel}>
        {t('cancel')}
      </Button>
    </div>
  )
}
