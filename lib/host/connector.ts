import type { HostCommand } from '@/lib/contract/host/host'
import type { HostEvent } from '@/lib/contract/host/host-event'

export type Connection = { speak: (event: HostEvent) => void; end: () => void }

/**
 * Looks for one kind of host. Null where it is not there, or may not hear us.
 * @param allowed the origins that may embed us; hosts that are native apps have none.
 */
export type HostConnector = (allowed: readonly string[], onCommand: (command: HostCommand) => void) => Connection | null

/** Native hosts call `window.kycReceive(message)` to speak to the page; the answer ends that. */
export function hearNative(onCommand: (command: HostCommand) => void, read: (data: unknown) => HostCommand | null) {
  const page = window as { kycReceive?: (message: unknown) => void }
  const hear = (message: unknown) => {
    const command = read(message)
    if (command) onCommand(command)
  }
  page.kycReceive = hear
  return () => {
    if (page.kycReceive === hear) delete page.kycReceive
  }
}
