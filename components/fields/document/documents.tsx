'use client'

import dynamic from 'next/dynamic'
import { useTranslations } from 'next-intl'
import { useEffect, useState } from 'react'
import { warmFaceCamera } from '@/components/capture/camera/warm-face-camera'
import { usePreloadedCamera } from '@/components/capture/choose/preload-camera'
import { useQueuedUploads } from '@/components/capture/upload/upload-queue-provider'
import { useHost } from '@/components/shell/host'
import { ButtonLink } from '@/components/ui/button'
import { Icon } from '@/components/ui/icon'
import { Skeleton } from '@/components/ui/skeleton'
import type { QueuedUpload } from '@/lib/capture/upload/upload-queue'
import { isUnsaid } from '@/lib/capture/upload/upload-subject'
import type { CustomerDocument } from '@/lib/contract/customer'
import {
  type DocumentSide,
  type DocumentType,
  documentTypesFor,
  isIdentity,
  shownBy,
  sidesOf,
} from '@/lib/contract/documents'
import { isCorrectable } from '@/lib/journey/journey'
import type { ControlProps } from '../control'
import styles from '../file-reference.module.css'
import { useDocumentName } from './document-name'
import { leads } from './leads'
import { uploadHref } from './upload-href'

// A field without a document waits for none of them. Where one does, its room is kept: nothing below moves.
const GivenDocument = dynamic(() => import('./given-document').then((module) => module.GivenDocument), {
  loading: RowToCome,
})
const RemovedDocument = dynamic(() => import('./removed-document').then((module) => module.RemovedDocument), {
  loading: () => null,
})
const UploadCard = dynamic(() => import('./upload-card').then((module) => module.UploadCard), { loading: RowToCome })

const DocumentKind = dynamic(
  () => import('@/components/capture/choose/document-kind').then((module) => module.DocumentKind),
  { loading: KindToCome },
)

/** The documents that answer the field, or the way to add one. The upload screen is a page of its own; the draft is kept. */
export function Documents(props: ControlProps) {
  const { field, id, describedBy, step, documents, invalid } = props
  const [undoable, setUndoable] = useState<CustomerDocument | null>(null)
  const href = uploadHref(props)
  // In review nothing may be left unsaid: what replaces it is sent at once.
  const scanHref = field.purpose === 'identity' && !isCorrectable(step) ? `${href}&scan=1` : href
  const asksKind = useAsksKind(documents)
  const uploads = useUploadsTo(props)
  // By the person here or elsewhere, or by staff.
  const isRemoved = undoable !== null || step.removed.some((document) => document.field === field.name)
  const isEmpty = documents.length === 0 && uploads.length === 0
  const wanted = wantedNext(documents, uploads, step)
  return (
    <div id={isEmpty || wanted ? undefined : id} tabIndex={isEmpty || wanted ? undefined : -1} className={styles.given}>
      {isRemoved && <RemovedDocument key={undoable?.id} document={undoable} onUndone={() => setUndoable(null)} />}
      {isEmpty ? (
        <AddDocument {...props} href={scanHref} />
      ) : (
        <>
          <ul className={styles.list}>
            {documents.map((document) => (
              <GivenDocument key={document.id} {...{ document, step }} onRemoved={setUndoable} />
            ))}
            {uploads.map((upload) => (
              <UploadCard key={upload.transfer.uploadId} {...{ upload, href }} />
            ))}
          </ul>
          {documents.length === 0 && <ToCome uploads={uploads} />}
          {asksKind && documents[0] && <DocumentKind {...{ step, field, document: documents[0], invalid }} />}
          {wanted && (
            <More wanted={wanted} {...{ id, describedBy }} href={wanted.missing.length > 0 ? scanHref : href} />
          )}
        </>
      )}
      <Arrivals uploads={uploads} />
    </div>
  )
}

/** The room of what is asked of a document, and offered beside it, once it has arrived: nothing below moves then. */
function ToCome({ uploads }: { uploads: readonly QueuedUpload[] }) {
  if (uploads.some(({ outcome }) => outcome?.ok === false)) return null
  return (
    <>
      {uploads.some(({ subject }) => isUnsaid(subject)) && <KindToCome />}
      <Skeleton width="12rem" height="44px" />
    </>
  )
}

/** A label and its control. */
const CONTROL = 'calc(1lh + var(--space-2) + var(--target))'

function KindToCome() {
  return (
    <span className={styles.toCome}>
      <Skeleton height={CONTROL} />
      <Skeleton height={CONTROL} />
    </span>
  )
}

function RowToCome() {
  return (
    <li>
      <Skeleton height="68px" />
    </li>
  )
}

/** Whether the person is asked which document it is. What has been read since stays where it was asked. */
function useAsksKind(documents: CustomerDocument[]): boolean {
  const unsaid = documents.some((document) => document.status === 'uploaded' && isUnsaidDocument(document))
  const [asked, setAsked] = useState(unsaid)
  if (unsaid && !asked) setAsked(true)
  return asked
}

function isUnsaidDocument({ document_type: type, country }: CustomerDocument): boolean {
  return isUnsaid({ type, country })
}

/** What is on its way to the field, and has not taken its place among the documents yet. */
function useUploadsTo({ field, step, documents }: ControlProps): readonly QueuedUpload[] {
  const all = useQueuedUploads()
  return all.filter(({ place, outcome }) => {
    const isHere = outcome?.ok && documents.some(({ file_id }) => file_id === outcome.fileId)
    return place.stepId === step.id && place.field === field.name && !isHere
  })
}

/** What can be shown next: sides that are missing, or another document; null where nothing is. */
type Wanted = { missing: readonly DocumentSide[] } | null

function wantedNext(
  documents: CustomerDocument[],
  uploads: readonly QueuedUpload[],
  step: ControlProps['step'],
): Wanted {
  // A reviewer who approved a document keeps it while the rest of the step is corrected.
  if (isCorrectable(step) && documents.some(({ status }) => status === 'approved')) return null
  const missing = missingSides(documents, uploads)
  return missing.length > 0 || documents.length > 0 ? { missing } : null
}

type MoreProps = Pick<ControlProps, 'id' | 'describedBy'> & { wanted: NonNullable<Wanted>; href: string }

/** The side that is missing, or another document in the place of this one. */
function More({ wanted: { missing }, id, href, describedBy }: MoreProps) {
  const t = useTranslations('fields')
  const [next] = missing
  return (
    <>
      {missing.map((side) => (
        <p key={side} className={styles.missing}>
          <Icon name="alert" />
          <span>{t('sideMissing', { side: t(side) })}</span>
        </p>
      ))}
      <ButtonLink id={id} aria-describedby={describedBy} href={href} kind={next ? 'primary' : 'secondary'} size="small">
        {next ? t('addSide', { side: t(next) }) : t('replaceDocument')}
      </ButtonLink>
    </>
  )
}

/** Says that a document is there to those who do not see its tick. */
function Arrivals({ uploads }: { uploads: readonly QueuedUpload[] }) {
  const t = useTranslations('fields')
  const nameOf = useDocumentName()
  const [said, setSaid] = useState<string | null>(null)
  const there = uploads.find(({ outcome }) => outcome?.ok)
  const sentence =
    there &&
    [
      nameOf({ ...there.subject, document_type: there.subject.type }),
      t(there.picture.kind === 'pdf' ? 'received.file' : 'received.photo'),
    ].join(': ')
  useEffect(() => {
    if (sentence) setSaid(sentence)
  }, [sentence])
  return (
    <p role="status" className="visually-hidden">
      {said}
    </p>
  )
}

function AddDocument(props: ControlProps & { href: string }) {
  const { field, id, describedBy, step } = props
  const tell = useHost()
  const types = useTranslations('documentTypes')
  const offered = field.document_types ?? documentTypesFor(field.purpose ?? 'other')
  const isOneCard = offered.length === 1 || offered.some((type) => isIdentity(type))
  if (isOneCard) return <AddCard {...props} offered={offered} />
  return (
    <ul id={id} tabIndex={-1} aria-describedby={describedBy} className={styles.offers}>
      {offered.map((type) => (
        <li key={type}>
          <ButtonLink
            href={uploadHref(props, type)}
            kind="secondary"
            size="small"
            icon="file"
            onClick={() => tell('kyc:document_selected', { document_type: type, country: null }, step.code)}
          >
            {types(type)}
          </ButtonLink>
        </li>
      ))}
    </ul>
  )
}

type AddCardProps = ControlProps & { href: string; offered: readonly DocumentType[] }

function AddCard({ field, id, describedBy, href, offered }: AddCardProps) {
  const t = useTranslations('fields')
  const types = useTranslations('documentTypes')
  const face = offered.every((type) => shownBy(type) === 'face')
  useEffect(() => {
    if (face) warmFaceCamera()
  }, [face])
  usePreloadedCamera(!face)
  const isScan = field.purpose === 'identity'
  const named = offered.slice(0, 4).map((type) => types(type))
  return (
    <ButtonLink
      id={id}
      aria-describedby={describedBy}
      href={face ? `${href}&camera=open` : href}
      kind={leads(field) ? 'primary' : 'secondary'}
      className={styles.add}
    >
      <span className={styles.plus}>
        <Icon name="camera" />
      </span>
      <span className={styles.words}>
        <strong>{t(face ? 'takeSelfie' : isScan ? 'scanIdentity' : 'addDocument')}</strong>
        <span>{face ? t('selfieTakes') : isScan ? t('scanFillsIn') : named.join(' · ')}</span>
      </span>
      <Icon name="forward" />
    </ButtonLink>
  )
}

/** None while nobody knows which document it is. */
function missingSides(documents: CustomerDocument[], uploads: readonly QueuedUpload[]): DocumentSide[] {
  if (documents.some(isUnsaidDocument) || uploads.some(({ subject }) => isUnsaid(subject))) return []
  const given = [
    ...documents.map(({ document_type, side }) => ({ type: document_type, side })),
    ...uploads.map(({ subject }) => subject),
  ]
  const type = uploads.at(-1)?.subject.type ?? documents[0]?.document_type
  return type ? sidesOf(type).filter((side) => given.every((it) => it.type !== type || it.side !== side)) : []
}
