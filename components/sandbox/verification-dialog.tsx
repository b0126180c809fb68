import { useTranslations } from 'next-intl'
import { type RefObject, useEffect, useRef } from 'react'
import { Icon } from '@/components/ui/icon'
import styles from './verification-dialog.module.css'

type VerificationDialogProps = {
  /** What is open; null while it is closed. */
  address: string | null
  frame: RefObject<HTMLIFrameElement | null>
  onClose: () => void
}

/** The real screens in a modal iframe, as a platform opens them. Esc, the X and the screens' own X close it. */
export function VerificationDialog({ address, frame, onClose }: VerificationDialogProps) {
  const t = useTranslations('sandbox')
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    if (address) dialog.current?.showModal()
    else dialog.current?.close()
  }, [address])
  return (
    <dialog
      ref={dialog}
      className={styles.dialog}
      aria-label={t('dialog')}
      onCancel={(event) => {
        event.preventDefault()
        onClose()
      }}
    >
      <button type="button" className={styles.close} aria-label={t('closeDialog')} onClick={onClose}>
        <Icon name="close" />
      </button>
      {address && (
        <iframe
          key={address}
          ref={frame}
          src={address}
          name="kyc-modal"
          title="KYC verification"
          allow="camera; fullscreen"
          className={styles.frame}
        />
      )}
    </dialog>
  )
}
