import { useTranslations } from 'next-intl'
import { type ReactNode, useEffect, useRef } from 'react'
import { Icon } from '@/components/ui/icon'
import type { Facing } from '@/lib/capture/camera-wishes'
import type { Subject } from '@/lib/capture/upload/upload-subject'
import { CaptureIcon } from '../capture-icon'
import { SubjectLine } from '../subject-line'
import styles from './camera.module.css'
import { CameraFailed } from './camera-failed'
import { RoundButton } from './round-button'
import { useCamera } from './use-camera'
import { useSound } from './use-tone'

export type LiveCamera = ReturnType<typeof useCamera>

export type CameraWays = {
  /** A file taken or chosen in place of a frame. */
  onFile: (file: File) => void
  /** Goes on at a phone; null where this is the phone. */
  onPhone: (() => void) | null
  onClose: () => void
}

type CameraDialogProps = CameraWays & {
  subject: Subject
  facing: Facing
  instruction: string
  /** What is shown while the camera has not failed; `sounds`: whether the person wants to hear how near it is. */
  children: (camera: LiveCamera, sounds: boolean) => ReactNode
}

/** The camera over the whole window: what it is for, a way out, and the other ways where there is no picture. */
export function CameraDialog({ subject, facing, instruction, onFile, onPhone, onClose, children }: CameraDialogProps) {
  const t = useTranslations('capture.camera')
  const dialog = useModal()
  const camera = useCamera(facing)
  const sound = useSound()
  const isLive = camera.state.at !== 'failed'
  return (
    <dialog
      ref={dialog}
      className={styles.camera}
      aria-labelledby="camera-title"
      aria-describedby="camera-help"
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
          {isLive && <p className={styles.instruction}>{instruction}</p>}
          <p id="camera-help" className="visually-hidden">
            {t('spoken')}
          </p>
        </div>
        {isLive && (
          <RoundButton
            icon={<CaptureIcon name={sound.on ? 'sound' : 'sound-off'} />}
            label={t('sound')}
            pressed={sound.on}
            onPress={sound.toggle}
          />
        )}
        <RoundButton icon={<Icon name="close" />} label={t('close')} onPress={onClose} />
      </header>
      {camera.state.at === 'failed' ? (
        <CameraFailed
          failure={camera.state.failure}
          facing={facing}
          onRetry={() => camera.restart(null)}
          onFile={onFile}
          onPhone={onPhone}
        />
      ) : (
        children(camera, sound.on)
      )}
    </dialog>
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
