import { hostCommandOf } from './command'
import { type HostConnector, listenNative } from './connector'

/** React Native WebView. */
export const connectReactNative: HostConnector = (_, onCommand) => {
  const app = (window as { ReactNativeWebView?: { postMessage(message: string): void } }).ReactNativeWebView
  if (!app) return null
  return { send: (event) => app.postMessage(JSON.stringify(event)), close: listenNative(onCommand, hostCommandOf) }
}
