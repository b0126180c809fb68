import 'server-only'
import { cookies, headers } from 'next/headers'
import { cache } from 'react'
import type { CustomerKyc, CustomerStep } from '@/lib/contract/customer'
import { deviceClassOf, type FunnelScreen } from '@/lib/contract/host/funnel'
import { parseScreenParams } from '@/lib/contract/host/params'
import { env } from '@/lib/env'
import type { HostSettings } from '@/lib/host'
import { backend, funnel, log, manager } from '@/lib/server'
import { originsAmong } from '@/lib/web/content-security-policy'
import * as screens from '@/lib/web/load-screen'
import { PAGE_HEADER } from '@/lib/web/place'
import { preferencesOf } from '@/lib/web/preferences'
import { SESSION_COOKIE, type Session } from '@/lib/web/session'
import { defaultBrand, frameSources, levelByPerson } from './deployment'
import { knownBrands, termsOf } from './known-brands'
import { readBrand } from './read-brand'
import { sessions } from './web'

/** What pages need of the request that they answer. */

/** The session of the page being rendered; null without one. Opened once per request. */
const readSession = cache(async () => sessions().open((await cookies()).get(SESSION_COOKIE)?.value))

/** The same for how a page looks: it has looks too while the database, which the page itself tells of, is away. */
const sessionForLooks = () => readSession().catch(() => null)

/**
 * The brand that the page being rendered looks like: that of the token in its address, where it is one of ours; else the
 * one that the address names, for tokens that only others can read; else that of the person who is signed in.
 */
export const readShownBrand = cache(async (): Promise<string> => {
  const requestHeaders = await headers()
  const hash = requestHeaders.get('x-kyc-token-hash')
  const { brand: named } = parseScreenParams(Object.fromEntries(queryOf(requestHeaders)))
  const own = (await sessionForLooks())?.identity.brand
  const candidates = [hash ? await brandOfToken(hash) : null, named, own]
  return candidates.find((brand) => brand && knownBrands().has(brand)) || defaultBrand()
})

function brandOfToken(hash: string): Promise<string | null> {
  const known = manager().then(({ tokens }) => tokens.brandOf(hash))
  return known.catch(() => null)
}

function queryOf(requestHeaders: Pick<Headers, 'get'>): URLSearchParams {
  return new URLSearchParams(requestHeaders.get('x-kyc-query') ?? '')
}

/** How the page being rendered is to be answered: language, theme, appearance. */
export const readPreferences = cache(async () => {
  const requestHeaders = await headers()
  // The host's page is nobody's: it stays as it is while a person reads the screens in their language.
  const isHosts = requestHeaders.get(PAGE_HEADER) === '/'
  return preferencesOf({
    query: queryOf(requestHeaders),
    acceptLanguage: requestHeaders.get('accept-language'),
    session: isHosts ? null : await sessionForLooks(),
    appearance: readBrand(await readShownBrand()).appearance,
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
    currencyOf: (key) => termsOf(key)?.currency ?? null,
    levelByPerson: levelByPerson(),
    log: log(),
  })
}

/** Counts that a screen is shown; see `lib/observability/funnel.ts`. */
export async function countOpened(
  { session, kyc }: { session: Session; kyc: CustomerKyc },
  screen: FunnelScreen,
  step: CustomerStep | null,
): Promise<void> {
  const requestHeaders = await headers()
  if (requestHeaders.has('next-router-prefetch')) return
  const device = deviceClassOf(requestHeaders.get('user-agent'))
  const { language } = await readPreferences()
  funnel().open(session.id, { brand: kyc.brand, screen, step: step?.code ?? '', device, language }, step?.id ?? null)
}

/** Which hosts are told what happens in the screens: those that may embed them. */
export function hostSettings(): HostSettings {
  return { allowedOrigins: originsAmong(frameSources()), ctraderPlugin: env().KYC_CTRADER_PLUGIN === 'on' }
}
