import type { HostCommand, HostEventType } from '@/lib/contract/host/host'
import type { HostEvent } from '@/lib/contract/host/host-event'
import { connectAndroid } from './android'
import type { HostConnector } from './connector'
import { connectCtraderPlugin } from './ctrader-plugin'
import { connectOpener } from './opener'
import { connectParentWindow } from './parent-window'
import { connectReactNative } from './react-native'
import { connectWebKit } from './webkit'
import { connectWebView2 } from './webview2'

/** All kinds of hosts. Several may be present at once: events go to each, and commands are accepted from each. */
const CONNECTORS: readonly HostConnector[] = [
  connectParentWindow,
  connectOpener,
  connectWebView2,
  connectWebKit,
  connectAndroid,
  connectReactNative,
]

export type HostDetail = HostEvent['detail']
type Envelope = Pick<HostEvent, 'session' | 'step' | 'level'>
export type Host = {
  /** Sends an event to all hosts. Does nothing when there are none. */
  tell: (type: HostEventType, envelope: Envelope, detail?: HostDetail) => void
  /** Whether nobody is there who could close the screens. */
  isAlone: boolean
  /** The person has left. */
  leave: () => void
  /** Stops listening to them. */
  end: () => void
}

export type HostSettings = {
  /** The origins that may embed the screens and receive events. */
  allowedOrigins: readonly string[]
  /** Whether cTrader opens the screens as a plugin. */
  ctraderPlugin: boolean
}

/** Connects to all hosts that are present. `onCommand` gets their commands, with origin and shape already checked. */
export function connectHost(
  { allowedOrigins, ctraderPlugin }: HostSettings,
  onCommand: (command: HostCommand) => void,
): Host {
  const connectors = ctraderPlugin ? [...CONNECTORS, connectCtraderPlugin] : CONNECTORS
  const connections = connectors.flatMap((connect) => connect(allowedOrigins, onCommand) ?? [])
  return {
    tell(type, envelope, detail = {}) {
      const event: HostEvent = { type, version: 1, id: crypto.randomUUID(), ...envelope, detail }
      for (const connection of connections) connection.send(event)
    },
    isAlone: connections.length === 0 && window.parent === window,
    leave() {
      for (const connection of connections) connection.leave?.()
    },
    end() {
      for (const connection of connections) connection.close()
    },
  }
}
