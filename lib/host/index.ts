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

/** Every kind of host. A screen may have several: each that is there is told, and heard. */
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
  /** Tells all hosts. Telling nobody is no error. */
  tell: (type: HostEventType, envelope: Envelope, detail?: HostDetail) => void
  /** Ends hearing them. */
  end: () => void
}

export type HostSettings = {
  /** Who may embed us, and is told what happens. */
  allowedOrigins: readonly string[]
  /** Whether cTrader opens us as one of its plugins. */
  ctraderPlugin: boolean
}

/** Finds the hosts that are there; `onCommand` hears what they ask for, checked for where it comes from and its shape. */
export function connectHost(
  { allowedOrigins, ctraderPlugin }: HostSettings,
  onCommand: (command: HostCommand) => void,
): Host {
  const connectors = ctraderPlugin ? [...CONNECTORS, connectCtraderPlugin] : CONNECTORS
  const connections = connectors.flatMap((connect) => connect(allowedOrigins, onCommand) ?? [])
  return {
    tell(type, envelope, detail = {}) {
      const event: HostEvent = { type, version: 1, id: crypto.randomUUID(), ...envelope, detail }
      for (const { speak } of connections) speak(event)
    },
    end() {
      for (const { end } of connections) end()
    },
  }
}
