import { hostCommandOf } from './command'
import type { HostConnector } from './connector'
import { hostOrigin } from './host-origin'

/** The page whose iframe we are in (cTrader Web): told at its exact origin, never `*`, and heard from there alone. */
export const connectParentWindow: HostConnector = (allowed, onCommand) => {
  if (window.parent === window) return null
  const ancestors = window.location.ancestorOrigins ? [...window.location.ancestorOrigins] : [rememberedReferrer()]
  const origin = hostOrigin(ancestors, [...allowed, window.location.origin])
  if (!origin) return null
  const hear = (message: MessageEvent) => {
    if (message.source !== window.parent || message.origin !== origin) return
    const command = hostCommandOf(message.data)
    if (command) onCommand(command)
  }
  window.addEventListener('message', hear)
  return {
    speak: (event) => window.parent.postMessage(event, origin),
    end: () => window.removeEventListener('message', hear),
  }
}

/** As the page that held the token kept it: browsers without a list of ancestors say it there alone. */
function rememberedReferrer(): string {
  try {
    return sessionStorage.getItem('kyc-host') || document.referrer
  } catch {
    return document.referrer
  }
}
