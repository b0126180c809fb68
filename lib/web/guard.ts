import 'server-only'
import { KycError } from '@/lib/contract/errors'
import type { PersonTag } from './person-tag'
import type { Session } from './session'

/** The header that our own scripts send and that a foreign form cannot. */
export const REQUEST_HEADER = 'x-kyc-request'
/** The header that says whose page sends the request; see `person-tag.ts`. */
export const PERSON_HEADER = 'x-kyc-person'

/** What a phone's session may call: what its one upload takes. */
const FOR_A_PHONE = /^\/(upload|inapp\/api\/(uploads\/.*|documents|device-key|session))$/

type GuardWith = { sessionOf: (request: Request) => Promise<Session | null>; personTag: PersonTag }
export type RequireSession = (request: Request) => Promise<Session>

/**
 * Makes the guard of the screens' API: it answers with the session of a request. It throws SESSION_EXPIRED without one;
 * for anything but a GET also ORIGIN_REFUSED unless the request comes from our own page's script, and FORBIDDEN beyond
 * what a phone's session may do.
 */
export function createGuard({ sessionOf, personTag }: GuardWith): RequireSession {
  return async (request) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      requireSameOrigin(request)
      if (!request.headers.get(REQUEST_HEADER)) throw new KycError('ORIGIN_REFUSED')
    }
    const session = await sessionOf(request)
    if (!session) throw new KycError('SESSION_EXPIRED')
    // The page belongs to somebody else than the cookie.
    const person = request.headers.get(PERSON_HEADER)
    if (person !== null && person !== personTag(session.identity)) throw new KycError('SESSION_EXPIRED')
    if (session.scope && !FOR_A_PHONE.test(new URL(request.url).pathname)) throw new KycError('FORBIDDEN')
    return session
  }
}

/**
 * Throws ORIGIN_REFUSED unless a request comes from our own origin, as far as the client says. A browser
 * always says so on a POST; a client that sends neither header is no browser, and holds no victim's cookies.
 */
export function requireSameOrigin(request: Request): void {
  const site = request.headers.get('sec-fetch-site')
  const origin = request.headers.get('origin')
  const foreignSite = site !== null && site !== 'same-origin' && site !== 'none'
  const foreignOrigin = origin !== null && hostOf(origin) !== request.headers.get('host')
  if (foreignSite || foreignOrigin) throw new KycError('ORIGIN_REFUSED')
}

function hostOf(origin: string): string | null {
  return URL.canParse(origin) ? new URL(origin).host : null
}
