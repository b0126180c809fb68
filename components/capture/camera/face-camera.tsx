'use client'

import { useTranslations } from 'next-intl'
import { type CSSProperties, useState } from 'react'
import { cameraFileName } from '@/lib/capture/camera-file-name'
import { ovalIn } from '@/lib/capture/face/face-guidance'
import { nearnessOf } from '@/lib/capture/live/tone'
import { takePicture } from '@/lib/capture/take-picture'
import type { Subject } from '@/lib/capture/upload/upload-subject'
import type { SeenGestures } from '@/lib/contract/customer'
import { ByItself } from './by-itself'
import styles from './camera.module.css'
import { CameraDialog, type CameraWays, type LiveCamera } from './camera-dialog'
import { CameraVideo, useCameraView } from './camera-video'
import { Hint } from './hint'
import { Shutter } from './shutter'
import { useFaceGuidance } from './use-face-guidance'
import { useTone } from './use-tone'

type FaceCameraProps = CameraWays & {
  subject: Subject
  /** The picture, and what was seen of the gestures; none when it was taken by hand. */
  onPicture: (file: File, gestures?: SeenGestures) => void
}

/** The front camera: an oval to fill, two gestures, and one button. */
export function FaceCamera({ subject, onPicture, ...ways }: FaceCameraProps) {
  const t = useTranslations('capture.face')
  return (
    <CameraDialog {...ways} subject={subject} facing="user" instruction={t('instruction')}>
      {(camera, sounds) => (
        <FaceFinder camera={camera} sounds={sounds} fileName={cameraFileName(subject)} onPicture={onPicture} />
      )}
    </CameraDialog>
  )
}

type FaceFinderProps = Pick<FaceCameraProps, 'onPicture'> & { camera: LiveCamera; sounds: boolean; fileName: string }

function FaceFinder({ camera, sounds, fileName, onPicture }: FaceFinderProps) {
  const t = useTranslations('capture.face')
  const words = useTranslations('capture.camera')
  const [taking, setTaking] = useState(false)
  const view = useCameraView(camera)
  const { video, ratio, live } = view
  const { instruction, taken, isReady } = useFaceGuidance({
    video,
    active: live && !taking,
    onTake: (frame, gestures) => void take(frame, gestures),
  })

  useTone(live && instruction ? nearnessOf(instruction) : null, taking, sounds)

  async function take(frame?: ImageBitmap, gestures?: SeenGestures) {
    if (!live || taking || !video.current) return frame?.close()
    setTaking(true)
    navigator.vibrate?.(40)
    try {
      // What was judged is what is sent: no photo of its own, which would be another moment.
      onPicture(await takePicture(frame ?? (await createImageBitmap(video.current)), null, fileName), gestures)
    } catch (thrown) {
      setTaking(false)
      camera.failed(thrown)
    }
  }

  const saying = () => {
    if (taking) return words('taken')
    return instruction ? t(`live.${instruction}`) : !isReady && t('gettingReady')
  }

  const oval = ovalIn(ratio ?? 3 / 4)
  return (
    <>
      <div className={styles.finder}>
        <CameraVideo camera={camera} view={view} mirrored>
          <div
            className={styles.oval}
            style={{ inlineSize: `${oval.width * 100}%`, blockSize: `${oval.height * 100}%` } as CSSProperties}
            data-live={live || undefined}
            data-good={instruction === 'HOLD' || taken || taking || undefined}
          />
          {taking && <span className={styles.flash} />}
        </CameraVideo>
        <Hint instruction={instruction} shown={live && saying()} isUrgent={taking || instruction === 'HOLD'} />
      </div>
      <ByItself active={live && isReady && !taking} />
      <div className={styles.controls}>
        <span />
        <Shutter ready={live && !taking} good={instruction === 'HOLD' || taken} onPress={() => void take()} />
        <span />
      </div>
    </>
  )
}
