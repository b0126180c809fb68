import { useTranslations } from 'next-intl'
import { type ChangeEvent, useRef } from 'react'
import { Button } from '@/components/ui/button'
import type { CameraFailure } from '@/lib/capture/camera-failure'
import type { Facing } from '@/lib/capture/camera-wishes'
import { UPLOAD_TYPES } from '@/lib/contract/pictures/files'
import { CaptureIcon } from '../capture-icon'
import styles from './camera.module.css'
import { PermissionSteps } from './permission-steps'

const ACCEPT = Object.entries(UPLOAD_TYPES)
  .flatMap(([type, endings]) => [type, ...endings.map((ending) => `.${ending}`)])
  .join(',')

/** Asking again helps where something outside of the page can have changed. */
const RETRY: Record<CameraFailure, boolean> = {
  REFUSED: true,
  BLOCKED_BY_HOST: false,
  NO_CAMERA: true,
  BUSY: true,
  LOST: true,
  INSECURE: false,
  UNSUPPORTED: false,
  UNKNOWN: true,
}

type CameraFailedProps = {
  failure: CameraFailure
  facing: Facing
  onRetry: () => void
  onFile: (file: File) => void
  onPhone: (() => void) | null
}

/** Why there is no picture, what to do about it in this browser, and the other ways: a file, the device's own camera. */
export function CameraFailed({ failure, facing, onRetry, onFile, onPhone }: CameraFailedProps) {
  const t = useTranslations('capture.camera')
  const own = useRef<HTMLInputElement>(null)
  const file = useRef<HTMLInputElement>(null)
  const pick = ({ target }: ChangeEvent<HTMLInputElement>) => {
    const [picked] = target.files ?? []
    target.value = ''
    if (picked) onFile(picked)
  }
  return (
    <div className={styles.failed}>
      <div className={styles.failedCard} role="alert">
        <span className={styles.failedIcon}>
          <CaptureIcon name="camera-off" />
        </span>
        <h3>{t(`failures.${failure}.title`)}</h3>
        {failure === 'REFUSED' ? <PermissionSteps /> : <p>{t(`failures.${failure}.text`)}</p>}
      </div>
      <div className={styles.failedWays}>
        {RETRY[failure] ? (
          <Button icon="retry" wide onClick={onRetry}>
            {t('retry')}
          </Button>
        ) : (
          <Button icon="upload" wide onClick={() => file.current?.click()}>
            {t('file')}
          </Button>
        )}
        <div className={styles.otherWays}>
          {RETRY[failure] && (
            <Button kind="quiet" size="small" icon="upload" onClick={() => file.current?.click()}>
              {t('file')}
            </Button>
          )}
          <Button
            kind="quiet"
            size="small"
            icon="camera"
            className={styles.ownCamera}
            onClick={() => own.current?.click()}
          >
            {t('ownCamera')}
          </Button>
          {onPhone && (
            <Button kind="quiet" size="small" icon="phone" className={styles.otherPhone} onClick={onPhone}>
              {t('phone')}
            </Button>
          )}
        </div>
      </div>
      <input ref={own} type="file" accept="image/*" capture={facing} hidden onChange={pick} />
      <input ref={file} type="file" accept={ACCEPT} hidden onChange={pick} />
    </div>
  )
}
