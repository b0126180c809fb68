import { Skeleton } from '@/components/ui/skeleton'
import styles from './screen-skeleton.module.css'

/** The shape of a screen that is on its way: the bar, a title, a card with fields, the button. */
export function ScreenSkeleton() {
  return (
    <div className={styles.screen} aria-hidden="true">
      <div className={styles.bar}>
        <Skeleton width="9rem" height="16px" />
      </div>
      <div className={styles.form}>
        <Skeleton width="50%" height="28px" />
        <div className={styles.card}>
          <Skeleton width="35%" height="18px" />
          {['30%', '25%', '40%'].map((width) => (
            <div key={width} className={styles.field}>
              <Skeleton width={width} height="14px" />
              <Skeleton height="48px" />
            </div>
          ))}
        </div>
        <Skeleton height="48px" />
      </div>
    </div>
  )
}
