'use client'

import { Button } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import styles from '../../message.module.css'

/**
 * A bug reached the screen. It stands outside the messages' provider, which may be what failed, so its
 * words are English alone.
 */
export default function ScreenError({ reset }: { error: Error; reset: () => void }) {
  return (
    <main className={styles.message}>
      <Notice tone="bad" role="alert" title="That didn’t work" actions={<Button onClick={reset}>Try again</Button>}>
        What you entered is safe. Please try again.
      </Notice>
    </main>
  )
}
