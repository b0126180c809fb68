import 'server-only'
import { cookies, headers } from 'next/headers'
import { cache } from 'react'
import { env } from '@/lib/env'
import type { HostSettings } from '@/lib/host'
import { backend, log } from '@/lib/server'
import { frameAncestors, originsAmong } from '@/lib/web/content-security-policy'
import * as screens from '@/lib/web/load-screen'
import { preferencesOf } from '@/lib/web/preferences'
import { SESSION_COOKIE } from '@/lib/web/session'
import { readBrand } from './read-brand'
import { sessions } from './web'

/** What pages need of the request that they answer. */

/** The session of the page being rendered; null without one. Opened once per request. */
const readSession = cache(async () => sessions().open((await cookies()).get(SESSION_COOKIE)?.value))

/** How the page being rendered is to be answered: language, theme, appearance. */
export const readPreferences = cache(async () => {
  const requestHeaders = await headers()
  const session = await readSession()
  return preferencesOf({
    query: new URLSearchParams(requestHeaders.get('x-kyc-query') ?? ''),
    acceptLanguage: requestHeaders.get('accept-language'),
    session,
    appearance: readBrand(session?.identity.brand).appearance,
  })
})

/** What a screen shows; see `load-screen.ts`. */
export function loadScreen(path: string, query: screens.Query): Promise<screens.ScreenState> {
  return screens.loadScreen(path, query, {
    backend,
    readSession,
    hadSession: async () => (await cookies()).has(SESSION_COOKIE),
    readLanguage: async () => (await readPreferences()).language,
    rulesOf: (key) => readBrand(key).documents,
    log: log(),
  })
}

/** Which hosts are told what happens in the screens: those that may embed them. */
export function hostSettings(): HostSettings {
  const { KYC_FRAME_ANCESTORS, KYC_CTRADER_PLUGIN, sandbox } = env()
  return {
    allowedOrigins: originsAmong(frameAncestors(KYC_FRAME_ANCESTORS, sandbox)),
    ctraderPlugin: KYC_CTRADER_PLUGIN === 'on',
  }
}
