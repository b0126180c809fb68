'use client'

import { useRouter } from 'next/navigation'
import { useFormatter, useTranslations } from 'next-intl'
import { useEffect, useRef } from 'react'
import { useHost } from '@/components/shell/host'
import { Button, ButtonLink } from '@/components/ui/button'
import { Icon } from '@/components/ui/icon'
import { Progress } from '@/components/ui/progress'
import { isRefused, type QueuedUpload } from '@/lib/capture/upload/upload-queue'
import { transferReport } from '@/lib/capture/upload/upload-reports'
import type { CustomerStep } from '@/lib/contract/customer'
import { useSubjectName } from '../subject-line'
import { useQueuedUploads, useUploadQueue } from './upload-queue-provider'
import styles from './uploads-underway.module.css'

type UploadsUnderwayProps = {
  steps: readonly Pick<CustomerStep, 'id' | 'code'>[]
  /** Whether the screen shows documents: then it is drawn anew when one has arrived. */
  showsDocuments: boolean
  /** The step that is open here: its form tells of its own. */
  openStepId: string | null
}

/** What is on its way while the person does something else: how far it is, that it has arrived, or that it did not. */
export function UploadsUnderway({ steps, showsDocuments, openStepId }: UploadsUnderwayProps) {
  const t = useTranslations('capture.underway')
  const router = useRouter()
  const { resume } = useUploadQueue()
  const all = useQueuedUploads()
  const shown = all.filter(({ followed, place }) => !followed && place.stepId !== openStepId)
  const arrived = shown.filter(({ outcome }) => outcome?.ok).length
  const received = all.filter(({ outcome }) => outcome?.ok).length
  const failed = shown.filter(isRefused).length
  useEffect(() => void resume(), [resume])

  const before = useRef(0)
  useEffect(() => {
    if (showsDocuments && received > before.current) router.refresh()
    before.current = received
  }, [showsDocuments, received, router])

  useTransferReports(all, steps)

  const busy = all.some(({ outcome }) => outcome === null)
  useEffect(() => {
    if (!busy) return
    const ask = (event: BeforeUnloadEvent) => event.preventDefault()
    window.addEventListener('beforeunload', ask)
    return () => window.removeEventListener('beforeunload', ask)
  }, [busy])

  return (
    <>
      {shown.length > 0 && (
        <ul className={styles.list} aria-label={t('label')}>
          {shown.map((upload) => (
            <Underway
              key={upload.transfer.uploadId}
              upload={upload}
              stepCode={steps.find(({ id }) => id === upload.place.stepId)?.code ?? null}
            />
          ))}
        </ul>
      )}
      <p role="status" className="visually-hidden">
        {arrived > 0 ? t('arrived') : failed > 0 && t('failed')}
      </p>
    </>
  )
}

/** Tells the host of each upload, on whichever screen the person is by then. */
function useTransferReports(all: readonly QueuedUpload[], steps: UploadsUnderwayProps['steps']): void {
  const tell = useHost()
  const told = useRef(new Map<string, QueuedUpload>())
  useEffect(() => {
    for (const upload of all) {
      const { uploadId } = upload.transfer
      const report = transferReport(told.current.get(uploadId) ?? null, upload)
      told.current.set(uploadId, upload)
      if (report) tell(report.type, report.detail, steps.find(({ id }) => id === upload.place.stepId)?.code)
    }
  }, [all, tell, steps])
}

/** In one word, where it stands. */
function wordOf(upload: QueuedUpload) {
  const { outcome, sent, picture } = upload
  if (outcome) return outcome.ok ? 'arrived' : isRefused(upload) ? 'failed' : 'waiting'
  return sent < picture.file.size ? 'sending' : 'checking'
}

function Underway({ upload, stepCode }: { upload: QueuedUpload; stepCode: string | null }) {
  const t = useTranslations('capture.underway')
  const format = useFormatter()
  const { withdraw } = useUploadQueue()
  const { subject, picture, sent, outcome, place } = upload
  const total = picture.file.size
  const word = wordOf(upload)
  const document = useSubjectName()(subject)
  const { uploadId } = upload.transfer
  const query = new URLSearchParams({ ...(stepCode && { step: stepCode }), field: place.field, upload: uploadId })
  return (
    <li className={styles.item} data-tone={outcome?.ok ? 'good' : outcome ? 'warn' : undefined}>
      <Icon name={outcome?.ok ? 'check-circle' : outcome ? 'alert' : 'upload'} />
      <span className={styles.words}>
        <strong>{document}</strong>
        <span>{t(word)}</span>
      </span>
      {outcome === null && (
        <span className={styles.progress}>
          <Progress value={sent} max={total} label={t('progress')} />
          <span aria-hidden="true">{format.number(Math.min(1, sent / total), { style: 'percent' })}</span>
        </span>
      )}
      {word === 'failed' && (
        <>
          <ButtonLink size="small" kind="secondary" href={`/inapp/kyc/upload?${query}`}>
            {t('look')}
          </ButtonLink>
          <Button size="small" kind="quiet" aria-label={t('discard', { document })} onClick={() => withdraw(uploadId)}>
            <Icon name="close" />
          </Button>
        </>
      )}
    </li>
  )
}
