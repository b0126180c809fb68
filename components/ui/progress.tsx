import styles from './progress.module.css'

type ProgressProps = {
  /** 0 to `max`. */
  value: number
  max: number
  /** What is in progress, for screen readers. */
  label: string
  /** The value in words ("3 of 5", "1.2 MB of 4 MB"). */
  valueText?: string
}

/** A bar that tells how far something is. */
export function Progress({ value, max, label, valueText }: ProgressProps) {
  const share = max > 0 ? Math.min(1, Math.max(0, value / max)) : 0
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={max}
      aria-valuenow={Math.min(value, max)}
      aria-valuetext={valueText}
      className={styles.track}
    >
      <div className={styles.bar} style={{ transform: `scaleX(${share})` }} />
    </div>
  )
}
