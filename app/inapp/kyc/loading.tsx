import { Skeleton } from '@/components/ui/skeleton'
import styles from './loading.module.css'

/** The shape of a screen while the next one is on its way. */
export default function Loading() {
  return (
    <main className={styles.loading} aria-busy="true">
      <Skeleton width="55%" height="30px" />
      <Skeleton width="80%" height="16px" />
      <Skeleton height="6px" />
      <Skeleton height="180px" />
      <Skeleton height="52px" />
    </main>
  )
}
