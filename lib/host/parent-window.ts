import { hostCommandOf } from './command'
import type { HostConnector } from './connector'
import { parentOrigin } from './host-origin'

/** The page whose iframe we are in (cTrader Web): told at its exact origin, never `*`, and heard from there alone. */
export const connectParentWindow: HostConnector = (allowed, onCommand) => {
  if (window.parent === window) return null
  const origin = parentOrigin(allowed)
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
