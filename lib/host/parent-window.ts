import type { HostEvent } from '@/lib/contract/host'
import { hostOrigin } from './host-origin'

/** Speaks to the page whose iframe we are in; null when there is none, or none that may hear us. */
export function connectParentWindow(allowed: readonly string[]): ((event: HostEvent) => void) | null {
  if (window.parent === window) return null
  const ancestors = window.location.ancestorOrigins ? [...window.location.ancestorOrigins] : [document.referrer]
  const origin = hostOrigin(ancestors, [...allowed, window.location.origin])
  if (!origin) return null
  return (event) => window.parent.postMessage(event, origin)
}
