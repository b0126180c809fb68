import { useTranslations } from 'next-intl'
import { type ReactNode, useRef, useState } from 'react'
import { Icon } from '@/components/ui/icon'
import { CaptureIcon } from './capture-icon'
import styles from './enlargeable.module.css'

type EnlargeableProps = {
  src: string
  /** What the picture shows, for those who do not see it. */
  alt: string
  className?: string | undefined
  /** The picture as it is in its place. */
  children: ReactNode
}

/** A picture that fills the window when it is pressed, and shows its smallest print when it is pressed again. */
export function Enlargeable({ src, alt, className, children }: EnlargeableProps) {
  const t = useTranslations('capture.enlarge')
  const dialog = useRef<HTMLDialogElement>(null)
  const [isOpen, setIsOpen] = useState(false)
  const open = () => {
    setIsOpen(true)
    dialog.current?.showModal()
  }
  return (
    <>
      <button type="button" className={[styles.opener, className].filter(Boolean).join(' ')} onClick={open}>
        {children}
        <span className="visually-hidden">{t('open')}</span>
        <span className={styles.mark}>
          <CaptureIcon name="enlarge" />
        </span>
      </button>
      <dialog ref={dialog} className={styles.dialog} aria-label={alt} onClose={() => setIsOpen(false)}>
        {isOpen && <Enlarged src={src} onClose={() => dialog.current?.close()} />}
      </dialog>
    </>
  )
}

function Enlarged({ src, onClose }: Pick<EnlargeableProps, 'src'> & { onClose: () => void }) {
  const t = useTranslations('capture.enlarge')
  const [close, setClose] = useState(false)
  return (
    <>
      <button type="button" className={styles.close} aria-label={t('close')} onClick={onClose}>
        <Icon name="close" />
      </button>
      <div className={styles.stage}>
        <button type="button" className={styles.zoom} aria-pressed={close} onClick={() => setClose(!close)}>
          <span className="visually-hidden">{t('closer')}</span>
          {/* biome-ignore lint/performance/noImgElement: the picture is in memory, or behind the person's session */}
          <img src={src} alt="" data-close={close || undefined} />
        </button>
      </div>
    </>
  )
}
