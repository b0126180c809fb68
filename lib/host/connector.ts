import type { HostCommand } from '@/lib/contract/host/host'
import type { HostEvent } from '@/lib/contract/host/host-event'

export type Connection = {
  send: (event: HostEvent) => void
  close: () => void
  /** Does what the host itself cannot, once the person has left. */
  leave?: () => void
}

/**
 * Connects to one kind of host. Returns null when it is absent or not allowed.
 * @param allowed the origins that may embed the screens. Native apps have no origin.
 */
export type HostConnector = (allowed: readonly string[], onCommand: (command: HostCommand) => void) => Connection | null

/** Receives messages from native hosts, which call `window.kycReceive(message)`. Returns a function that ends this. */
export function listenNative(onCommand: (command: HostCommand) => void, read: (data: unknown) => HostCommand | null) {
  const page = window as { kycReceive?: (message: unknown) => void }
  const listener = (message: unknown) => {
    const command = read(message)
    if (command) onCommand(command)
  }
  page.kycReceive = listener
  return () => {
    if (page.kycReceive === listener) delete page.kycReceive
  }
}
