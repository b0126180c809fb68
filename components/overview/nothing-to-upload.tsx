import { useTranslations } from 'next-intl'
import { ButtonLink } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import styles from './nothing-to-upload.module.css'

/** The link asked for a document that is not needed now. */
export function NothingToUpload() {
  const t = useTranslations('kyc')
  return (
    <Notice
      tone="good"
      title={<h1 className={styles.title}>{t('nothingToUploadTitle')}</h1>}
      actions={<ButtonLink href="/inapp/kyc/status">{t('seeStatus')}</ButtonLink>}
    >
      {t('nothingToUploadText')}
    </Notice>
  )
}
