'use client'

import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useQueuedUploads } from '@/components/capture/upload/upload-queue-provider'
import { callApi } from '@/components/shell/api'
import { Badge } from '@/components/ui/badge'
import { Button, ButtonLink } from '@/components/ui/button'
import { Icon } from '@/components/ui/icon'
import { Notice } from '@/components/ui/notice'
import { isRefused } from '@/lib/capture/upload/upload-queue'
import type { CustomerDocument, CustomerStep } from '@/lib/contract/customer'
import { type DocumentSide, documentTypesFor, shownBy, sidesOf } from '@/lib/contract/documents'
import { isCorrectable } from '@/lib/journey/journey'
import type { ControlProps } from './control'
import { DocumentNotes } from './document-notes'
import styles from './file-reference.module.css'

/** The documents that answer the field, or the way to add one. The upload screen is a page of its own; the draft is kept. */
export function FileReferenceControl(props: ControlProps) {
  const t = useTranslations('fields')
  const { field, id, describedBy, step, documents } = props
  const [justRemoved, setJustRemoved] = useState(false)
  // By the person here or elsewhere, or by staff.
  const removed = justRemoved || step.removed.some((document) => document.field === field.name)
  const purpose = field.purpose ?? 'other'
  const href = `/inapp/kyc/upload?${new URLSearchParams({ step: step.code, field: field.name, documentType: purpose })}`
  const underway = useQueuedUploads().filter(({ place }) => place.stepId === step.id && place.field === field.name)
  const onTheirWay = underway.filter((upload) => !upload.outcome?.ok && !isRefused(upload))
  const notes = <Notes onTheirWay={onTheirWay.length} refused={underway.some(isRefused)} />
  if (documents.length === 0) {
    const waits = onTheirWay.length > 0
    return (
      <div id={waits ? id : undefined} tabIndex={waits ? -1 : undefined} className={styles.given}>
        {removed && !waits && <Notice role="status">{t('removed')}</Notice>}
        {notes}
        {!waits && <AddDocument {...props} href={href} />}
      </div>
    )
  }
  // A reviewer who approved a document keeps it while the rest of the step is corrected.
  const decided = isCorrectable(step) && documents.some(({ status }) => status === 'approved')
  const missing = missingSides(documents).filter((side) => onTheirWay.every(({ subject }) => subject.side !== side))
  return (
    <div className={styles.given}>
      <ul className={styles.list}>
        {documents.map((document) => (
          <GivenDocument key={document.id} {...{ document, step }} onRemoved={() => setJustRemoved(true)} />
        ))}
      </ul>
      {notes}
      {missing.map((side) => (
        <p key={side} className={styles.missing}>
          <Icon name="alert" />
          <span>{t('sideMissing', { side: t(side) })}</span>
        </p>
      ))}
      {!decided && (
        <ButtonLink
          id={id}
          aria-describedby={describedBy}
          href={href}
          kind={missing[0] ? 'primary' : 'secondary'}
          size="small"
        >
          {missing[0] ? t('addSide', { side: t(missing[0]) }) : t('replaceDocument')}
        </ButtonLink>
      )}
    </div>
  )
}

/** What became of documents that have been sent and do not stand here yet. */
function Notes({ onTheirWay, refused }: { onTheirWay: number; refused: boolean }) {
  const t = useTranslations('fields')
  return (
    <>
      {onTheirWay > 0 && (
        <p className={styles.onItsWay}>
          <Icon name="upload" />
          <span>{t('onItsWay', { count: onTheirWay })}</span>
        </p>
      )}
      {refused && (
        <p className={styles.missing}>
          <Icon name="alert" />
          <span>{t('notThrough')}</span>
        </p>
      )}
    </>
  )
}

function AddDocument({ field, id, describedBy, href }: ControlProps & { href: string }) {
  const t = useTranslations('fields')
  const types = useTranslations('documentTypes')
  const offered = field.document_types ?? documentTypesFor(field.purpose ?? 'other')
  const face = offered.every((type) => shownBy(type) === 'face')
  const named = offered.slice(0, 4).map((type) => types(type))
  return (
    <ButtonLink id={id} aria-describedby={describedBy} href={href} kind="secondary" className={styles.add}>
      <span className={styles.plus}>
        <Icon name="camera" />
      </span>
      <span className={styles.words}>
        <strong>{t(face ? 'takeSelfie' : 'addDocument')}</strong>
        <span>{face ? t('selfieTakes') : named.join(' · ')}</span>
      </span>
      <Icon name="forward" />
    </ButtonLink>
  )
}

type GivenDocumentProps = { document: CustomerDocument; step: CustomerStep; onRemoved: () => void }

function GivenDocument({ document, step, onRemoved }: GivenDocumentProps) {
  const t = useTranslations('fields')
  const types = useTranslations('documentTypes')
  const name = types(document.document_type)
  const twoSided = sidesOf(document.document_type).length > 1
  const rejected = document.status === 'rejected'
  const removable = document.status === 'uploaded' || (document.status === 'pending' && isCorrectable(step))
  return (
    <li className={styles.document}>
      {document.content_type.startsWith('image/') ? (
        // biome-ignore lint/performance/noImgElement: the picture is the person's own, behind their session
        <img className={styles.picture} src={`/inapp/api/files/${document.file_id}`} alt="" />
      ) : (
        <span className={styles.picture}>
          <Icon name="file" />
        </span>
      )}
      <span className={styles.words}>
        <strong>{twoSided ? t('sideOf', { document: name, side: t(document.side) }) : name}</strong>
        <span className={styles.fileName}>
          <bdi>{document.file_name}</bdi>
        </span>
      </span>
      {rejected ? (
        <Badge tone="bad" icon="alert">
          {t('rejected')}
        </Badge>
      ) : (
        <Badge tone="good" icon="check">
          {t('added')}
        </Badge>
      )}
      {removable && <RemoveButton document={document} name={name} onRemoved={onRemoved} />}
      <DocumentNotes document={document} />
    </li>
  )
}

type RemoveButtonProps = { document: CustomerDocument; name: string; onRemoved: () => void }

function RemoveButton({ document, name, onRemoved }: RemoveButtonProps) {
  const t = useTranslations('fields')
  const router = useRouter()
  const [pending, setPending] = useState(false)
  const remove = async () => {
    setPending(true)
    const removed = await callApi(`/inapp/api/documents/${document.id}`, { method: 'DELETE' })
    if (removed.ok) onRemoved()
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
      <Icon name="trash" />
    </Button>
  )
}

function missingSides(documents: CustomerDocument[]): DocumentSide[] {
  const type = documents[0]?.document_type
  return type ? sidesOf(type).filter((side) => documents.every((document) => document.side !== side)) : []
}
