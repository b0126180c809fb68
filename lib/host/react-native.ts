import { hostCommandOf } from './command'
import { type HostConnector, hearNative } from './connector'

/** A WebView of React Native. */
export const connectReactNative: HostConnector = (_, onCommand) => {
  const app = (window as { ReactNativeWebView?: { postMessage(message: string): void } }).ReactNativeWebView
  if (!app) return null
  return { speak: (event) => app.postMessage(JSON.stringify(event)), end: hearNative(onCommand, hostCommandOf) }
}
