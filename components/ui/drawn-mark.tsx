import styles from './drawn-mark.module.css'

/** A tick that is drawn once: what the person did is done. It says nothing to a screen reader. */
export function DrawnTick() {
  return <DrawnMark path="M25 41.500L36 52.500L56 30" tone="good" />
}

/** A magnifying glass, drawn once: somebody is looking, and nothing is decided. It says nothing to a screen reader. */
export function DrawnGlass() {
  return <DrawnMark path="M47.500 47.500A14 14 0 1 1 47.600 47.400L56 56" tone="neutral" />
}

function DrawnMark({ path, tone }: { path: string; tone: 'good' | 'neutral' }) {
  return (
    <svg
      className={styles.drawn}
      data-tone={tone}
      viewBox="0 0 80 80"
      fill="none"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      <circle className={styles.ground} cx="40" cy="40" r="38" />
      <circle className={styles.ring} cx="40" cy="40" r="36" pathLength="1" transform="rotate(-90 40 40)" />
      <path className={styles.mark} d={path} pathLength="1" />
    </svg>
  )
}
