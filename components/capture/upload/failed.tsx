import { useTranslations } from 'next-intl'
import { LeaveButton } from '@/components/shell/leave'
import { Button, ButtonLink } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import type { PreparedFile } from '@/lib/capture/prepare-file'
import { uploadFailure } from '@/lib/capture/upload/upload-failures'
import type { FailureCode } from '@/lib/capture/upload/upload-state'
import { FilePicture } from '../file-picture'
import styles from '../phase.module.css'
import { PhaseHeading } from '../phase-heading'

type FailedProps = {
  picture: PreparedFile
  code: FailureCode
  returnHref: string
  onRetry: () => void
  onAnother: () => void
}

/** What went wrong, and the way on. The file is still here: trying again sends the very same one. */
export function Failed({ picture, code, returnHref, onRetry, onAnother }: FailedProps) {
  const t = useTranslations('capture.failures')
  const { sentence, remedy } = uploadFailure(code)
  return (
    <div className={styles.phase}>
      <PhaseHeading title={t(`${sentence}.title`)} />
      <Notice tone={sentence === 'NETWORK' ? 'warn' : 'bad'}>{t(`${sentence}.text`)}</Notice>
      <FilePicture picture={picture} size="small" />
      <div className={styles.actions}>
        {remedy === 'again' && (
          <Button icon="retry" onClick={onRetry}>
            {t('again')}
          </Button>
        )}
        {sentence === 'SESSION_EXPIRED' ? (
          <LeaveButton />
        ) : remedy === 'leave' ? (
          <ButtonLink href={returnHref}>{t('leave')}</ButtonLink>
        ) : (
          <Button kind={remedy === 'another' ? 'primary' : 'secondary'} icon="file" onClick={onAnother}>
            {t('another')}
          </Button>
        )}
      </div>
    </div>
  )
}
