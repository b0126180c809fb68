import { useTranslations } from 'next-intl'
import { ButtonLink } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { DrawnTick } from '@/components/ui/drawn-mark'
import { Icon } from '@/components/ui/icon'
import styles from './all-done.module.css'

/** The link asked for a document that is not needed now, or of somebody of whom nothing is asked any more. */
export function NothingToUpload({ refused }: { refused: boolean }) {
  const t = useTranslations('kyc')
  const status = useTranslations('status.rejectedFinal')
  return (
    <Card className={styles.done}>
      {refused ? (
        <span className={styles.icon}>
          <Icon name="alert" />
        </span>
      ) : (
        <DrawnTick />
      )}
      <h1>{refused ? status('title') : t('nothingToUploadTitle')}</h1>
      <p>{refused ? status('text') : t('nothingToUploadText')}</p>
      <ButtonLink href="/inapp/kyc/status">{t('seeStatus')}</ButtonLink>
    </Card>
  )
}
