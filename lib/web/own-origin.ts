import 'server-only'

/** Names for this machine itself: browsers keep `Secure` cookies for them without HTTPS. */
const LOOPBACK = /^(localhost|.+\.localhost|127(\.\d+){3}|\[::1\])$/

/** Whether a page is ours; else why not. */
export type OriginVerdict =
  | { own: true }
  /** A sandboxed frame: its pages have no origin at all. */
  | { own: false; why: 'sealed' }
  /** The browser and the server name different hosts: another site's page, or a proxy that changes the name. */
  | { own: false; why: 'foreign'; origin: string; hosts: string[] }

/**
 * Judges from which page a request comes. Ours are the origin of `publicUrl`, where the deployment names one, and the
 * host that the request was sent to, also as a proxy before us says (no page of another site can send that header).
 * The client's word alone tells the scheme; a client that sends no `Origin` is no browser's page.
 */
export function judgeOrigin(request: Request, publicUrl: string | null): OriginVerdict {
  const given = request.headers.get('origin')
  if (given === null) return { own: true }
  if (given === 'null') return { own: false, why: 'sealed' }
  const origin = originOf(given)
  if (origin && ownOrigins(request, origin, publicUrl).includes(origin)) return { own: true }
  return { own: false, why: 'foreign', origin: given, hosts: [...new Set(hostsOf(request))] }
}

/** Our own origins, with the scheme that `seen`, an origin that the client named, has: no server behind a proxy knows it. */
export function ownOrigins(request: Request, seen: string, publicUrl: string | null): string[] {
  const [scheme] = seen.split('://')
  const urls = [publicUrl, ...hostsOf(request).map((host) => `${scheme}://${host}`)]
  return urls.flatMap((url) => (url && originOf(url)) || [])
}

/** The hosts that a request was sent to, as the client and a proxy before us say. */
export function hostsOf(request: Request): string[] {
  return ['host', 'x-forwarded-host'].flatMap((name) => firstOf(request.headers.get(name)) ?? [])
}

/** Whether browsers keep a `Secure` cookie for the page that a request comes from. Unknown counts as yes. */
export function keepsSecureCookie(request: Request): boolean {
  const origin = originOf(request.headers.get('origin') ?? '')
  return !origin?.startsWith('http:') || LOOPBACK.test(new URL(origin).hostname)
}

/**
 * The origin of an address, so that equal ones are equal text (RFC 9110 4.2.3, RFC 3986 6.2.2.1): in lower case, without
 * the scheme's own port, and without the dot that ends a full name. Null when it is no http(s) address of a host alone.
 */
export function originOf(url: string): string | null {
  const address = url.replace(/^(https?:\/\/[^/?#@\\\s,]+?)\.?(:\d+)?(\/[^@]*)?$/i, '$1$2')
  if (!/^https?:\/\/[^/?#@\\\s,]+$/i.test(address) || !URL.canParse(address)) return null
  return new URL(address).origin
}

function firstOf(list: string | null): string | undefined {
  return list?.split(',')[0]?.trim() || undefined
}
