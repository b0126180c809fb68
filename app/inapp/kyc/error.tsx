'use client'

import { useEffect, useLayoutEffect, useState } from 'react'
import { useWhose } from '@/components/shell/whose'
import button from '@/components/ui/button.module.css'

/** A screen that fails again within this time has a bug that drawing it anew does not mend. */
const AGAIN_MS = 5_000
let drawnAnew = Number.NEGATIVE_INFINITY

/** Until those of the person's language are there, or where they do not come. */
const ENGLISH = { title: 'That didn’t work', text: 'What you entered is safe. Please try again.', again: 'Try again' }

/**
 * A bug reached the screen, or something else changed the page under it, as translators and extensions do. It is drawn anew at
 * once, with what was typed, which outlives it; only where that fails too the person reads of it. It stands outside the
 * messages' provider, which may be what failed, so it asks for its words when it needs them. And it is of plain elements:
 * every screen comes with it, and a copy of the components that it would use.
 */
export default function ScreenError({ reset }: { error: Error; reset: () => void }) {
  const { mark, support } = useWhose()
  const [words, setWords] = useState(ENGLISH)
  useLayoutEffect(() => {
    if (performance.now() - drawnAnew < AGAIN_MS) return
    drawnAnew = performance.now()
    reset()
  }, [reset])
  useEffect(() => {
    const own = import('@/lib/i18n/crash-words').then(({ crashWords }) => crashWords(document.documentElement.lang))
    own.then(setWords, () => {})
  }, [])
  return (
    <main className="message">
      {mark}
      <div role="alert">
        <h1>{words.title}</h1>
        <p>{words.text}</p>
      </div>
      <button type="button" className={`${button.button} ${button.primary}`} onClick={reset}>
        {words.again}
      </button>
      {support}
    </main>
  )
}
