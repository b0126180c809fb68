import { useTranslations } from 'next-intl'
import { type ChangeEvent, useRef } from 'react'
import { useDropzone } from 'react-dropzone'
import { Button } from '@/components/ui/button'
import { Icon } from '@/components/ui/icon'
import { Notice } from '@/components/ui/notice'
import type { Facing } from '@/lib/capture/camera-wishes'
import { shapeOf } from '@/lib/capture/document-shape'
import type { SourceNote } from '@/lib/capture/upload/upload-state'
import { isUnsaid, type Subject } from '@/lib/capture/upload/upload-subject'
import { type PictureSubject, shownBy } from '@/lib/contract/documents'
import { UPLOAD_TYPES } from '@/lib/contract/pictures/files'
import { DocumentDrawing } from '../document-drawing'
import styles from '../phase.module.css'
import { PhaseHeading } from '../phase-heading'
import { SubjectLine } from '../subject-line'
import own from './pick-source.module.css'
import type { Alternative } from './use-alternative'
import { useCameraPresence } from './use-camera-presence'

/** Media types and endings: a device often knows only one of them. */
const ACCEPT = Object.fromEntries(
  Object.entries(UPLOAD_TYPES).map(([type, endings]) => [type, endings.map((ending) => `.${ending}`)]),
)

const TIPS = {
  document: ['light', 'corners', 'readable'],
  face: ['faceLight', 'bare', 'compared'],
} as const

type PickSourceProps = {
  subject: Subject
  note: SourceNote | null
  onCamera: () => void
  onFile: (file: File) => void
  /** Goes on at a phone; null where this is the phone. */
  onPhone: (() => void) | null
  matchingCode: string | null
  onRechoose: () => void
  /** For a person who would rather not show it; null where there is no other way. */
  alternative: Alternative | null
}

/** One side of a document: how it should look, and the ways to show it. */
export function PickSource(props: PickSourceProps) {
  const { subject, note, matchingCode, alternative } = props
  const t = useTranslations('capture')
  const camera = useCameraPresence()
  const shows = shownBy(subject.type)
  const shape = shows === 'face' ? 'face' : shapeOf(subject.type)
  const first = subject.side === subject.sides[0]
  const unsaid = isUnsaid(subject)
  return (
    <div className={styles.phase}>
      {note && <SourceNotice note={note} />}
      {matchingCode && !note && (
        <Notice tone="info" title={t('phone.codeHere', { code: matchingCode })}>
          {t('phone.codeText')}
        </Notice>
      )}
      {unsaid ? (
        <PhaseHeading title={t('source.any.title')}>{t('source.any.text')}</PhaseHeading>
      ) : (
        <PhaseHeading title={t(`source.${shape}.${subject.side}.title`)} over={<SubjectLine subject={subject} />}>
          {t(`source.${shape}.${subject.side}.text`)}
        </PhaseHeading>
      )}
      <Ways {...props} camera={camera} shows={shows} />
      <Tips camera={camera} shows={shows} />
      {first && shows === 'document' && !unsaid && (
        <Button kind="quiet" size="small" className={own.rechoose} onClick={props.onRechoose}>
          {t('source.rechoose')}
        </Button>
      )}
      {alternative && <AlternativeOffer alternative={alternative} />}
    </div>
  )
}

type WaysProps = PickSourceProps & { camera: boolean; shows: PictureSubject }

/** Our camera, a file, another device; and a place to drop a file. */
function Ways({ subject, note, onCamera, onFile, onPhone, camera, shows }: WaysProps) {
  const t = useTranslations('capture.source')
  const zone = useFileZone(onFile)
  const facing = shows === 'face' ? 'user' : 'environment'
  return (
    <>
      <div hidden>
        <input {...zone.getInputProps({ 'data-testid': 'file-input', 'aria-label': t('file') })} />
      </div>
      <div {...zone.getRootProps({ className: own.zone, 'data-over': zone.isDragActive || undefined })}>
        <div className={own.stage}>
          <DocumentDrawing type={subject.type} view={subject.side} className={own.drawing} />
        </div>
        <div className={own.ways}>
          {camera && (
            <Button icon="camera" wide onClick={onCamera} data-testid="open-camera">
              {t(shows === 'face' ? 'selfie' : 'camera')}
            </Button>
          )}
          {note?.kind === 'other_way' && <OwnCamera facing={facing} onFile={onFile} />}
          <Button kind={camera ? 'secondary' : 'primary'} icon="upload" wide onClick={zone.open}>
            {t('file')}
          </Button>
          {onPhone && (
            <Button kind="secondary" icon="phone" wide className={own.phone} onClick={onPhone}>
              {t('phone')}
            </Button>
          )}
        </div>
        <p className={own.formats}>
          <span className={own.drop}>{t('drop')}</span>{' '}
          <span>{t(shows === 'face' ? 'pictureFormats' : 'formats')}</span>
        </p>
      </div>
    </>
  )
}

function useFileZone(onFile: (file: File) => void) {
  return useDropzone({
    accept: ACCEPT,
    multiple: false,
    noClick: true,
    noKeyboard: true,
    // What does not fit is told by our own check, which can name HEIC and say what to do.
    onDrop: (accepted, rejected) => {
      const file = accepted[0] ?? rejected[0]?.file
      if (file) onFile(file)
    },
  })
}

function Tips({ camera, shows }: Pick<WaysProps, 'camera' | 'shows'>) {
  const t = useTranslations('capture.source')
  return (
    <ul className={own.tips}>
      {TIPS[shows].map((tip) => (
        <li key={tip}>
          <Icon name="check" />
          <span>{t(`tips.${tip}`)}</span>
        </li>
      ))}
      {camera && (
        <li className={own.permission}>
          <Icon name="camera" />
          <span>{t('permission')}</span>
        </li>
      )}
    </ul>
  )
}

function AlternativeOffer({ alternative: { state, choose } }: { alternative: Alternative }) {
  const t = useTranslations('capture.source')
  return (
    <>
      <Button kind="quiet" size="small" className={own.rechoose} pending={state === 'choosing'} onClick={choose}>
        {t('alternative')}
      </Button>
      <div role="alert">{state === 'failed' && <Notice tone="warn">{t('alternativeFailed')}</Notice>}</div>
    </>
  )
}

/** The device's own camera app, on phones and tablets: it focuses better than a page can. */
function OwnCamera({ facing, onFile }: { facing: Facing; onFile: (file: File) => void }) {
  const t = useTranslations('capture.camera')
  const input = useRef<HTMLInputElement>(null)
  const pick = ({ target }: ChangeEvent<HTMLInputElement>) => {
    const [file] = target.files ?? []
    target.value = ''
    if (file) onFile(file)
  }
  return (
    <>
      <Button kind="secondary" icon="camera" wide className={own.ownCamera} onClick={() => input.current?.click()}>
        {t('ownCamera')}
      </Button>
      <input ref={input} type="file" accept="image/*" capture={facing} hidden onChange={pick} />
    </>
  )
}

function SourceNotice({ note }: { note: SourceNote }) {
  const t = useTranslations('capture')
  if (note.kind === 'side_on_its_way') return <Notice tone="good">{t('source.sideOnItsWay')}</Notice>
  if (note.kind === 'other_way')
    return (
      <Notice tone="info" title={t('source.otherWay.title')}>
        {t('source.otherWay.text')}
      </Notice>
    )
  return (
    <Notice tone="bad" title={t(`refusals.${note.refusal}.title`)}>
      {t(`refusals.${note.refusal}.text`)}
    </Notice>
  )
}
