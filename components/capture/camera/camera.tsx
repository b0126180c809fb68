'use client'

import { useTranslations } from 'next-intl'
import { type CSSProperties, useRef, useState } from 'react'
import { cameraFileName } from '@/lib/capture/camera-file-name'
import { type DocumentShape, SHAPES, shapeOf } from '@/lib/capture/document-shape'
import { rememberLens } from '@/lib/capture/lenses'
import { nearnessOf } from '@/lib/capture/live/tone'
import type { Outline } from '@/lib/capture/outline'
import { takePicture } from '@/lib/capture/take-picture'
import type { Subject } from '@/lib/capture/upload/upload-subject'
import { CaptureIcon } from '../capture-icon'
import { ByItself } from './by-itself'
import styles from './camera.module.css'
import { CameraDialog, type CameraWays, type LiveCamera } from './camera-dialog'
import { CameraVideo, useCameraView } from './camera-video'
import { Hint } from './hint'
import { RoundButton } from './round-button'
import { Shutter } from './shutter'
import { type Guided, useGuidance } from './use-guidance'
import { useTone } from './use-tone'
import { useTorch } from './use-torch'

type CameraProps = CameraWays & {
  subject: Subject
  /** The grabbed frame, at the video's own resolution. */
  onPicture: (file: File) => void
  /** The same without a press, when the guidance had nothing left to say. */
  onTakenByItself: (file: File) => void
}

/** The camera for documents: a frame to aim at, and one button. */
export function Camera({ subject, onPicture, onTakenByItself, ...ways }: CameraProps) {
  const t = useTranslations('capture.camera')
  const shape = shapeOf(subject.type)
  return (
    <CameraDialog {...ways} subject={subject} facing="environment" instruction={t(`instruction.${shape}`)}>
      {(camera, sounds) => (
        <Viewfinder
          camera={camera}
          sounds={sounds}
          shape={shape}
          fileName={cameraFileName(subject)}
          onPicture={onPicture}
          onTakenByItself={onTakenByItself}
        />
      )}
    </CameraDialog>
  )
}

type ViewfinderProps = {
  camera: LiveCamera
  sounds: boolean
  shape: DocumentShape
  fileName: string
} & Pick<CameraProps, 'onPicture' | 'onTakenByItself'>

/** Of the video's height, how much the frame to aim at takes up. */
const AIM = 0.88

function Viewfinder({ camera, sounds, shape, fileName, onPicture, onTakenByItself }: ViewfinderProps) {
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
    onTake: (frame) => void take(onTakenByItself, frame),
  })
  const isKnown = live && instruction !== null && instruction !== 'LOOKING'
  useTone(isKnown ? nearnessOf(instruction) : null, taking, sounds)

  const shownOf = (guided: Guided) => (guided === 'LOOKING' ? t('looking') : t(`live.${guided}`, { shape }))
  const spokenOf = (guided: Guided) => (isWay(guided) ? t(`place.${guided}`, { shape }) : shownOf(guided))

  async function take(then: (picture: File) => void, frame?: ImageBitmap) {
    if (!live || taking || !video.current) return frame?.close()
    setTaking(true)
    navigator.vibrate?.(40)
    try {
      const picture = await takePicture(frame ?? (await createImageBitmap(video.current)), camera.track, fileName)
      const lens = camera.track?.getSettings().deviceId
      if (lens) rememberLens(lens)
      then(picture)
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
            <Way instruction={instruction} />
            <Hint
              instruction={instruction}
              shown={taking ? t('taken') : live && instruction && shownOf(instruction)}
              spoken={taking ? t('taken') : live && instruction && spokenOf(instruction)}
              isUrgent={taking || instruction === 'HOLD'}
            />
          </div>
          <svg className={styles.found} viewBox="0 0 1 1" preserveAspectRatio="none" aria-hidden="true">
            <polygon ref={found} data-good={instruction === 'HOLD' || undefined} />
          </svg>
          {taking && <span className={styles.flash} />}
        </CameraVideo>
      </div>
      <ByItself active={live && !taking} />
      <div className={styles.controls}>
        {torch ? (
          <RoundButton
            icon={<CaptureIcon name="torch" />}
            label={t('torch')}
            pressed={torch.on}
            onPress={torch.toggle}
          />
        ) : (
          <span />
        )}
        <Shutter ready={live && !taking} good={instruction === 'HOLD'} onPress={() => void take(onPicture)} />
        {camera.other ? (
          <RoundButton
            icon={<CaptureIcon name="flip" />}
            label={t('switch')}
            onPress={() => camera.restart(camera.other)}
          />
        ) : (
          <span />
        )}
      </div>
    </>
  )
}

const WAYS = ['MOVE_LEFT', 'MOVE_RIGHT', 'MOVE_UP', 'MOVE_DOWN'] as const

function isWay(instruction: Guided): instruction is (typeof WAYS)[number] {
  return WAYS.some((way) => way === instruction)
}

/** An arrow at the side of the frame to which the document has to go. */
function Way({ instruction }: { instruction: Guided | null }) {
  if (!instruction || !isWay(instruction)) return null
  return (
    <span className={styles.way} data-way={instruction}>
      <CaptureIcon name="arrow" />
    </span>
  )
}

function pointsOf(outline: Outline | null): string {
  return outline?.whole ? outline.corners.map(({ x, y }) => `${x.toFixed(4)},${y.toFixed(4)}`).join(' ') : ''
}
