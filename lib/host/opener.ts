import type { HostConnector } from './connector'

/**
 * The frame that opened this window because its browser keeps no cookies in frames. It forwards events to its host.
 * Only windows of our own origin receive them.
 */
export const connectOpener: HostConnector = () => {
  const opener = window.opener as Window | null
  if (!opener || window.parent !== window) return null
  return { send: (event) => opener.postMessage(event, window.location.origin), close: () => {} }
}
