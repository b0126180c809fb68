import 'server-only'
import { KycError } from '@/lib/contract/errors'
import { personTag } from './person-tag'
import { type Session, sessionOf } from './session'

/** The header that our own scripts send and that a foreign form cannot. */
export const REQUEST_HEADER = 'x-kyc-request'
/** And the one that says whose page sends it; see `person-tag.ts`. */
const PERSON_HEADER = 'x-kyc-person'

/** What a phone's session may call: what its one upload takes. */
const FOR_A_PHONE = /^\/(upload|inapp\/api\/(uploads\/.*|documents|device-key|session))$/

/**
 * The session of an API request. Throws SESSION_EXPIRED without one; for anything but a GET also
 * ORIGIN_REFUSED unless the request comes from our own page's script, and FORBIDDEN beyond what a phone's may do.
 */
export async function requireSession(request: Request): Promise<Session> {
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    requireSameOrigin(request)
    if (!request.headers.get(REQUEST_HEADER)) throw new KycError('ORIGIN_REFUSED')
  }
  const session = await sessionOf(request)
  if (!session) throw new KycError('SESSION_EXPIRED')
  // The page is another person's than the cookie.
  const person = request.headers.get(PERSON_HEADER)
  if (person !== null && person !== personTag(session.identity)) throw new KycError('SESSION_EXPIRED')
  if (session.scope && !FOR_A_PHONE.test(new URL(request.url).pathname)) throw new KycError('FORBIDDEN')
  return session
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
