import type { ReactNode } from 'react'
import styles from './camera.module.css'

type RoundButtonProps = { icon: ReactNode; label: string; pressed?: boolean; onPress: () => void }

/** A control of the camera besides its shutter. */
export function RoundButton({ icon, label, pressed, onPress }: RoundButtonProps) {
  return (
    <button type="button" className={styles.round} aria-label={label} aria-pressed={pressed} onClick={onPress}>
      {icon}
    </button>
  )
}
