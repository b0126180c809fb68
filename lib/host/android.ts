import { hostCommandOf } from './command'
import { type HostConnector, listenNative } from './connector'

/** Android WebView: the app adds a JavaScript interface named `kycHost` whose `postMessage` takes a string. */
export const connectAndroid: HostConnector = (_, onCommand) => {
  const app = (window as { kycHost?: { postMessage(message: string): void } }).kycHost
  if (!app) return null
  return { send: (event) => app.postMessage(JSON.stringify(event)), close: listenNative(onCommand, hostCommandOf) }
}
