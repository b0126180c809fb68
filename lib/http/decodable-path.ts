import { subscribe } from 'node:diagnostics_channel'
import type { IncomingMessage } from 'node:http'

/**
 * Addresses whose percent signs encode no text, as `%ff`. The framework fails on them before any route can answer, so they
 * are mended before it sees them.
 */

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

/** From now on every HTTP server of this process sees decodable paths only: routes answer what they do not know. */
export function mendPaths(): void {
  subscribe('http.server.request.start', (message) => {
    const { request } = message as { request: IncomingMessage }
    if (request.url) request.url = withDecodablePath(request.url)
  })
}
