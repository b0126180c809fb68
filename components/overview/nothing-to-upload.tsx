import { useTranslations } from 'next-intl'
import { ButtonLink } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import styles from './nothing-to-upload.module.css'

/** The link asked for a document that is not needed now, or of somebody of whom nothing is asked any more. */
export function NothingToUpload({ refused }: { refused: boolean }) {
  const t = useTranslations('kyc')
  const status = useTranslations('status.rejectedFinal')
  return (
    <Notice
      tone={refused ? 'bad' : 'good'}
      title={<h1 className={styles.title}>{refused ? status('title') : t('nothingToUploadTitle')}</h1>}
      actions={<ButtonLink href="/inapp/kyc/status">{t('seeStatus')}</ButtonLink>}
    >
      {refused ? status('text') : t('nothingToUploadText')}
    </Notice>
  )
}
