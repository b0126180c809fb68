import type { HostEvent, HostEventType } from '@/lib/contract/host'
import { connectParentWindow } from './parent-window'

/** Every kind of host, in the order in which they are looked for. */
const CONNECTORS = [connectParentWindow] as const

export type HostDetail = HostEvent['detail']
type Envelope = Pick<HostEvent, 'session' | 'step' | 'level'>
export type TellHost = (type: HostEventType, envelope: Envelope, detail?: HostDetail) => void

/** Finds the hosts that listen, and gives a function that tells them all. Telling nobody is no error. */
export function connectHost(allowedOrigins: readonly string[]): TellHost {
  const speakers = CONNECTORS.flatMap((connect) => connect(allowedOrigins) ?? [])
  return (type, envelope, detail = {}) => {
    const event: HostEvent = { type, version: 1, id: crypto.randomUUID(), ...envelope, detail }
    for (const speak of speakers) speak(event)
  }
}
