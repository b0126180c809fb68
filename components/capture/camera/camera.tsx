'use client'

import { useTranslations } from 'next-intl'
import { type CSSProperties, useRef, useState } from 'react'
import { Icon, type IconName } from '@/components/ui/icon'
import { type DocumentShape, SHAPES, shapeOf } from '@/lib/capture/document-shape'
import { rememberLens } from '@/lib/capture/lenses'
import type { Outline } from '@/lib/capture/outline'
import { takePicture } from '@/lib/capture/take-picture'
import type { Subject } from '@/lib/capture/upload/upload-subject'
import styles from './camera.module.css'
import { CameraDialog, type CameraWays, type LiveCamera } from './camera-dialog'
import { CameraVideo, useCameraView } from './camera-video'
import { Shutter } from './shutter'
import { useGuidance } from './use-guidance'
import { useTorch } from './use-torch'

type CameraProps = CameraWays & {
  subject: Subject
  /** The grabbed frame, at the video's own resolution. */
  onPicture: (file: File) => void
}

/** The camera for documents: a frame to aim at, and one button. */
export function Camera({ subject, onPicture, ...ways }: CameraProps) {
  const t = useTranslations('capture.camera')
  const shape = shapeOf(subject.type)
  return (
    <CameraDialog {...ways} subject={subject} facing="environment" instruction={t(`instruction.${shape}`)}>
      {(camera) => (
        <Viewfinder
          camera={camera}
          shape={shape}
          fileName={`${subject.type}-${subject.side}.jpg`}
          onPicture={onPicture}
        />
      )}
    </CameraDialog>
  )
}

type ViewfinderProps = {
  camera: LiveCamera
  shape: DocumentShape
  fileName: string
  onPicture: (file: File) => void
}

/** Of the video's height, how much the frame to aim at takes up. */
const AIM = 0.88

function Viewfinder({ camera, shape, fileName, onPicture }: ViewfinderProps) {
  const t = useTranslations('capture.camera')
  const found = useRef<SVGPolygonElement>(null)
  const [taking, setTaking] = useState(false)
  const torch = useTorch(camera.track)
  const view = useCameraView(camera)
  const { video, live } = view
  const instruction = useGuidance({
    video,
    active: live && !taking,
    wanted: { shape: SHAPES[shape], fill: AIM },
    onOutline: (outline) => found.current?.setAttribute('points', pointsOf(outline)),
    onTake: (frame) => void take(frame),
  })

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
        <CameraVideo camera={camera} view={view}>
          <div
            className={styles.aim}
            style={{ '--frame': SHAPES[shape], '--aim': AIM } as CSSProperties}
            data-live={live || undefined}
            data-good={instruction === 'HOLD' || taking || undefined}
          >
            <span className={styles.corners} />
          </div>
          <svg className={styles.found} viewBox="0 0 1 1" preserveAspectRatio="none" aria-hidden="true">
            <polygon ref={found} data-good={instruction === 'HOLD' || undefined} />
          </svg>
          {taking && <span className={styles.flash} />}
        </CameraVideo>
        <p className={styles.guidance} role="status" data-testid="guidance" data-instruction={instruction ?? undefined}>
          {live && instruction && <span>{t(`live.${instruction}`, { shape })}</span>}
        </p>
      </div>
      <div className={styles.controls}>
        {torch ? <RoundButton icon="torch" label={t('torch')} pressed={torch.on} onPress={torch.toggle} /> : <span />}
        <Shutter ready={live && !taking} good={instruction === 'HOLD'} onPress={() => void take()} />
        {camera.other ? (
          <RoundButton icon="flip" label={t('switch')} onPress={() => camera.restart(camera.other)} />
        ) : (
          <span />
        )}
      </div>
    </>
  )
}

type RoundButtonProps = { icon: IconName; label: string; pressed?: boolean; onPress: () => void }

function RoundButton({ icon, label, pressed, onPress }: RoundButtonProps) {
  return (
    <button type="button" className={styles.round} aria-label={label} aria-pressed={pressed} onClick={onPress}>
      <Icon name={icon} />
    </button>
  )
}

function pointsOf(outline: Outline | null): string {
  return outline?.whole ? outline.corners.map(({ x, y }) => `${x.toFixed(4)},${y.toFixed(4)}`).join(' ') : ''
}
