import { useTranslations } from 'next-intl'
import { type PermissionWay, permissionWay } from '@/lib/capture/permission-way'
import styles from './permission-steps.module.css'

/** How this very browser is told to allow the camera: a drawing of where to press, and two steps. */
export function PermissionSteps() {
  const t = useTranslations('capture.camera.allow')
  const way = permissionWay(navigator.userAgent, navigator.maxTouchPoints)
  const failures = useTranslations('capture.camera.failures')
  if (way === 'other') return <p>{failures('REFUSED.text')}</p>
  return (
    <div className={styles.way} data-way={way}>
      <Drawing way={way} />
      <ol className={styles.steps}>
        <li>{t(`${way}.first`)}</li>
        <li>{t(`${way}.second`)}</li>
      </ol>
    </div>
  )
}

/** What is pressed first is ringed; what comes then stands beneath it, switched on. */
function Drawing({ way }: { way: Exclude<PermissionWay, 'other'> }) {
  return (
    <svg viewBox="0 0 240 120" aria-hidden="true" className={styles.drawing}>
      {way === 'app' ? <AppSettings /> : <AddressBar camera={way === 'firefox'} menu={way === 'safari'} />}
      <Switch />
    </svg>
  )
}

type AddressBarProps = { camera: boolean; menu: boolean }

function AddressBar({ camera, menu }: AddressBarProps) {
  return (
    <>
      <rect className={styles.bar} x="10" y="10" width="220" height="34" rx="17" />
      <path className={styles.text} d="M58 27h96" />
      {camera ? (
        <path className={styles.icon} d="M26 22h4l2-2h5l2 2h3v12H26zM24 36l20-18" />
      ) : menu ? (
        <path className={styles.icon} d="M26 22h16M26 27h16M26 32h10" />
      ) : (
        <path className={styles.icon} d="M26 22h6M38 22h6M35 19v6M26 32h2M34 32h10M31 29v6" />
      )}
      <circle className={styles.ring} cx="35" cy="27" r="15" />
    </>
  )
}

function AppSettings() {
  return (
    <>
      <rect className={styles.bar} x="10" y="10" width="220" height="34" rx="10" />
      <rect className={styles.app} x="20" y="17" width="20" height="20" rx="5" />
      <path className={styles.text} d="M52 27h80" />
      <path className={styles.icon} d="M210 21l6 6-6 6" />
      <rect className={styles.ring} x="14" y="13" width="212" height="28" rx="8" />
    </>
  )
}

function Switch() {
  return (
    <>
      <rect className={styles.row} x="10" y="62" width="220" height="44" rx="12" />
      <path className={styles.icon} d="M26 79h5l3-4h8l3 4h5v16H26zM38 91a4 4 0 100-8 4 4 0 000 8z" />
      <path className={styles.text} d="M64 84h70" />
      <rect className={styles.on} x="182" y="74" width="36" height="20" rx="10" />
      <circle className={styles.knob} cx="208" cy="84" r="7.500" />
    </>
  )
}
