import { Icon, type IconName } from '@/components/ui/icon'
import styles from './camera.module.css'

type RoundButtonProps = { icon: IconName; label: string; pressed?: boolean; onPress: () => void }

/** A control of the camera besides its shutter. */
export function RoundButton({ icon, label, pressed, onPress }: RoundButtonProps) {
  return (
    <button type="button" className={styles.round} aria-label={label} aria-pressed={pressed} onClick={onPress}>
      <Icon name={icon} />
    </button>
  )
}
