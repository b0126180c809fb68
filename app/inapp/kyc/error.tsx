'use client'

import { useLayoutEffect } from 'react'
import { Button } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import styles from '../../message.module.css'

/** A screen that fails again within this time has a bug that drawing it anew does not mend. */
const AGAIN_MS = 5_000
let drawnAnew = Number.NEGATIVE_INFINITY

/**
 * A bug reached the screen, or something else changed the page under it, as translators and extensions do. It is drawn anew at
 * once, with what was typed, which outlives it; only where that fails too the person reads of it. It stands outside the
 * messages' provider, which may be what failed, so its words are English alone.
 */
export default function ScreenError({ reset }: { error: Error; reset: () => void }) {
  useLayoutEffect(() => {
    if (performance.now() - drawnAnew < AGAIN_MS) return
    drawnAnew = performance.now()
    reset()
  }, [reset])
  return (
    <main className={styles.message}>
      <Notice tone="bad" role="alert" title="That didn’t work" actions={<Button onClick={reset}>Try again</Button>}>
        What you entered is safe. Please try again.
      </Notice>
    </main>
  )
}
