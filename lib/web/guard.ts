import 'server-only'
import { Fault, KycError } from '@/lib/contract/errors'
import { ANOTHER_PERSON } from '@/lib/contract/host/another-person'
import { hostsOf, judgeOrigin, type OriginVerdict, originOf } from './own-origin'
import type { PersonTags } from './person-tag'
import type { Session } from './session'

/** The header that our own scripts send and that a foreign form cannot. */
export const REQUEST_HEADER = 'x-kyc-request'
/** The header that says whose page sends the request; see `person-tag.ts`. */
export const PERSON_HEADER = 'x-kyc-person'

/** What a phone's session may call: what its one upload takes. */
const FOR_A_PHONE = /^\/(upload|inapp\/api\/(uploads\/.*|documents|device-key|session))$/

type GuardWith = {
  sessionOf: (request: Request) => Promise<Session | null>
  personTags: PersonTags
  /** Where the screens are reached from outside, where the deployment says so. */
  publicUrl: string | null
}
export type RequireSession = (request: Request) => Promise<Session>

/**
 * Makes the guard of the screens' API: it answers with the session of a request. It throws SESSION_EXPIRED without one;
 * for anything but a GET also ORIGIN_REFUSED unless the request comes from our own page's script, and FORBIDDEN beyond
 * what a phone's session may do.
 */
export function createGuard({ sessionOf, personTags, publicUrl }: GuardWith): RequireSession {
  return async (request) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      requireSameOrigin(request, publicUrl)
      if (!request.headers.get(REQUEST_HEADER))
        throw new KycError('ORIGIN_REFUSED', { cause: new Fault(`A change was asked for without ${REQUEST_HEADER}`) })
    }
    const session = await sessionOf(request)
    if (!session) throw new KycError('SESSION_EXPIRED')
    const { pathname, searchParams } = new URL(request.url)
    // The page belongs to somebody else than the cookie.
    const person = request.headers.get(PERSON_HEADER) ?? searchParams.get('person')
    if (person && !personTags.fits(person, session.identity))
      throw new KycError('SESSION_EXPIRED', { reason: ANOTHER_PERSON })
    if (session.scope && !FOR_A_PHONE.test(pathname)) throw new KycError('FORBIDDEN')
    return session
  }
}

/**
 * Throws ORIGIN_REFUSED unless a request comes from our own origin, as far as the client says. A browser
 * always says so on a POST; a client that sends neither header is no browser, and holds no victim's cookies.
 * The cause tells the operator both names, and of a proxy that hides ours what to set.
 */
export function requireSameOrigin(request: Request, publicUrl: string | null): void {
  const cause = isFromAnotherSite(request) ? adviceOnSites(request) : adviceOn(judgeOrigin(request, publicUrl))
  if (cause) throw new KycError('ORIGIN_REFUSED', { cause: new Fault(cause) })
}

function adviceOn(verdict: OriginVerdict): string | null {
  if (verdict.own) return null
  return verdict.why === 'foreign' ? adviceOnHosts(verdict) : 'A page without an origin sent a request'
}

/** For the operator: whose page the browser says it is. Theirs to mend is nothing, unless the other site is their own. */
export function adviceOnSites(request: Request): string {
  const origin = originOf(request.headers.get('origin') ?? '') ?? 'a page without an origin'
  return `Another site, ${origin}, sent a request that arrived for ${hostsOf(request).join(', ') || 'no host'}`
}

/** Whether the browser itself says that the page is of another site. */
export function isFromAnotherSite(request: Request): boolean {
  const site = request.headers.get('sec-fetch-site')
  return site !== null && site !== 'same-origin' && site !== 'none'
}

/** For the operator: which names do not agree, and what to set. */
export function adviceOnHosts({ origin, hosts }: { origin: string; hosts: readonly string[] }): string {
  return `A page of ${origin} sent a request that arrived for ${hosts.join(', ') || 'no host'}. If ${origin} is your own address, set KYC_PUBLIC_URL=${origin}, or let the proxy keep the name (nginx: proxy_set_header Host $http_host)`
}
