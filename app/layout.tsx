import { readPreferences } from '@/lib/server/load-pages'
import '@fontsource-variable/inter/index.css'
import './globals.css'
import type { Metadata, Viewport } from 'next'
import type { ReactNode } from 'react'
import { directionOf } from '@/lib/i18n/languages'
import { rootStyleOf } from '@/lib/theme/root-style'

export const metadata: Metadata = {
  title: 'Verification',
  robots: { index: false, follow: false },
  referrer: 'strict-origin',
}
export const viewport: Viewport = {
  width: 'device-width',
  initialScale: 1,
  viewportFit: 'cover',
  // A keyboard takes its room from the page, whose main button then stands above it.
  interactiveWidget: 'resizes-content',
  colorScheme: 'light dark',
}
/** A static page would get no nonce for its scripts. */
export const dynamic = 'force-dynamic'

export default async function RootLayout({ children }: { children: ReactNode }) {
  const { language, theme, appearance } = await readPreferences()
  const { attributes, style } = rootStyleOf(appearance)
  return (
    <html lang={language} dir={directionOf(language)} data-theme={theme} {...attributes} style={style}>
      <body>{children}</body>
    </html>
  )
}
