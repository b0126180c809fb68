import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { CaptureIcon } from '@/components/capture/capture-icon'
import { Enlargeable } from '@/components/capture/enlargeable'
import { callApi } from '@/components/shell/api'
import { Button } from '@/components/ui/button'
import { Icon } from '@/components/ui/icon'
import { isNamedByCamera } from '@/lib/capture/camera-file-name'
import type { CustomerDocument, CustomerStep } from '@/lib/contract/customer'
import { isAsked } from '@/lib/journey/differences'
import { isCorrectable } from '@/lib/journey/journey'
import { DocumentNotes } from '../document-notes'
import styles from '../file-reference.module.css'
import { useDocumentName } from './document-name'

type GivenDocumentProps = {
  document: CustomerDocument
  step: CustomerStep
  onRemoved: (document: CustomerDocument) => void
}

/** A document that has arrived: what it looks like, what became of it, and a way to take it back. */
export function GivenDocument({ document, step, onRemoved }: GivenDocumentProps) {
  const name = useDocumentName()(document)
  const removable = document.status === 'uploaded' || (document.status === 'pending' && isCorrectable(step))
  return (
    <li className={styles.document}>
      {document.content_type.startsWith('image/') ? (
        <Enlargeable src={`/inapp/api/files/${document.file_id}`} alt={name} className={styles.opener}>
          {/* biome-ignore lint/performance/noImgElement: the picture is the person's own, behind their session */}
          <img className={styles.picture} src={`/inapp/api/files/${document.file_id}`} alt={name} />
        </Enlargeable>
      ) : (
        <span className={styles.picture}>
          <Icon name="file" />
        </span>
      )}
      <span className={styles.words}>
        <strong>{name}</strong>
        <Became document={document} />
        {!isNamedByCamera(document.file_name) && (
          <span className={styles.fileName}>
            <bdi>{document.file_name}</bdi>
          </span>
        )}
      </span>
      {removable && <RemoveButton document={document} name={name} onRemoved={onRemoved} />}
      <DocumentNotes notes={document.notes.filter((note) => !isAsked(note))} />
    </li>
  )
}

function Became({ document }: { document: CustomerDocument }) {
  const t = useTranslations('fields')
  const rejected = document.status === 'rejected'
  const isPdf = document.content_type === 'application/pdf'
  return (
    <span className={styles.state} data-tone={rejected ? 'bad' : 'good'}>
      <Icon name={rejected ? 'alert' : 'check-circle'} />
      {rejected ? t('rejected') : t(isPdf ? 'received.file' : 'received.photo')}
    </span>
  )
}

type RemoveButtonProps = Pick<GivenDocumentProps, 'document' | 'onRemoved'> & { name: string }

function RemoveButton({ document, name, onRemoved }: RemoveButtonProps) {
  const t = useTranslations('fields')
  const router = useRouter()
  const [pending, setPending] = useState(false)
  const remove = async () => {
    setPending(true)
    const removed = await callApi(`/inapp/api/documents/${document.id}`, { method: 'DELETE' })
    if (removed.ok) onRemoved(document)
    router.refresh()
    setPending(false)
  }
  return (
    <Button
      kind="quiet"
      size="small"
      pending={pending}
      onClick={remove}
      aria-label={t('removeDocument', { document: name })}
      className={styles.remove}
    >
      <CaptureIcon name="trash" />
    </Button>
  )
}
