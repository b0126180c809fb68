import { hostCommandOf } from './command'
import type { HostConnector } from './connector'
import { openerOrigin } from './host-origin'

/**
 * The page that opened this window: a host that shows the screens in a window of their own, or our own frame, whose browser
 * keeps no cookies in frames, and which passes events on. Only an allowed origin hears and is heard.
 */
export const connectOpener: HostConnector = (allowed, onCommand) => {
  const opener = window.opener as Window | null
  if (!opener || window.parent !== window) return null
  const origin = isOurs(opener) ? window.location.origin : openerOrigin(allowed)
  if (!origin) return null
  const listener = ({ source, origin: from, data }: MessageEvent) => {
    const command = source === opener && from === origin ? hostCommandOf(data) : null
    if (command) onCommand(command)
  }
  window.addEventListener('message', listener)
  return {
    send: (event) => opener.postMessage(event, origin),
    close: () => window.removeEventListener('message', listener),
    leave: () => window.close(),
  }
}

function isOurs(opener: Window): boolean {
  try {
    return opener.location.origin === window.location.origin
  } catch {
    return false
  }
}
