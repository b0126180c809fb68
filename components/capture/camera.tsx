'use client'

import { useTranslations } from 'next-intl'
import { type CSSProperties, type SyntheticEvent, useEffect, useRef, useState } from 'react'
import Webcam from 'react-webcam'
import { Icon } from '@/components/ui/icon'
import { type DocumentShape, SHAPES, shapeOf } from '@/lib/capture/document-shape'
import { rememberLens } from '@/lib/capture/lenses'
import type { Outline } from '@/lib/capture/outline'
import { takePicture } from '@/lib/capture/take-picture'
import type { Subject } from '@/lib/capture/upload-subject'
import styles from './camera.module.css'
import { CameraFailed } from './camera-failed'
import { SubjectLine } from './subject-line'
import { useCamera } from './use-camera'
import { useGuidance } from './use-guidance'
import { useTorch } from './use-torch'

type CameraProps = {
  subject: Subject
  /** The grabbed frame, at the video's own resolution. */
  onPicture: (file: File) => void
  /** A file taken or chosen in place of a frame. */
  onFile: (file: File) => void
  /** Goes on at a phone; null where this is the phone. */
  onPhone: (() => void) | null
  onClose: () => void
}

/** The camera over the whole window: a frame to aim at, and one button. */
export function Camera({ subject, onPicture, onFile, onPhone, onClose }: CameraProps) {
  const t = useTranslations('capture.camera')
  const dialog = useModal()
  const camera = useCamera()
  const shape = shapeOf(subject.type)
  return (
    <dialog
      ref={dialog}
      className={styles.camera}
      aria-labelledby="camera-title"
      onCancel={(event) => {
        event.preventDefault()
        onClose()
      }}
    >
      <header className={styles.bar}>
        <div className={styles.words}>
          <h2 id="camera-title" tabIndex={-1} className={styles.title}>
            <SubjectLine subject={subject} />
          </h2>
          {camera.state.at !== 'failed' && <p className={styles.instruction}>{t(`instruction.${shape}`)}</p>}
        </div>
        <button type="button" className={styles.round} aria-label={t('close')} onClick={onClose}>
          <Icon name="close" />
        </button>
      </header>
      {camera.state.at === 'failed' ? (
        <CameraFailed
          failure={camera.state.failure}
          onRetry={() => camera.restart(null)}
          onFile={onFile}
          onPhone={onPhone}
        />
      ) : (
        <Viewfinder
          camera={camera}
          shape={shape}
          fileName={`${subject.type}-${subject.side}.jpg`}
          onPicture={onPicture}
        />
      )}
    </dialog>
  )
}

type ViewfinderProps = {
  camera: ReturnType<typeof useCamera>
  shape: DocumentShape
  fileName: string
  onPicture: (file: File) => void
}

/** Of the video, how much the frame to aim at takes up: as in the style sheet. */
const AIM = 0.88

function Viewfinder({ camera, shape, fileName, onPicture }: ViewfinderProps) {
  const t = useTranslations('capture.camera')
  const webcam = useRef<Webcam>(null)
  const video = useRef<HTMLVideoElement | null>(null)
  const found = useRef<SVGPolygonElement>(null)
  const [ratio, setRatio] = useState<number | null>(null)
  const [taking, setTaking] = useState(false)
  const torch = useTorch(camera.track)
  const live = camera.state.at === 'live' && ratio !== null
  const instruction = useGuidance({
    video,
    active: live && !taking,
    wanted: { shape: SHAPES[shape], fill: AIM },
    onOutline: (outline) => found.current?.setAttribute('points', pointsOf(outline)),
    onTake: (frame) => void take(frame),
  })
  const measure = (element: HTMLVideoElement) => {
    if (element.videoWidth > 0 && element.videoHeight > 0) setRatio(element.videoWidth / element.videoHeight)
  }
  const loaded = ({ currentTarget }: SyntheticEvent<HTMLVideoElement>) => {
    video.current = currentTarget
    measure(currentTarget)
    // A phone that is turned turns its video too.
    currentTarget.onresize = () => measure(currentTarget)
  }

  async function take(frame?: ImageBitmap) {
    if (!live || taking || !video.current) return frame?.close()
    setTaking(true)
    navigator.vibrate?.(40)
    try {
      const picture = await takePicture(frame ?? (await createImageBitmap(video.current)), camera.track, fileName)
      const lens = camera.track?.getSettings().deviceId
      if (lens) rememberLens(lens)
      onPicture(picture)
    } catch (thrown) {
      setTaking(false)
      camera.failed(thrown)
    }
  }

  return (
    <>
      <div className={styles.finder}>
        <div className={styles.video} style={ratio === null ? undefined : ({ '--video': ratio } as CSSProperties)}>
          {camera.stream && (
            <Webcam
              key={camera.stream.key}
              ref={webcam}
              audio={false}
              playsInline
              muted
              aria-label={t('view')}
              videoConstraints={camera.stream.constraints}
              onUserMedia={(stream) => void camera.started(stream)}
              onUserMediaError={camera.failed}
              onLoadedMetadata={loaded}
            />
          )}
          <div
            className={styles.aim}
            style={{ '--frame': SHAPES[shape] } as CSSProperties}
            data-live={live || undefined}
            data-good={instruction === 'HOLD' || taking || undefined}
          >
            <span className={styles.corners} />
          </div>
          <svg className={styles.found} viewBox="0 0 1 1" preserveAspectRatio="none" aria-hidden="true">
            <polygon ref={found} data-good={instruction === 'HOLD' || undefined} />
          </svg>
          {!live && (
            <p className={styles.waiting} role="status">
              {t('starting')}
              <span>{t('permission')}</span>
            </p>
          )}
          {taking && <span className={styles.flash} />}
        </div>
        <p className={styles.guidance} role="status" data-testid="guidance" data-instruction={instruction ?? undefined}>
          {live && instruction && <span>{t(`live.${instruction}`, { shape })}</span>}
        </p>
      </div>
      <div className={styles.controls}>
        {torch ? (
          <button
            type="button"
            className={styles.round}
            aria-label={t('torch')}
            aria-pressed={torch.on}
            onClick={torch.toggle}
          >
            <Icon name="torch" />
          </button>
        ) : (
          <span />
        )}
        <button
          type="button"
          data-testid="shutter"
          className={styles.shutter}
          aria-label={t('shutter')}
          aria-disabled={!live || taking}
          data-good={instruction === 'HOLD' || undefined}
          onClick={() => void take()}
        />
        {camera.other ? (
          <button
            type="button"
            className={styles.round}
            aria-label={t('switch')}
            onClick={() => camera.restart(camera.other)}
          >
            <Icon name="flip" />
          </button>
        ) : (
          <span />
        )}
      </div>
    </>
  )
}

function pointsOf(outline: Outline | null): string {
  return outline?.whole ? outline.corners.map(({ x, y }) => `${x.toFixed(4)},${y.toFixed(4)}`).join(' ') : ''
}

/** A native modal: it keeps the focus inside, hides what is behind, and Escape asks to close it. */
function useModal() {
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    const element = dialog.current
    if (!element) return
    element.showModal()
    element.querySelector<HTMLElement>('h2')?.focus()
    const { overflow } = document.documentElement.style
    document.documentElement.style.overflow = 'hidden'
    return () => {
      document.documentElement.style.overflow = overflow
      element.close()
    }
  }, [])
  return dialog
}
