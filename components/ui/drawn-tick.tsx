import styles from './drawn-tick.module.css'

/** A tick that is drawn once: what the person did is done. It says nothing to a screen reader. */
export function DrawnTick() {
  return (
    <svg
      className={styles.tick}
      viewBox="0 0 80 80"
      fill="none"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      <circle className={styles.ground} cx="40" cy="40" r="38" />
      <circle className={styles.ring} cx="40" cy="40" r="36" pathLength="1" transform="rotate(-90 40 40)" />
      <path className={styles.mark} d="M25 41.500L36 52.500L56 30" pathLength="1" />
    </svg>
  )
}
