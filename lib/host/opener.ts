import type { HostConnector } from './connector'

/**
 * The frame that opened this window because it could not be remembered itself: it passes on to its host what is told.
 * Only a window of our own origin hears anything.
 */
export const connectOpener: HostConnector = () => {
  const opener = window.opener as Window | null
  if (!opener || window.parent !== window) return null
  return { speak: (event) => opener.postMessage(event, window.location.origin), end: () => {} }
}
