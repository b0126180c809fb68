import { hostCommandOf } from './command'
import type { HostConnector } from './connector'
import { parentOrigin } from './host-origin'

/**
 * The parent page of our iframe (cTrader Web). Messages go to its exact origin, never `*`, and are accepted only from
 * it.
 */
export const connectParentWindow: HostConnector = (allowed, onCommand) => {
  if (window.parent === window) return null
  const origin = parentOrigin(allowed)
  if (!origin) return null
  const listener = (message: MessageEvent) => {
    if (message.source !== window.parent || message.origin !== origin) return
    const command = hostCommandOf(message.data)
    if (command) onCommand(command)
  }
  window.addEventListener('message', listener)
  return {
    send: (event) => window.parent.postMessage(event, origin),
    close: () => window.removeEventListener('message', listener),
  }
}
