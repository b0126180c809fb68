'use client'

import { useTranslations } from 'next-intl'
import { type CSSProperties, type SyntheticEvent, useEffect, useRef, useState } from 'react'
import Webcam from 'react-webcam'
import { Icon } from '@/components/ui/icon'
import { SHAPES, shapeOf } from '@/lib/capture/document-shape'
import { grabFrame } from '@/lib/capture/grab-frame'
import type { Subject } from '@/lib/capture/upload-subject'
import styles from './camera.module.css'
import { CameraFailed } from './camera-failed'
import { SubjectLine } from './subject-line'
import { useCamera } from './use-camera'

type CameraProps = {
  subject: Subject
  /** The grabbed frame, at the video's own resolution. */
  onPicture: (file: File) => void
  /** A file taken or chosen in place of a frame. */
  onFile: (file: File) => void
  onClose: () => void
}

/** The camera over the whole window: a frame to aim at, and one button. */
export function Camera({ subject, onPicture, onFile, onClose }: CameraProps) {
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
        <CameraFailed failure={camera.state.failure} onRetry={() => camera.restart(null)} onFile={onFile} />
      ) : (
        <Viewfinder
          camera={camera}
          frame={SHAPES[shape]}
          fileName={`${subject.type}-${subject.side}.jpg`}
          onPicture={onPicture}
        />
      )}
    </dialog>
  )
}

type ViewfinderProps = {
  camera: ReturnType<typeof useCamera>
  /** The document's width over its height. */
  frame: number
  fileName: string
  onPicture: (file: File) => void
}

function Viewfinder({ camera, frame, fileName, onPicture }: ViewfinderProps) {
  const t = useTranslations('capture.camera')
  const webcam = useRef<Webcam>(null)
  const [ratio, setRatio] = useState<number | null>(null)
  const [grabbing, setGrabbing] = useState(false)
  const live = camera.state.at === 'live' && ratio !== null
  const measure = (video: HTMLVideoElement) => {
    if (video.videoWidth > 0 && video.videoHeight > 0) setRatio(video.videoWidth / video.videoHeight)
  }
  const loaded = ({ currentTarget: video }: SyntheticEvent<HTMLVideoElement>) => {
    measure(video)
    // A phone that is turned turns its video too.
    video.onresize = () => measure(video)
  }

  async function shoot() {
    const video = webcam.current?.video
    if (!live || !video || grabbing) return
    setGrabbing(true)
    try {
      onPicture(await grabFrame(video, fileName))
    } catch (thrown) {
      setGrabbing(false)
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
              onUserMedia={camera.started}
              onUserMediaError={camera.failed}
              onLoadedMetadata={loaded}
            />
          )}
          <div className={styles.aim} style={{ '--frame': frame } as CSSProperties} data-live={live || undefined}>
            <span className={styles.corners} />
          </div>
          {!live && (
            <p className={styles.waiting} role="status">
              {t('starting')}
              <span>{t('permission')}</span>
            </p>
          )}
          {grabbing && <span className={styles.flash} />}
        </div>
      </div>
      <div className={styles.controls}>
        <span />
        <button
          type="button"
          data-testid="shutter"
          className={styles.shutter}
          aria-label={t('shutter')}
          aria-disabled={!live || grabbing}
          onClick={() => void shoot()}
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
