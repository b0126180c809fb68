import { useTranslations } from 'next-intl'
import { ButtonLink } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { Icon } from '@/components/ui/icon'
import styles from './all-done.module.css'

/** Nothing is left for the person to do: where to follow what happens. */
export function AllDone() {
  const t = useTranslations('kyc')
  return (
    <Card className={styles.done}>
      <span className={styles.icon}>
        <Icon name="check" />
      </span>
      <h2>{t('doneTitle')}</h2>
      <p>{t('doneText')}</p>
      <ButtonLink href="/inapp/kyc/status">{t('seeStatus')}</ButtonLink>
    </Card>
  )
}
