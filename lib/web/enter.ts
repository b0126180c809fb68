import 'server-only'
import type { KycBackend } from '@/lib/backend/port'
import type { CustomerKey } from '@/lib/contract/customer'
import { appearanceSchema } from '@/lib/contract/host/appearance'
import { parseScreenParams, type ScreenParams } from '@/lib/contract/host/params'
import { BRAND_PARAM, isTokenShaped, PROBLEM_PARAM, withoutToken } from '@/lib/contract/host/token'
import type { RequestableLevel } from '@/lib/contract/levels/levels'
import { tokenHash } from '@/lib/http/one-time-token'
import { chooseLanguage } from '@/lib/i18n/languages'
import { levelToOpen } from './level-to-open'
import { type Redeemer, type Redemption, type ReportRefusal, type TokenRefusal, WHY } from './redeem/redeemer'
import { type Session, unixSeconds } from './session'

export const SCREENS = ['/inapp/kyc', '/inapp/kyc/upload', '/inapp/kyc/status'] as const
export type Screen = (typeof SCREENS)[number]

/** What comes of entering: a new session, the person's own live one, or a refusal with its screen. */
export type Entrance =
  | { outcome: 'entered'; session: Session; location: string }
  | { outcome: 'resumed'; location: string }
  | { outcome: 'refused'; code: TokenRefusal; location: string }

type EnterWith = {
  redeem: Redeemer
  backend: Pick<KycBackend, 'open' | 'read'>
  /** Up to which level a link counts by itself. */
  levelByLink: RequestableLevel
  live: Session | null
  /** Throws BACKEND_UNAVAILABLE where nothing could be kept: a token that is spent then would be lost. */
  requireWritable: () => Promise<void>
  /** The epoch in which a customer's session begins. */
  epochOf: (customer: CustomerKey) => Promise<number>
  clock: () => Date
  /** What the browser says of the person's language, most wanted first. */
  languages: readonly string[]
  /** For what is refused here; `redeem` tells of its own refusals. */
  report: ReportRefusal
}

/**
 * Exchanges a one-time token for a session. A good token always wins over a session that is there; a
 * refused one resumes only the live session of the same person.
 * @param token as posted; `next` the screen to go to, with its query.
 */
export async function enter(
  token: string | null,
  next: string,
  { redeem, backend, levelByLink, live, requireWritable, epochOf, clock, languages, report }: EnterWith,
): Promise<Entrance> {
  const { screen, params, location } = destinationOf(next)
  const refuse = (code: TokenRefusal, brand?: string): Entrance => ({
    outcome: 'refused',
    code,
    location: `${screen}?${problemQuery(location, code, brand)}`,
  })
  const refuseHere = (code: TokenRefusal, err?: unknown): Entrance => {
    report({ code, err }, `A token was refused: ${WHY[code]}.`)
    return refuse(code)
  }
  if (!token) return refuseHere('TOKEN_MISSING')
  if (!isTokenShaped(token)) return refuseHere('TOKEN_MALFORMED')

  await requireWritable()
  const token_hash = tokenHash(token)
  const redemption = await redeem(token)
  if (!redemption.ok)
    return isOwnSession(live, token_hash, redemption)
      ? { outcome: 'resumed', location }
      : refuse(redemption.code, redemption.customer?.brand)

  const identity = { ...redemption.identity, language: chooseLanguage([params.lang ?? '', ...languages]) }
  const read = await backend.read(identity)
  if (!read.ok && read.error.code !== 'NOT_FOUND') return refuseHere('BACKEND_UNAVAILABLE', read.error)
  const known = read.ok ? read.value : null
  const level = levelToOpen({ asked: params.kyctype, granted: redemption.level, known, byLink: levelByLink })
  const opened = await backend.open(identity, level)
  if (!opened.ok) return refuseHere('BACKEND_UNAVAILABLE', opened.error)
  const session: Session = {
    id: crypto.randomUUID(),
    identity,
    level,
    token_hash,
    entered_at: unixSeconds(clock()),
    epoch: await epochOf(identity),
    renewal: 0,
    scope: redemption.scope ?? undefined,
    lang: params.lang,
    theme: params.theme,
    appearance: appearanceSchema.parse(params),
    source: params.source ?? params.platform,
  }
  return { outcome: 'entered', session, location }
}

function isOwnSession(live: Session | null, tokenHash: string, refusal: Redemption & { ok: false }): boolean {
  if (!live) return false
  const { brand, customer_id } = live.identity
  const isTheirs = refusal.customer?.brand === brand && refusal.customer.customer_id === customer_id
  return live.token_hash === tokenHash || isTheirs
}

/** `next` as one of our screens with its query, without the token; anything else is the first screen. */
export function destinationOf(next: string): { screen: Screen; params: ScreenParams; location: string } {
  const base = 'http://screens.invalid'
  const url = next.startsWith('/') && URL.canParse(next, base) ? new URL(next, base) : new URL('/inapp/kyc', base)
  const screen = url.origin === base ? SCREENS.find((path) => path === url.pathname) : undefined
  const kept = withoutToken(url.searchParams)
  const query = kept.toString()
  return {
    screen: screen ?? '/inapp/kyc',
    params: parseScreenParams(Object.fromEntries(kept)),
    location: `${screen ?? '/inapp/kyc'}${query && `?${query}`}`,
  }
}

/** `brand`: whose token it was, so that the screen that says why looks like theirs. */
function problemQuery(location: string, code: TokenRefusal, brand?: string): string {
  const query = new URLSearchParams(location.split('?')[1])
  query.set(PROBLEM_PARAM, code)
  if (brand) query.set(BRAND_PARAM, brand)
  return query.toString()
}
