import { useTranslations } from 'next-intl'
import { type CSSProperties, type ReactNode, type RefObject, type SyntheticEvent, useRef, useState } from 'react'
import Webcam from 'react-webcam'
import styles from './camera.module.css'
import type { LiveCamera } from './camera-dialog'

type CameraVideoProps = {
  camera: LiveCamera
  view: CameraView
  /** As a mirror shows it; the picture itself is not turned. */
  mirrored?: boolean
  /** Drawn over the video. */
  children: ReactNode
}

type CameraView = ReturnType<typeof useCameraView>

/** The video that is shown: the element, once it is there, and its width over its height. */
export function useCameraView(camera: LiveCamera) {
  const video: RefObject<HTMLVideoElement | null> = useRef(null)
  const [ratio, setRatio] = useState<number | null>(null)
  return { video, ratio, setRatio, live: camera.state.at === 'live' && ratio !== null }
}

/** What the camera sees, whole: what is seen is what is taken. */
export function CameraVideo({ camera, view, mirrored = false, children }: CameraVideoProps) {
  const t = useTranslations('capture.camera')
  const { video, ratio, setRatio, live } = view
  const measure = (element: HTMLVideoElement) => {
    if (element.videoWidth > 0 && element.videoHeight > 0) setRatio(element.videoWidth / element.videoHeight)
  }
  const loaded = ({ currentTarget }: SyntheticEvent<HTMLVideoElement>) => {
    video.current = currentTarget
    measure(currentTarget)
    // A phone that is turned turns its video too.
    currentTarget.onresize = () => measure(currentTarget)
  }
  return (
    <div className={styles.video} style={ratio === null ? undefined : ({ '--video': ratio } as CSSProperties)}>
      {camera.stream && (
        <Webcam
          key={camera.stream.key}
          audio={false}
          playsInline
          muted
          mirrored={mirrored}
          aria-label={t('view')}
          videoConstraints={camera.stream.constraints}
          onUserMedia={(stream) => void camera.started(stream)}
          onUserMediaError={camera.failed}
          onLoadedMetadata={loaded}
        />
      )}
      {children}
      {!live && (
        <div className={styles.waiting} role="status">
          <p>{t('starting')}</p>
          <span>{t('permission')}</span>
        </div>
      )}
    </div>
  )
}
