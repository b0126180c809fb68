import { useTranslations } from 'next-intl'
import { useEffect, useState } from 'react'
import styles from './camera.module.css'

/** After so long without a picture, in milliseconds, the button is the better way. */
const LATE = 8_000

/** Says that nobody has to press anything; and, when that takes long, that the button does as well. */
export function ByItself({ active }: { active: boolean }) {
  const t = useTranslations('capture.camera')
  const [isLate, setIsLate] = useState(false)
  useEffect(() => {
    if (!active) return
    const timer = setTimeout(setIsLate, LATE, true)
    return () => clearTimeout(timer)
  }, [active])
  return (
    <p className={styles.byItself} role="status" data-late={isLate || undefined}>
      {t(isLate ? 'orPress' : 'byItself')}
      {/* Who does not see the button is told what it is called. */}
      {isLate && <span className="visually-hidden">: {t('shutter')}</span>}
    </p>
  )
}
