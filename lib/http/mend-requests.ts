import { subscribe } from 'node:diagnostics_channel'
import type { IncomingMessage } from 'node:http'

/**
 * Requests on which the framework fails before any route can answer, so they are changed before it sees them: addresses whose
 * percent signs encode no text, as `%ff`, those with a host before the path, and methods that no `Request` may have.
 */

/** https://fetch.spec.whatwg.org/#forbidden-method */
const FORBIDDEN = new Set(['CONNECT', 'TRACE', 'TRACK'])
/** A method that no route has, so that it is refused as any other. */
const UNKNOWN = 'UNKNOWN'

/** `http://host/path` as the path alone: what a client sends to a proxy has to be taken by any server (RFC 9112, 3.2.2). */
export function withoutHost(url: string): string {
  const absolute = /^https?:\/\/[^/?#]*(.*)$/i.exec(url)
  if (!absolute) return url
  const [, path = ''] = absolute
  return path.startsWith('/') ? path : `/${path}`
}

/** The address with each part of its path that cannot be decoded taken as it is written: `/%ff` becomes `/%25ff`. */
export function withDecodablePath(url: string): string {
  const [path = '', ...query] = url.split('?')
  const decodable = path.split('/').map((part) => (isDecodable(part) ? part : part.replaceAll('%', '%25')))
  return [decodable.join('/'), ...query].join('?')
}

function isDecodable(part: string): boolean {
  try {
    decodeURIComponent(part)
    return true
  } catch {
    return false
  }
}

/** From now on every HTTP server of this process sees requests that can be refused only: routes answer what they do not know. */
export function mendRequests(): void {
  subscribe('http.server.request.start', (message) => {
    const { request } = message as { request: IncomingMessage }
    if (request.url) request.url = withDecodablePath(withoutHost(request.url))
    if (FORBIDDEN.has(request.method ?? '')) request.method = UNKNOWN
  })
}
