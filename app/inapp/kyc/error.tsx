'use client'

import { useLayoutEffect } from 'react'
import button from '@/components/ui/button.module.css'
import notice from '@/components/ui/notice.module.css'
import styles from '../../message.module.css'

/** A screen that fails again within this time has a bug that drawing it anew does not mend. */
const AGAIN_MS = 5_000
let drawnAnew = Number.NEGATIVE_INFINITY

/**
 * A bug reached the screen, or something else changed the page under it, as translators and extensions do. It is drawn anew at
 * once, with what was typed, which outlives it; only where that fails too the person reads of it. It stands outside the
 * messages' provider, which may be what failed, so its words are English alone. And it is of plain elements: every screen
 * comes with it, and a copy of the components that it would use.
 */
export default function ScreenError({ reset }: { error: Error; reset: () => void }) {
  useLayoutEffect(() => {
    if (performance.now() - drawnAnew < AGAIN_MS) return
    drawnAnew = performance.now()
    reset()
  }, [reset])
  return (
    <main className={styles.message}>
      <div role="alert" className={`${notice.notice} ${notice.bad}`}>
        <div className={notice.body}>
          <div className={notice.title}>That didn’t work</div>
          <div className={notice.text}>What you entered is safe. Please try again.</div>
          <div className={notice.actions}>
            <button type="button" className={`${button.button} ${button.primary}`} onClick={reset}>
              Try again
            </button>
          </div>
        </div>
      </div>
    </main>
  )
}
