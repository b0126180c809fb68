import { resolve } from 'node:path'
import { type Browser, type BrowserContextOptions, chromium } from '@playwright/test'
import { keepWhatIsShown, leaveOutBlur } from './shown'

type FilmOptions = {
  /** What the camera sees: a specimen; null for a machine without a camera. */
  film: string | null
  /** Whether the person has allowed the camera. */
  allowed?: boolean
  context?: BrowserContextOptions
}

/** A browser of its own, because what its camera sees is settled when it starts. */
export async function browserWithCamera(origin: string, { film, allowed = true, context = {} }: FilmOptions) {
  const browser: Browser = await chromium.launch({
    executablePath: process.env.KYC_BROWSER,
    args: [
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      ...['--disable-gpu', '--disable-dev-shm-usage', '--disable-background-networking'],
      film ? '--use-fake-device-for-media-stream' : '--use-fake-device-for-media-stream=device-count=0',
      ...(film ? [`--use-file-for-fake-video-capture=${resolve(film)}`] : []),
    ],
  })
  const opened = await browser.newContext({ baseURL: origin, locale: 'en-GB', ...context })
  await keepWhatIsShown(opened)
  await leaveOutBlur(opened)
  if (allowed) await opened.grantPermissions(['camera'], { origin })
  const page = await opened.newPage()
  return { page, close: () => browser.close() }
}
