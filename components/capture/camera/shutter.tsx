import { useTranslations } from 'next-intl'
import styles from './camera.module.css'

type ShutterProps = {
  ready: boolean
  /** All is well: the picture would be a good one. */
  good: boolean
  onPress: () => void
}

/** Takes the picture by hand. */
export function Shutter({ ready, good, onPress }: ShutterProps) {
  const t = useTranslations('capture.camera')
  return (
    <button
      type="button"
      data-testid="shutter"
      className={styles.shutter}
      aria-label={t('shutter')}
      aria-disabled={!ready}
      data-good={good || undefined}
      onClick={onPress}
    />
  )
}
