import { hostCommandOf } from './command'
import { type HostConnector, listenNative } from './connector'

type MessageHandlers = { messageHandlers?: { kyc?: { postMessage(message: unknown): void } } }

/** WKWebView on iOS and macOS: the app adds a script message handler named `kyc`. */
export const connectWebKit: HostConnector = (_, onCommand) => {
  const handler = (window as { webkit?: MessageHandlers }).webkit?.messageHandlers?.kyc
  if (!handler) return null
  return { send: (event) => handler.postMessage(event), close: listenNative(onCommand, hostCommandOf) }
}
