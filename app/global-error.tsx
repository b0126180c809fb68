'use client'

import './globals.css'
import ScreenError from './inapp/kyc/error'

/** What reaches a person where even what stands around the screens has failed: the same words as in a screen. */
export default function GlobalError(props: { error: Error; reset: () => void }) {
  const isDrawn = typeof document !== 'undefined'
  return (
    <html lang={isDrawn ? document.documentElement.lang : 'en'} dir={isDrawn ? document.documentElement.dir : 'ltr'}>
      <body>
        <ScreenError {...props} />
      </body>
    </html>
  )
}
