import { useFormatter, useTranslations } from 'next-intl'
import { useRef } from 'react'
import { Button } from '@/components/ui/button'
import { Progress } from '@/components/ui/progress'
import type { PreparedFile } from '@/lib/capture/prepare-file'
import { FilePicture } from '../file-picture'
import styles from '../phase.module.css'
import { PhaseHeading } from '../phase-heading'
import { useFileSize } from './use-file-size'

type SendingProps = {
  picture: PreparedFile
  sent: number
  onCancel: () => void
}

/** On a phone that shows one document: how much of its last side has arrived. Elsewhere nobody waits for it. */
export function Sending({ picture, sent, onCancel }: SendingProps) {
  const t = useTranslations('capture.sending')
  const format = useFormatter()
  const fileSize = useFileSize()
  const total = picture.file.size
  const arrived = sent >= total
  const amount = t('amount', { sent: fileSize(sent), total: fileSize(total) })
  return (
    <div className={styles.phase}>
      <PhaseHeading title={arrived ? t('checking') : t('title')}>{t('stay')}</PhaseHeading>
      <div className={styles.dimmed}>
        <FilePicture picture={picture} size="small" />
      </div>
      <div className={styles.progress}>
        <Progress value={sent} max={total} label={t('label')} valueText={arrived ? t('checking') : amount} />
        <p className={styles.amount} aria-hidden="true">
          <span>{amount}</span>
          <TimeLeft sent={sent} total={total} />
          <span>{format.number(sent / total, { style: 'percent' })}</span>
        </p>
      </div>
      <div className={styles.actions}>
        <Button kind="secondary" onClick={onCancel}>
          {t('cancel')}
        </Button>
      </div>
    </div>
  )
}

/** Below this nobody needs to be told, in seconds. */
const SOON = 8

/** How long it will take, by the pace of what has arrived so far; said on slow connections alone. */
function TimeLeft({ sent, total }: { sent: number; total: number }) {
  const t = useTranslations('capture.sending')
  const start = useRef({ at: performance.now(), sent })
  const elapsed = (performance.now() - start.current.at) / 1_000
  const arrived = sent - start.current.sent
  if (arrived <= 0 || sent >= total) return null
  const seconds = Math.ceil((elapsed / arrived) * (total - sent))
  if (seconds < SOON) return null
  return <span>{seconds < 90 ? t('left', { seconds }) : t('minutesLeft', { minutes: Math.round(seconds / 60) })}</span>
}
