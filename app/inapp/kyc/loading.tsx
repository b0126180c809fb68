import { ScreenSkeleton } from '@/components/shell/screen-skeleton'

/** While the next screen is on its way. */
export default function Loading() {
  return (
    <main aria-busy="true">
      <ScreenSkeleton />
    </main>
  )
}
