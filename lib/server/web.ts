import 'server-only'
import { join } from 'node:path'
import type { Identity } from '@/lib/contract/customer'
import type { DeviceKey } from '@/lib/contract/pictures/upload'
import { env } from '@/lib/env'
import { limitedFetch } from '@/lib/http/limited-fetch'
import { createCallbackInbox } from '@/lib/sandbox/callbacks'
import { createSandboxResponder } from '@/lib/sandbox/respond-in-sandbox'
import { impatientPool, log, manager, metrics } from '@/lib/server'
import { deviceKeyOf } from '@/lib/web/derive-device-key'
import { createGuard, type RequireSession, requireSameOrigin } from '@/lib/web/guard'
import { createPersonTags } from '@/lib/web/person-tag'
import { createRedeemer, TOKEN_CONTRACTS } from '@/lib/web/redeem'
import { createEmbeddedRedeemer } from '@/lib/web/redeem/own-tokens'
import type { Redeemer } from '@/lib/web/redeem/redeemer'
import { createSsoRedeemer } from '@/lib/web/redeem/sso'
import { createResponders } from '@/lib/web/respond'
import { createSessions, type Session, type Sessions } from '@/lib/web/session'
import { addressTag, clientAddress } from '@/lib/web/shares/client-address'
import { costsOf } from '@/lib/web/shares/costs'
import { createOpenStreams } from '@/lib/web/shares/open-streams'
import { createShares } from '@/lib/web/shares/shares'
import { dataDirectory, defaultBrand, ownUrl } from './deployment'
import { knownBrands } from './known-brands'
import { once } from './once'
import { secrets } from './secrets'

/** What routes need of a request: its session, the guard, the response, the redeemer of its token. */

const clock = () => new Date()
/** What redeems tokens answers a few lines, and an identity provider a few keys. */
const fetch = limitedFetch((...asked) => globalThis.fetch(...asked), 1024 * 1024)

export function sessions(): Sessions {
  return createSessions({
    ...{ keys: secrets().session, clock },
    isOpen: async (claim) => (await manager()).sessions.isOpen(claim),
  })
}

/** A name for a person that says nothing of them. */
export function personTag(person: Pick<Identity, 'brand' | 'customer_id'>): string {
  return personTags().of(person)
}

function personTags() {
  return createPersonTags(secrets().session)
}

/** The key with which a person's device seals what waits on it. */
export function deviceKey(person: Pick<Identity, 'brand' | 'customer_id'>): DeviceKey {
  return deviceKeyOf(secrets().session, person)
}

/** The session of a request to the screens' API; throws where there is none, or where the request is not our page's. */
export const requireSession: RequireSession = async (request) => {
  const session = await createGuard({ sessionOf: sessions().of, personTags: personTags(), publicUrl: ownUrl() })(
    request,
  )
  for (const { share, amount } of costsOf(request)) await shares().take(share, personTag(session.identity), amount)
  return session
}

/** What each person and address has taken of what everybody shares. */
const shares = once('shares', () => createShares(impatientPool()))

/** The streams of events that are open, by person. */
export const openStreams = once('open streams', createOpenStreams)

/** Answers a request with a key. Many wrong ones from one address are answered with 429; a good one is never kept out. */
export async function respondToKey(request: Request, work: () => Promise<Response>): Promise<Response> {
  const answer = await work()
  if (answer.status !== 401 || !request.headers.has('authorization')) return answer
  return respond(async () => {
    await shares().take('refusedKeys', addressOf(request))
    return answer
  })
}

function addressOf(request: Request): string {
  return addressTag(secrets().session[0], clientAddress(request, env().KYC_TRUSTED_PROXIES))
}

/** Throws ORIGIN_REFUSED unless a request comes from a page of ours. */
export function requireOwnPage(request: Request): void {
  requireSameOrigin(request, ownUrl())
}

/** Runs a route's work: a refusal becomes its error body, a bug is logged once. */
export function respond(work: () => Promise<Response>): Promise<Response> {
  return responders().respond(work)
}

/** `respond` for the person of the session; refused without one. */
export function respondInSession(request: Request, work: (session: Session) => Promise<Response>): Promise<Response> {
  return responders().respondInSession(request, work)
}

/** `respond` for the sandbox's stand-ins; elsewhere there is nothing at their addresses. */
export function respondInSandbox(work: () => Promise<Response>): Promise<Response> {
  return createSandboxResponder({ respond, sandbox: env().sandbox })(work)
}

function responders() {
  return createResponders({ log: log(), requireSession, countRefusal: (error) => metrics().countRefusal(error) })
}

/** Spends one-time tokens under this deployment's contract. */
export function redeemerFor(request: Request): Redeemer {
  const embedded = createEmbeddedRedeemer(async (token) => (await manager()).tokens.redeem(token))
  const contract = contractRedeemer() ?? embedded
  return createRedeemer({
    ...{ embedded, contract: sparing(contract, addressOf(request)), sso: ssoRedeemer(), brands: knownBrands() },
    report: (facts, why) => log().warn(facts, why),
  })
}

/**
 * Spares the platform's server whoever sends many tokens that it does not know. Links, handoffs and an identity provider's
 * tokens are told good or bad here, at no cost.
 */
function sparing(redeem: Redeemer, address: string): Redeemer {
  return async (token) => {
    await shares()
      .requireLeft('refusedTokens', address)
      .catch((error: unknown) => {
        const advice = 'Many unknown tokens from one address. If it is that of a proxy, set KYC_TRUSTED_PROXIES.'
        log().warn({ code: 'TOO_MANY_REQUESTS' }, advice)
        throw error
      })
    const redemption = await redeem(token)
    // One that is used or expired was somebody's own, as far as the platform says so.
    if (!redemption.ok && redemption.code === 'TOKEN_INVALID') await shares().take('refusedTokens', address)
    return redemption
  }
}

function contractRedeemer(): Redeemer | null {
  const { KYC_TOKEN_CONTRACT: contract, KYC_TOKEN_URL: url } = env()
  if (!url || !contract || contract === 'embedded') return null
  return TOKEN_CONTRACTS[contract]({ url, brand: defaultBrand(), fetch })
}

/** One for the process: it keeps the provider's keys. */
const ssoRedeemer = once('sso redeemer', (): Redeemer | null => {
  const { KYC_SSO_JWKS_URL: jwksUrl, KYC_SSO_ISSUER: issuer, KYC_SSO_AUDIENCE: audience } = env()
  const { KYC_SSO_BRAND_CLAIM: brandClaim, KYC_SSO_MAX_AGE_HOURS: maxAgeHours } = env()
  if (!jwksUrl || !issuer || !audience) return null
  return createSsoRedeemer({ jwksUrl, issuer, audience, brand: defaultBrand(), brandClaim, maxAgeHours, fetch, clock })
})

/** What the sandbox's stand-in for cTrader has received. */
export function callbackInbox() {
  return createCallbackInbox(join(dataDirectory(), 'sandbox-callbacks.jsonl'), clock)
}
