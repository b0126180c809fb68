import { useTranslations } from 'next-intl'
import { useEffect } from 'react'
import { useUploadQueue } from '@/components/capture/upload/upload-queue-provider'
import { useObjectUrl } from '@/components/capture/use-object-url'
import { LeaveButton } from '@/components/shell/leave'
import { Button, ButtonLink } from '@/components/ui/button'
import { Icon } from '@/components/ui/icon'
import { Progress } from '@/components/ui/progress'
import { concernOf } from '@/lib/capture/concerns'
import type { PreparedFile } from '@/lib/capture/prepare-file'
import type { TransferFailure } from '@/lib/capture/upload/transfer-document'
import { uploadFailure } from '@/lib/capture/upload/upload-failures'
import type { QueuedUpload } from '@/lib/capture/upload/upload-queue'
import styles from '../file-reference.module.css'
import { useDocumentName } from './document-name'

type UploadCardProps = {
  upload: QueuedUpload
  /** Where another one is shown in its place. */
  href: string
}

/** A document on its way to its field: how far it is, that it is there, or what the server says of it and what to do. */
export function UploadCard({ upload, href }: UploadCardProps) {
  const t = useTranslations('fields')
  const { follow } = useUploadQueue()
  const { subject, picture, outcome, transfer } = upload
  const { uploadId } = transfer
  // It is told here: nobody need tell it above the form too.
  useEffect(
    () =>
      follow(
        uploadId,
        () => {},
        () => {},
      ),
    [follow, uploadId],
  )
  const name = useDocumentName()({ ...subject, document_type: subject.type })
  return (
    <li className={styles.document}>
      <Thumbnail picture={picture} />
      <span className={styles.words}>
        <strong>{name}</strong>
        {outcome?.ok && (
          <span className={styles.state} data-tone="good">
            <Icon name="check-circle" />
            {t(picture.kind === 'pdf' ? 'received.file' : 'received.photo')}
          </span>
        )}
        {outcome === null && <OnItsWay upload={upload} />}
      </span>
      {!outcome?.ok && <WithdrawButton uploadId={uploadId} name={name} />}
      {outcome?.ok === false && <NotArrived failure={outcome} upload={upload} href={href} />}
    </li>
  )
}

function Thumbnail({ picture }: { picture: PreparedFile }) {
  const url = useObjectUrl(picture.file)
  if (picture.kind === 'picture' && url)
    // biome-ignore lint/performance/noImgElement: the picture is in memory; there is nothing to optimise
    return <img className={styles.picture} src={url} alt="" />
  return (
    <span className={styles.picture}>
      <Icon name={picture.kind === 'pdf' ? 'file' : 'camera'} />
    </span>
  )
}

function OnItsWay({ upload: { sent, picture } }: { upload: QueuedUpload }) {
  const t = useTranslations('capture.sending')
  const word = t(sent < picture.file.size ? 'title' : 'checking')
  return (
    <>
      <span className={styles.state}>{word}</span>
      <Progress value={sent} max={picture.file.size} label={word} />
    </>
  )
}

function WithdrawButton({ uploadId, name }: { uploadId: string; name: string }) {
  const t = useTranslations('capture.underway')
  const { withdraw } = useUploadQueue()
  return (
    <Button
      kind="quiet"
      size="small"
      onClick={() => withdraw(uploadId)}
      aria-label={t('discard', { document: name })}
      className={styles.remove}
    >
      <Icon name="close" />
    </Button>
  )
}

type NotArrivedProps = UploadCardProps & { failure: TransferFailure }

/** What went wrong, in the words of the upload screen, and the way on. */
function NotArrived({ failure, upload, href }: NotArrivedProps) {
  const t = useTranslations('capture.failures')
  const { sendAgain } = useUploadQueue()
  const { uploadId } = upload.transfer
  if (failure.code === 'DOCUMENT_QUALITY_LOW') return <HardToRead failure={failure} upload={upload} href={href} />
  const { sentence, remedy } = uploadFailure(failure.code)
  return (
    <div className={styles.trouble} role="alert">
      <strong>{t(`${sentence}.title`)}</strong>
      <p>{t(`${sentence}.text`)}</p>
      <span className={styles.ways}>
        {remedy === 'again' && (
          <Button size="small" icon="retry" onClick={() => sendAgain(uploadId)}>
            {t('again')}
          </Button>
        )}
        {remedy === 'another' && <Another upload={upload} href={href} />}
        {sentence === 'SESSION_EXPIRED' && <LeaveButton />}
        {sentence === 'CONFLICT' && <SeeStatus upload={upload} />}
      </span>
    </div>
  )
}

/** The server finds it hard to read: another one does better, but a person may look at this one. */
function HardToRead({ failure, upload, href }: NotArrivedProps) {
  const t = useTranslations('capture.preview')
  const { sendAgain } = useUploadQueue()
  const concern = concernOf(failure.reason)
  return (
    <div className={styles.trouble} role="alert">
      <strong>{t(`concerns.${concern}`)}</strong>
      <span className={styles.ways}>
        <Another upload={upload} href={href} />
        {concern !== 'TOO_SMALL' && (
          <Button size="small" kind="secondary" onClick={() => sendAgain(upload.transfer.uploadId, true)}>
            {t('sendAnyway')}
          </Button>
        )}
      </span>
    </div>
  )
}

/** What is not needed any more makes way, too. */
function SeeStatus({ upload }: Pick<UploadCardProps, 'upload'>) {
  const t = useTranslations('kyc')
  const { withdraw } = useUploadQueue()
  return (
    <ButtonLink size="small" href="/inapp/kyc/status" onClick={() => withdraw(upload.transfer.uploadId)}>
      {t('seeStatus')}
    </ButtonLink>
  )
}

/** The one that did not do makes way. */
function Another({ upload, href }: UploadCardProps) {
  const t = useTranslations('capture.preview')
  const { withdraw } = useUploadQueue()
  return (
    <ButtonLink size="small" href={href} onClick={() => withdraw(upload.transfer.uploadId)}>
      {t(upload.origin === 'camera' ? 'again' : 'another')}
    </ButtonLink>
  )
}
