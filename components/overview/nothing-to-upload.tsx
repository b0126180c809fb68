import { useTranslations } from 'next-intl'
import { ButtonLink } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'

/** The link asked for a document that is not needed now. */
export function NothingToUpload() {
  const t = useTranslations('kyc')
  return (
    <Notice
      tone="good"
      title={t('nothingToUploadTitle')}
      actions={<ButtonLink href="/inapp/kyc/status">{t('seeStatus')}</ButtonLink>}
    >
      {t('nothingToUploadText')}
    </Notice>
  )
}
